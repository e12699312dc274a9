using System.Globalization;
using NimmGen.Evaluate;
using NimmGen.Report;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>What a run forecasts from its last origin, with how sure it is.</summary>
internal static class ForecastLines
{
    public static IEnumerable<string> Of(RunRecord run)
    {
        FinalRecord final = run.Final!;
        if (RunSummary.Samples(run))
        {
            yield return $"Each outer fold is predicted by the median of the {Figures.Count(final.Folds.Max(f => f.Candidates.Length), "mechanism")} that its inner folds find best, blended with regression:";
            for (int k = 0; k < final.Folds.Length; k++)
            {
                FoldChoice fold = final.Folds[k];
                yield return $"    fold {k + 1}, {Figures.Count(fold.Held.Length, "sample")}: {Percent(fold.TwinWeight)} candidates {string.Join(", ", fold.Candidates)}; {string.Join(", ", fold.Naive.Select(n => $"{Percent(n.Weight)} {n.Method}"))}";
            }
        }
        else if (final.Chosen is { } chosen)
        {
            yield return $"The forecast is a combination: {chosen.InWords()}";
            yield return $"    on the validation origins {Percent(Math.Abs(chosen.Gain))} {(chosen.Gain >= 0 ? "better than the winner alone" : "worse than the winner alone, which is no more than chance; what cannot be told apart is averaged")}";
        }

        if (Quantiles(run) is not { } forecast)
        {
            yield break;
        }

        PredictiveIntervals intervals = final.Intervals[0];
        foreach (int h in new SortedSet<int> { 0, forecast.Horizon / 2, forecast.Horizon - 1 })
        {
            yield return $"Forecast for {StepNames.Of(run, forecast.TrainSteps + h)}: {Figures.Score(forecast.Quantile(0, 0.5)[h])}, 80 % between {Figures.Score(forecast.Quantile(0, 0.1)[h])} and {Figures.Score(forecast.Quantile(0, 0.9)[h])}";
        }

        yield return intervals.Check is { } check && intervals.Holds is { } holds
            ? $"    80 % intervals held {Percent(check.Coverage(0.8))} of what came on {Figures.Count(intervals.CheckedOrigins, "validation origin")} that had not calibrated them{(holds ? "" : check.Coverage(0.8) < 0.8 ? ": too narrow" : ": wider than need be")}"
            : "    too few validation origins to check the intervals: take them as a guess";
    }

    /// <summary>The same for <c>--json</c>; null where there are no quantiles.</summary>
    public static object? ForMachines(RunRecord run) => Quantiles(run) is not { } forecast ? null : new
    {
        method = run.Final!.Intervals[0].Method,
        madeOf = run.Final.Chosen?.InWords(),
        origin = StepNames.Of(run, forecast.TrainSteps),
        coverage80 = run.Final.Intervals[0].Check?.Coverage(0.8),
        levels = forecast.Levels,
        steps = Enumerable.Range(0, forecast.Horizon).Select(h => new { date = StepNames.Of(run, forecast.TrainSteps + h), quantiles = forecast.At(h, 0).ToArray() }),
    };

    // Of the series over all places, from the last test origin.
    private static QuantileForecast? Quantiles(RunRecord run)
    {
        if (run.Final is not { Intervals: { IsDefaultOrEmpty: false } intervals, Origins: { IsDefaultOrEmpty: false } origins } final)
        {
            return null;
        }

        TwinAtOrigin twin = origins[^1];
        double[] expected = RunForecast.Aggregate(run, final.Chosen?.Origins[^1].Values ?? twin.Forecast);
        return intervals[0].Aggregate.Around(twin.TrainSteps, expected);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
