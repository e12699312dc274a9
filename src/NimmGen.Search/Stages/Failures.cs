using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>A training that diverged, as a diagnostic its author can act on.</summary>
internal static class Failures
{
    public static Diagnostic Describe(RollingFailure failure, ForecastTask task)
    {
        string what = failure.Divergence is { } d
            ? $"{d.Quantity} is not finite at {task.Panel.Locations[d.Lane]}, {Label(task, d.Step)}"
            : "its forecasts are not finite";
        return new(
            "NG9003",
            Severity.Warning,
            Place.None,
            $"training with {failure.Calibrator} up to {Label(task, failure.Origin)} diverged: {what}",
            Why: "a rate is too large for the step, or a quantity grows without limit",
            Fix: "narrow the ranges of the rates, bound the growth, or take more sub-steps");
    }

    private static string Label(ForecastTask task, int step) =>
        step < task.Panel.StepCount ? task.Panel.TimeLabel(step) : $"step {step}";
}
