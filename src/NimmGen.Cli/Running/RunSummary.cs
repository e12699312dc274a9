using NimmGen.Evaluate;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary>What a finished run prints: the winner, its scores beside the naive ones, what it says of the outbreak, where to look.</summary>
internal static class RunSummary
{
    public static void Write(Terminal terminal, RunRecord run, string path, string? report)
    {
        FinalRecord final = run.Final!;
        CandidateRecord winner = run.Candidates.First(c => c.Number == final.Winner);
        terminal.Out.WriteLine(What(run.Data));
        terminal.Out.WriteLine($"Winner: {winner.Name} (candidate {winner.Number} of {run.Candidates.Length}, {final.Calibrator}), found in {Figures.Duration(run.Seconds)}");
        terminal.Out.WriteLine(
            Samples(run) ? $"RMSE of {run.Data.TargetTitle}: mean over the inner folds of {Figures.Count(final.Folds.Length, "outer fold")}, and over all samples, each predicted without its group:"
            : $"RMSE of {run.Data.TargetTitle}, mean over {Figures.Count(run.Data.ValidationOrigins.Length, "validation origin")} and {Figures.Count(run.Data.TestOrigins.Length, "test origin")}:");
        terminal.Write(Tables.Scores(final.Validation, final.Test, !Samples(run)));
        foreach (string line in ForecastLines.Of(run).Concat(Quantities(run)))
        {
            terminal.Out.WriteLine(line);
        }

        terminal.Out.WriteLine(report is null ? $"Run: {path}" : $"Report: {report}   Run: {path}");
        terminal.Out.WriteLine($"More: nimmgen show {path}   nimmgen show {path} {winner.Number}");
    }

    /// <summary>What the data are, in a line.</summary>
    internal static string What(DataRecord data) => data.Step == "sample"
        ? $"{data.Title}: {data.TargetTitle}, {Figures.Count(data.Locations.Length, "sample")}"
        : $"{data.Title}: {data.TargetTitle}, {Figures.Count(data.Locations.Length, "place")}, {data.Steps[0]} to {data.Steps[^1]}";

    /// <summary>True for a run of samples that has ended.</summary>
    internal static bool Samples(RunRecord run) => run.Data.Step == "sample" && run.Final is { Folds.IsDefaultOrEmpty: false };

    public static void WriteJson(Terminal terminal, RunRecord run, string path, string? report)
    {
        FinalRecord final = run.Final!;
        TwinAtOrigin? last = final.Origins.IsDefaultOrEmpty ? null : final.Origins[^1];
        terminal.WriteJson(
            new
            {
                run = path,
                report,
                task = run.Configuration.Task,
                winner = final.Winner,
                name = run.Candidates.First(c => c.Number == final.Winner).Name,
                calibrator = final.Calibrator,
                validation = Means(final.Validation),
                test = Means(final.Test),
                basicReproduction = last?.BasicReproduction,
                infectiousPeriodDays = last?.InfectiousPeriodDays,
                forecast = ForecastLines.ForMachines(run),
                candidates = run.Candidates.Length,
                seconds = run.Seconds,
            });
    }

    /// <summary>R0 and infectious period of the twin trained at the last origin, each beside what was published.</summary>
    internal static IEnumerable<string> Quantities(RunRecord run)
    {
        if (run.Final!.Origins.IsDefaultOrEmpty)
        {
            return [];
        }

        TwinAtOrigin twin = run.Final.Origins[^1];
        return
        [
            .. Quantity(run.Data, "basic reproduction number", twin.BasicReproduction, ""),
            .. Quantity(run.Data, "infectious period", twin.InfectiousPeriodDays, " days"),
        ];
    }

    /// <summary>Fitted parameters with their 95 % intervals where there are any, and which of them the data tell apart badly.</summary>
    internal static IEnumerable<string> Parameters(RunRecord run)
    {
        if (run.Final!.Origins.IsDefaultOrEmpty || run.Final.Origins[^1] is not { } twin || twin.Parameters.All(p => p.Low is null))
        {
            yield break;
        }

        yield return "Parameters at the last origin, with 95 % intervals by the curvature at the optimum (narrow where residuals depend on each other):";
        foreach (ParameterValue p in twin.Parameters.Where(p => p.Low is not null))
        {
            string unit = p.Unit.Equals(Ir.Unit.One) ? "" : $" {p.Unit}";
            yield return $"    {p.Name} {Figures.Value(p.Value)}{unit}, {Figures.Value(p.Low!.Value)} to {Figures.Value(p.High!.Value)}{(p.Origin == "neural" ? ", mean over time" : "")}";
        }

        foreach (ParameterTrade trade in twin.Trades.IsDefault ? [] : twin.Trades)
        {
            yield return $"    {trade.First} and {trade.Second} can be traded (correlation {trade.Correlation:0.000}): the data decide {(trade.Correlation > 0 ? "their ratio" : "their product")} better than either";
        }
    }

    private static IEnumerable<string> Quantity(DataRecord data, string name, double? value, string unit)
    {
        if (value is not { } v || !double.IsFinite(v))
        {
            yield break;
        }

        yield return $"{char.ToUpperInvariant(name[0])}{name[1..]}: {Figures.Value(v)}{unit}";
        foreach (LiteratureValue published in data.Literature.IsDefault ? [] : data.Literature.Where(l => l.Quantity.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            bool point = published.Min == published.Max;
            string range = point ? Figures.Value(published.Min) : $"{Figures.Value(published.Min)} to {Figures.Value(published.Max)}";
            yield return $"    published: {range}{unit}{(point ? Difference(v, published.Min) : v < published.Min ? ", this is below" : v > published.Max ? ", this is above" : ", this is within")}; {published.Source.Split(": ")[0]}";
        }
    }

    private static string Difference(double value, double published) =>
        published == 0 ? "" : $", this is {Math.Abs(100 * (value / published - 1)):0} % {(value >= published ? "more" : "less")}";

    private static IEnumerable<object> Means(IEnumerable<MethodScores> scores) =>
        scores.Select(s => new
        {
            method = s.Method,
            rmse = s.Mean,
            rmsePerPlace = s.MeanPerLocation,
            origins = s.Aggregate,
            wis = s.Quantiles?.MeanWis,
            logWis = s.Quantiles?.MeanLogWis,
            coverage50 = s.Quantiles?.Coverage(0.5),
            coverage80 = s.Quantiles?.Coverage(0.8),
            coverage95 = s.Quantiles?.Coverage(0.95),
            coverage80PerPlace = s.LocationQuantiles?.Coverage(0.8),
        });
}
