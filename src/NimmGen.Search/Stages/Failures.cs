using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Search;

/// <summary>A training that diverged, as a diagnostic its author can act on.</summary>
public static class Failures
{
    public static Diagnostic Describe(RollingFailure failure, ForecastTask task)
    {
        Divergence? d = failure.Divergence;
        string place = d is null ? "" : d.Location ?? task.Panel.Locations.ElementAtOrDefault(d.Lane) ?? $"place {d.Lane}";
        string when = d is null ? "" : Label(task, d.Step);
        (string what, string why, string fix) = d?.Cause switch
        {
            DivergenceCause.LongStep => (
                $"{d.Quantity} is not finite at {place}, {when}, but would be with sub-steps eight times shorter",
                "the step is too long for the fastest rate", "write Solver with more sub-steps, or Scheme.Patankar or Scheme.Hazard, which take any step"),
            DivergenceCause.EmptyPlace => (
                $"{place} has {d.Quantity} 0", "shares of an empty population are 0 / 0", "leave the place out of the data, or give its population; Input population = new(People, min: 1) says that it must have one"),
            DivergenceCause.BadInput => (
                $"input {d.Quantity} is not a finite number at {place}, {when}", "every state computed from it is not finite either", "correct the value in the data, or leave it empty: then the one before holds"),
            DivergenceCause.BadTarget => (
                $"the observed {d.Quantity} is not a finite number at {place}, {when}", "no model can be near it", "correct the value in the data, or leave it empty: what is missing does not count"),
            DivergenceCause.NothingObserved => (
                $"{d.Quantity} has no value before the origin", "there is nothing to be matched", "choose a later origin, or observe a channel that has values"),
            DivergenceCause.TooLarge => (
                d.Detail ?? "it needs more memory than there is", "states, parameters and their derivatives are kept for every step", "train fewer locations at a time, fewer steps, or weekly data"),
            DivergenceCause.Network => (
                $"{d.Quantity} is not finite at {place}, {when}", "the network's weights grew without limit", "lower the learning rate, or standardise the features"),
            DivergenceCause.Loss => (
                $"{d.Quantity} is finite at {place}, {when}, but so far from what was observed that the loss is not",
                "its square is beyond the largest number", "check the units of the observation and of its start value, or narrow the ranges of the rates"),
            DivergenceCause.Gradient => (
                $"the derivative by {d.Quantity} is not finite at {place}, {when}", "a term is infinitely steep there, such as a root or a power of a quantity that is zero",
                "keep the quantity away from zero, or write the term without the root or the power"),
            DivergenceCause.Overflow => (
                $"{d.Quantity} is not finite at {place}, {when}", "a rate is too large, or a quantity grows without limit", "narrow the ranges of the rates, or bound the growth"),
            _ => ("its forecasts are not finite", "a rate is too large for the step, or a quantity grows without limit", "narrow the ranges of the rates, bound the growth, or take more sub-steps"),
        };
        string training = $"training with {failure.Calibrator} up to {Label(task, failure.Origin)}";
        return d is { LeftOut: true }
            ? new(
                "NG9003", Severity.Warning, Place.None,
                d.Cause == DivergenceCause.EmptyPlace ? $"{training} went on without {place}: it has {d.Quantity} 0" : $"{training} learned nothing from {place}: {d.Quantity} has no value there before the origin",
                Why: d.Cause == DivergenceCause.EmptyPlace ? why : "its forecasts rest on what other places taught",
                Fix: d.Cause == DivergenceCause.EmptyPlace ? fix : "leave the place out of the data, or choose a later origin")
            : new("NG9003", Severity.Warning, Place.None, $"{training} diverged: {what}", Why: why, Fix: fix);
    }

    private static string Label(ForecastTask task, int step) =>
        step < task.Panel.StepCount ? task.Panel.TimeLabel(step) : $"step {step}";
}
