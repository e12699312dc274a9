using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>The first screen: a few sentences, each made from figures of the run and from nothing else.</summary>
internal static class Summary
{
    /// <summary>Plain text, to be escaped where it is printed.</summary>
    public static ImmutableArray<string> Of(RunView view)
    {
        string?[] sentences = view.IsSamples && (view.Final is null || view.Samples)
            ? [.. SampleWords.Summary(view), view.Final is null ? Unfinished(view) : null]
            : view.Final is null
            ? [Asked(view), Unfinished(view)]
            : [Asked(view), Twin(view), Combined(view), Expectation(view), Literature.InWords(view), Trust(view), Tested(view), Covered(view)];
        return [.. sentences.OfType<string>().Where(s => s.Length > 0)];
    }

    private static string Asked(RunView view)
    {
        DataRecord data = view.Data;
        string place = view.Locations == 1
            ? data.Locations is [var only] && !data.Title.Contains(only, StringComparison.OrdinalIgnoreCase) ? $" in {only}" : ""
            : $" in {Figures.Count(view.Locations, "place")}";
        string gaps = data.Missing == 0 ? "no value of the target is missing" : $"{Figures.Count(data.Missing, "value")} of the target {(data.Missing == 1 ? "is" : "are")} missing";
        string imputed = data.Imputed == 0 ? "" : $", {Figures.Count(data.Imputed, "covariate value")} {(data.Imputed == 1 ? "was" : "were")} filled from the past";
        return $"A mechanism was asked for that forecasts {view.Target} {view.Calendar.Span(data.Horizon)} ahead{place}. "
            + $"The data ({data.Title}) are {Figures.Count(view.Steps, view.Calendar.Step)}, {view.Calendar.Name(0)} to {view.Calendar.Name(view.Steps - 1)}; {gaps}{imputed}.";
    }

    private static string Twin(RunView view)
    {
        FinalRecord final = view.Final!;
        string?[] parts =
        [
            MechanismWords.Varying(final.Mechanism, view.Calendar.Step) ?? "no parameter varies over time",
            view.LastOrigin is { } twin ? MechanismWords.Reported(final.Mechanism, twin.Parameters) : null,
            Calibration(final),
        ];
        return $"The twin, {final.Mechanism.Name}, is made of {MechanismWords.States(final.Mechanism)}; {string.Join("; ", parts.OfType<string>())}.";
    }

    private static string? Calibration(FinalRecord final)
    {
        bool varies = final.Mechanism.Neurals.Any();
        bool network = final.Calibrator.Contains("CalibNN", StringComparison.OrdinalIgnoreCase) || final.Calibrator == final.Mechanism.Network?.Name;
        return !varies ? null
            : network ? $"a neural network ({final.Calibrator}) predicts what varies from the data"
            : final.Calibrator.Contains("free", StringComparison.OrdinalIgnoreCase) ? "what varies was fitted as a free path, without a neural network"
            : $"what varies comes from {final.Calibrator}";
    }

    private static string? Expectation(RunView view)
    {
        if (view.LastOrigin is not { Forecast.IsDefaultOrEmpty: false } twin)
        {
            return null;
        }

        int origin = twin.TrainSteps, weeks = view.Calendar.Step is "day" ? 7 : 1;
        double[] forecast = view.Aggregate(view.Forecast(twin).AsSpan(), origin), observed = view.ObservedAggregate();
        double expected = Mean(forecast), before = Mean(observed.AsSpan(0, Math.Min(origin, observed.Length))[Math.Max(0, Math.Min(origin, observed.Length) - weeks)..]);
        double after = Mean(observed.AsSpan(Math.Min(origin, observed.Length))[..Math.Min(forecast.Length, Math.Max(0, observed.Length - origin))]);
        if (!double.IsFinite(expected))
        {
            return null;
        }

        string label = view.Calendar.Step is "day" or "week" ? "the week before" : "the step before";
        string change = !double.IsFinite(before) || before == 0 ? ""
            : Figures.Number(expected) == Figures.Number(before) ? $", the same as in {label}"
            : $", {Figures.Percent(Math.Abs(expected / before - 1))} {(expected < before ? "below" : "above")} {label} ({view.Amount(before)})";
        string range = view.Bands(twin) is { } bands
            ? $"; at the end of it, {view.Calendar.Name(origin + forecast.Length - 1)}, with 80 % probability between {Figures.Number(bands.Quantile(0, 0.1)[^1])} and {view.Amount(bands.Quantile(0, 0.9)[^1])}" : "";
        string came = double.IsFinite(after) ? $"; the observed average was {Figures.Number(after)}" : "";
        string where = view.Locations == 1 ? "" : view.IsMean ? " over all places" : ", summed over places,";
        return $"In the {view.Calendar.Span(forecast.Length)} from {view.Calendar.Name(origin)} it expects {view.Target}{where} to average "
            + $"{view.Amount(expected)}{change}{range}{came}.";
    }

    // Said wherever the forecast is not the winner's own.
    private static string? Combined(RunView view) => view.Final!.Chosen is not { } chosen ? null
        : $"The forecast is not that of the twin alone: it is {chosen.InWords()}. On the validation origins its mean error was {Figures.Percent(Math.Abs(chosen.Gain))} {(chosen.Gain >= 0 ? "smaller" : "larger")} than the twin's"
            + (chosen.Gain < 0 ? ", which is no more than chance; what these origins cannot tell apart is averaged." : ", with weights learned at each of them from the ones before.");

    private static string? Covered(RunView view)
    {
        if (view.Uncertainty is not { } intervals)
        {
            return null;
        }

        double test = view.Final!.Test.FirstOrDefault(s => s.Method == view.ChosenMethod)?.Quantiles?.Coverage(0.8) ?? double.NaN;
        string tested = double.IsFinite(test) ? $"; on the test origins {Figures.Percent(test)}" : "";
        return intervals.Check is not { } check || intervals.Holds is not { } holds
            ? $"There were too few validation origins to check its intervals{(tested.Length == 0 ? "" : tested.Replace("; on", ": on") + " of what came lay in the 80 % interval")}; take them as a guess."
            : $"Its 80 % intervals held {Figures.Percent(check.Coverage(0.8))} of what came on {Figures.Count(intervals.CheckedOrigins, "validation origin")} that had not calibrated them{tested}"
                + (holds ? "." : check.Coverage(0.8) < PredictiveIntervals.LeastCoverage ? ": they are too narrow, and the truth will lie outside more often than one time in five." : ": they are wider than they need be.");
    }

    private static string Trust(RunView view) => view.Scores?.Validation is { } validation
        ? $"On {Origins(validation, "validation")}, which chose it, {Against(view, validation)}."
        : "It was not scored on validation origins, so nothing says how far to trust it.";

    private static string Tested(RunView view) => view.Scores?.Test is { } test
        ? $"On {Origins(test, "test")}, scored once, {Against(view, test)}{Advice(view)}."
        : "It was not scored on test origins.";

    private static string Origins(Comparison c, string kind) => c.Origins == 1 ? $"the one {kind} origin" : $"the {Figures.Count(c.Origins)} {kind} origins";

    private static string Against(RunView view, Comparison c)
    {
        string figures = $"(RMSE {view.Amount(c.Winner.Mean)} against {Figures.Number(c.Naive.Mean)})";
        string won = c.Origins > 1 ? $"; it was the closer one on {Figures.Count(c.OriginsWon)} of {Figures.Count(c.Origins)}" : "";
        return c.NaiveWins
            ? $"a naive forecast wins: the {(view.Final!.Chosen is null ? "twin" : "combination")}'s mean error was {Figures.Percent(-c.Gain)} larger than that of {c.Naive.Method} {figures}{won}"
            : $"its mean error was {Figures.Percent(c.Gain)} smaller than that of the best naive forecast, {c.Naive.Method} {figures}{won}";
    }

    private static string Advice(RunView view) =>
        view.Scores is { Validation.NaiveWins: true, Test.NaiveWins: true }
            ? "; to forecast, take the naive one, and the twin to explain"
            : view.Scores is { Validation: { } v, Test: { } t } && v.NaiveWins != t.NaiveWins
            ? "; the two sets of origins disagree, so no skill over naive forecasts is claimed"
            : "";

    private static string Unfinished(RunView view)
    {
        RunRecord run = view.Run;
        CandidateRecord[] scored = [.. run.Candidates.Where(c => double.IsFinite(c.Score))];
        string best = scored.MinBy(c => c.Score) is { } b
            ? $"; the best so far is number {b.Number} ({b.Name}) with a mean validation error of {view.Amount(b.Score)} (RMSE)"
            : "";
        return $"The search has not ended: {Figures.Count(run.Candidates.Length)} of {Figures.Count(run.Configuration.Iterations, "candidate")} "
            + $"{(run.Candidates.Length == 1 ? "was" : "were")} tried and {Figures.Count(scored.Length)} scored{best}. "
            + (view.IsSamples ? "No sample has been predicted for a score, so there is nothing to trust yet." : "Nothing has been scored on test origins, so there is no forecast to trust yet.");
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double v in values)
        {
            if (double.IsFinite(v))
            {
                sum += v;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
