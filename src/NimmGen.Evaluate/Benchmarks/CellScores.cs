using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>Mean and standard deviation (n - 1) over seeds; the deviation is NaN where there is one seed.</summary>
public readonly record struct Spread(double Mean, double Deviation)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Length == 0 ? double.NaN : all.Average();
        return new(mean, all.Length < 2 ? double.NaN : Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1)));
    }
}

/// <summary>Scores of one method and mode on one task, over its seeds.</summary>
/// <param name="Task">The task.</param>
/// <param name="Method">The method.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Reason">Why there is no figure; empty where there is one.</param>
public sealed record RowScores(BenchmarkTask Task, BenchmarkMethod Method, string Mode, string Reason)
{
    /// <summary>
    /// What the paper's tables show. Forecasts: RMSE of the series added over locations, mean over origins. Patients: root of
    /// the mean squared one-day error. Samples: RMSE over the samples, each predicted by a model that did not see it.
    /// </summary>
    public Spread Rmse { get; init; } = new(double.NaN, double.NaN);

    /// <summary>Forecasts: RMSE pooled over locations and steps. Patients: RMSE of the target rolled out from the first day.</summary>
    public Spread Second { get; init; } = new(double.NaN, double.NaN);

    public Spread MeanAbsolute { get; init; } = new(double.NaN, double.NaN);

    /// <summary>RMSE on the validation origins, which lie before the test origins.</summary>
    public Spread Earlier { get; init; } = new(double.NaN, double.NaN);

    /// <summary>Weighted interval score of the aggregate's quantiles, mean over the test origins; NaN where there are none.</summary>
    public Spread Wis { get; init; } = new(double.NaN, double.NaN);

    /// <summary>The same after log(1 + value).</summary>
    public Spread LogWis { get; init; } = new(double.NaN, double.NaN);

    /// <summary>Shares of the aggregate inside its 50, 80 and 95 % intervals on the test origins, mean over seeds; empty where there are none.</summary>
    public ImmutableArray<double> Coverage { get; init; } = [];

    /// <summary>Losses of the units that paired tests compare, mean over seeds: see <see cref="Significance"/>.</summary>
    public ImmutableArray<double> Losses { get; init; } = [];

    /// <summary>Bugs among the last (or first) 20 programs, mean over seeds; null where the method writes none.</summary>
    public double? Bugs { get; init; }

    /// <summary>Seconds of one cell, mean over seeds.</summary>
    public double Seconds { get; init; } = double.NaN;

    /// <summary>What was chosen, of the first seed.</summary>
    public string Note { get; init; } = "";

    /// <summary>Cells with a result.</summary>
    public int Count { get; init; }

    /// <summary>Scores of the cells of one task, method and mode.</summary>
    public static RowScores Of(BenchmarkTask task, BenchmarkMethod method, string mode, IReadOnlyList<Cell> cells)
    {
        CellResult[] results = [.. cells.Select(c => c.Result).OfType<CellResult>()];
        string reason = results.Length > 0 ? "" : cells.Count == 0 ? "not run" : cells[0].Reason;
        var row = new RowScores(task, method, mode, reason) { Count = results.Length };
        if (results.Length == 0)
        {
            return row;
        }

        row = task.Kind switch
        {
            BenchmarkKind.Forecast => Forecasts(row, results),
            BenchmarkKind.Cohort => Patients(row, results),
            _ => Samples(row, results),
        };
        return row with
        {
            Seconds = results.Average(r => r.Seconds),
            Bugs = results.Any(r => r.Bugs is not null) ? results.Where(r => r.Bugs is not null).Average(r => r.Bugs!.Last) : null,
            Note = results[0].Note,
        };
    }

    private static RowScores Forecasts(RowScores row, CellResult[] results)
    {
        ForecastTask task = row.Task.Task;
        MethodScores[] scores = [.. results.Select(r => Metrics.Score(task, row.Method.Title, r.Forecasts))];
        double[][] earlier =
        [
            .. results.Where(r => !r.Earlier.IsEmpty).Select(r => Metrics.Score(task, row.Method.Title, r.Earlier).Aggregate.ToArray()),
            .. results.Where(r => !r.EarlierErrors.IsEmpty).Select(r => r.EarlierErrors.ToArray()),
        ];
        QuantileScores[] quantiles = [.. results.Select(r => Quantiles(task, row.Method.Title, r)).OfType<QuantileScores>()];
        return row with
        {
            Wis = Spread.Of(quantiles.Select(q => q.MeanWis)),
            LogWis = Spread.Of(quantiles.Select(q => q.MeanLogWis)),
            Coverage = quantiles.Length == 0 ? [] : [.. ((double[])[0.5, 0.8, 0.95]).Select(p => quantiles.Average(q => q.Coverage(p)))],
            Rmse = Spread.Of(scores.Select(s => s.Mean)),
            Second = Spread.Of(scores.Select(s => s.MeanPerLocation)),
            MeanAbsolute = Spread.Of(scores.Select(s => s.MeanAbsolute.Average())),
            Earlier = Spread.Of(earlier.Select(e => e.Average())),
            Losses = earlier.Length == 0 ? [] : MeanOver(earlier.Select(s => s.Select(e => e * e).ToArray())),
        };
    }

    // A method that gives points gets the quantiles that its own errors on the earlier origins make of them.
    private static QuantileScores? Quantiles(ForecastTask task, string method, CellResult result) =>
        result.Quantiles ?? (result.Earlier.IsEmpty ? null : PredictiveIntervals.Learn(task, method, result.Earlier)?.Score(task, result.Forecasts).Aggregate);

    private static RowScores Patients(RowScores row, CellResult[] results) => row with
    {
        Rmse = Spread.Of(results.Select(r => Math.Sqrt(r.PatientSquares.Average()))),
        Second = Spread.Of(results.Select(r => r.RollOut)),
        Losses = MeanOver(results.Select(r => r.PatientSquares.ToArray())),
    };

    private static RowScores Samples(RowScores row, CellResult[] results)
    {
        Panel panel = row.Task.Task.Panel;
        double[] truth = panel.Values(row.Task.Task.Target.Name).ToArray();
        double[][] errors = [.. results.Select(r => r.Forecasts[0].Values.Select((v, i) => v - truth[i]).ToArray())];
        int[][] members = [.. panel.IndependentGroups.Select((g, i) => (g, i)).GroupBy(p => p.g, p => p.i).Select(g => g.ToArray())];
        return row with
        {
            Rmse = Spread.Of(errors.Select(e => Math.Sqrt(e.Average(x => x * x)))),
            MeanAbsolute = Spread.Of(errors.Select(e => e.Average(Math.Abs))),
            Losses = MeanOver(errors.Select(e => members.Select(g => g.Average(i => e[i] * e[i])).ToArray())),
        };
    }

    private static ImmutableArray<double> MeanOver(IEnumerable<double[]> seeds)
    {
        double[][] all = [.. seeds];
        return [.. Enumerable.Range(0, all[0].Length).Select(i => all.Average(s => s[i]))];
    }
}
