using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>One sentence a chart, made from its data: its text alternative.</summary>
internal static class ChartWords
{
    public static string Forecast(RunView view)
    {
        double[] observed = view.ObservedAggregate();
        int peak = Peak(observed, 0, observed.Length);
        string seen = peak < 0 ? $"No value of {view.TargetInWords} is known."
            : $"Observed {view.TargetInWords} peak at {view.Amount(observed[peak])} on {view.Calendar.Name(peak)}";
        if (peak < 0 || view.LastOrigin is not { } twin)
        {
            return peak < 0 ? seen : seen + ".";
        }

        double[] forecast = view.Aggregate(view.Forecast(twin).AsSpan(), twin.TrainSteps);
        return forecast.Length == 0 ? seen + "." : $"{seen}; from {view.Calendar.Name(twin.TrainSteps)} the forecast goes from {Figures.Number(forecast[0])} to {Figures.Number(forecast[^1])} in {view.Calendar.Span(forecast.Length)}{End(view, twin)}.";
    }

    private static string End(RunView view, TwinAtOrigin twin) => view.Bands(twin) is { } bands
        ? $", at the end with 80 % probability between {Figures.Number(bands.Quantile(0, 0.1)[^1])} and {Figures.Number(bands.Quantile(0, 0.9)[^1])}" : "";

    /// <summary>What the strongest scenario comes to.</summary>
    public static string Scenarios(RunView view)
    {
        ScenarioOutcome none = view.Final!.Scenarios[0].Winner, most = view.Final.Scenarios[^1].Winner;
        return $"In the {view.Calendar.Span(none.Values.Length)} from {view.Calendar.Name(none.From)} {view.Target} come to {Figures.Number(none.Cumulative)} without a change, with a peak of {view.Amount(none.Peak)} on {view.Calendar.Name(none.PeakStep)}; "
            + $"with {most.Name}, to {Figures.Number(most.Cumulative)}.";
    }

    public static string Parameter(RunView view, TwinAtOrigin twin, ParameterSeries series)
    {
        int columns = series.Steps.Length == 0 ? 0 : series.Values.Length / series.Steps.Length;
        if (columns == 0)
        {
            return "No values.";
        }

        double[] mean = [.. series.Steps.Select((_, i) => series.Values.AsSpan(i * columns, columns).ToArray().Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())];
        int seen = series.Steps.Count(s => s < twin.TrainSteps);
        double[] learned = [.. mean.Take(seen).Where(double.IsFinite)];
        if (learned.Length == 0)
        {
            return "No values before the origin.";
        }

        string over = columns > 1 ? $" (mean of {Figures.Count(columns, "place")})" : "";
        string end = mean.Length > seen ? $", and ends at {Figures.Number(mean[^1])} beyond the origin" : "";
        return $"{char.ToUpperInvariant(series.Name[0])}{series.Name[1..]}{over} lies between {Figures.Number(learned.Min())} and {Figures.WithUnit(learned.Max(), series.Unit)} before the origin of {view.Calendar.Name(twin.TrainSteps)}{end}.";
    }

    public static string Search(RunView view)
    {
        CandidateRecord[] all = [.. view.Run.Candidates];
        CandidateRecord[] scored = [.. all.Where(c => double.IsFinite(c.Score))];
        string others = string.Join(", ", all.Where(c => c.Outcome is not Outcome.Scored).GroupBy(c => c.Outcome).Select(g => $"{Figures.Count(g.Count())} {Words.Of(g.Key)}"));
        string best = scored.MinBy(c => c.Score) is { } b ? $" The smallest validation error is {view.Amount(b.Score)}, of number {Figures.Count(b.Number)}; the mean over those scored is {Figures.Number(scored.Average(c => c.Score))}." : "";
        string chosen = view.Winner is { } w && scored.Length > 0 && w.Score > scored.Min(c => c.Score) ? $" Number {Figures.Count(w.Number)}, with {Figures.Number(w.Score)}, was chosen all the same: the search takes the simplest of those within one standard error of the best." : "";
        return $"{Figures.Count(all.Length, "candidate")} of {Figures.Count(view.Run.Configuration.Iterations)} asked for {(all.Length == 1 ? "was" : "were")} tried and {Figures.Count(scored.Length)} scored{(others.Length == 0 ? "" : "; " + others)}.{best}{chosen}";
    }

    private static int Peak(double[] values, int first, int end)
    {
        int peak = -1;
        for (int t = first; t < end; t++)
        {
            if (double.IsFinite(values[t]) && (peak < 0 || values[t] > values[peak]))
            {
                peak = t;
            }
        }

        return peak;
    }
}
