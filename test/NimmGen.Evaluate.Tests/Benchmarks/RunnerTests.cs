using System.Collections.Immutable;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Tests;

/// <summary>Cells are stored, found again, and not believed when they are damaged.</summary>
public sealed class RunnerTests : IDisposable
{
    private static readonly ImmutableArray<BenchmarkMethod> Naive = [new LastValueMethod(), new DampedTrendMethod(), new PersistenceMethod()];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nimmgen-cells-");

    private CellStore Store => new(_folder.FullName);

    [Fact]
    public void A_second_run_computes_nothing_and_says_the_same()
    {
        ImmutableArray<Cell> first = Run(), second = Run();
        Assert.Equal([false, false, false], first.Select(c => c.Cached));
        Assert.Equal([true, true, false], second.Select(c => c.Cached));
        Assert.Equal(first[0].Result!.Forecasts[0].Values, second[0].Result!.Forecasts[0].Values);
        Assert.Contains("patients", second[2].Reason, StringComparison.Ordinal);
        Assert.Equal(2, _folder.GetFiles().Length);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("edited")]
    [InlineData("other")]
    public void A_damaged_cell_is_named_and_computed_again(string how)
    {
        ImmutableArray<Cell> first = Run();
        string path = Store.PathOf(first[0].Key), text = File.ReadAllText(path);
        File.WriteAllText(path, how switch
        {
            "cut" => text[..(text.Length / 2)],
            "edited" => text.Replace("\\u0022note\\u0022:\\u0022\\u0022", "\\u0022note\\u0022:\\u0022better\\u0022", StringComparison.Ordinal),
            _ => File.ReadAllText(Store.PathOf(first[1].Key)),
        });
        Assert.NotEqual(text, File.ReadAllText(path));
        var problems = new List<string>();
        ImmutableArray<Cell> again = Run(p => problems.AddRange(p.Problem is null ? [] : [p.Problem]));
        Assert.Contains("ND0101", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains(path, problems[0], StringComparison.Ordinal);
        Assert.False(again[0].Cached);
        Assert.Equal(first[0].Result!.Forecasts[0].Values, again[0].Result!.Forecasts[0].Values);
        Assert.True(Run()[0].Cached);
    }

    [Fact]
    public void Cancelled_it_keeps_what_is_done()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(p =>
        {
            if (p.Cell is not null)
            {
                source.Cancel();
            }
        }, source.Token));
        Assert.Single(_folder.GetFiles());
        Assert.Equal([true, false], Run().Take(2).Select(c => c.Cached));
    }

    [Fact]
    public void Keys_tell_apart_what_makes_a_difference_and_nothing_else()
    {
        BenchmarkTask task = SmallTasks.Forecast();
        var options = new BenchmarkOptions();
        string Key(BenchmarkMethod method, BenchmarkOptions with, int seed = 1) => BenchmarkRunner.KeyOf(task, method, BenchmarkMethod.NoMode, seed, with).Text;
        string plain = Key(Naive[0], options);
        Assert.NotEqual(plain, Key(Naive[1], options));
        Assert.NotEqual(plain, Key(Naive[0], options, 2));
        Assert.NotEqual(plain, Key(Naive[0], options with { ConstantTraining = true }));
        Assert.NotEqual(plain, Key(Naive[0], options with { Effort = 0.5 }));

        // A method without choices has one result for both protocols.
        Assert.Equal(plain, Key(Naive[0], options with { Protocol = SelectionProtocol.Paper }));
    }

    [Fact]
    public void Tables_have_every_format_and_say_what_they_are()
    {
        BenchmarkTask task = SmallTasks.Forecast();
        RowScores[] rows = [.. Naive.Select(m => RowScores.Of(task, m, BenchmarkMethod.NoMode, [.. Run().Where(c => c.Key.Method == m.Name)]))];
        ImmutableArray<BenchmarkTable> tables = new BenchmarkTables(rows, SelectionProtocol.Paper, quick: true).All();
        BenchmarkTable full = tables.Single(t => t.Name == "public-health");
        Assert.Equal(2, full.Rows.Length);
        Assert.StartsWith("### QUICK LOOK, not a result", full.Markdown());
        Assert.Contains("optimistic", full.Markdown(), StringComparison.Ordinal);
        Assert.Equal(3, full.Csv().TrimEnd().Split('\n').Length);
        Assert.StartsWith("table,task,method,", full.Csv());
        Assert.Contains("<td>two-towns</td>", BenchmarkTable.Page(tables), StringComparison.Ordinal);
        Assert.Equal("1.000", full.Rows.Single(r => r[1] == NaiveForecasts.LastValue)[6]);
        var wild = new BenchmarkTable("x", "a <b>", ["c|d"], [["e|f, \"g\""]], []);
        Assert.Contains("e\\|f", wild.Markdown(), StringComparison.Ordinal);
        Assert.Contains("\"e|f, \"\"g\"\"\"", wild.Csv(), StringComparison.Ordinal);
        Assert.Contains("a &lt;b&gt;", wild.Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_get_quantiles_from_their_errors_on_earlier_origins()
    {
        BenchmarkTask task = SmallTasks.Forecast();
        ForecastTask series = task.Task;
        Cell cell = Run()[0];
        RowScores row = RowScores.Of(task, Naive[0], BenchmarkMethod.NoMode, [cell]);
        QuantileForecast forecast = PredictiveIntervals.Learn(series, "x", cell.Result!.Earlier)!.OfAggregate(series, cell.Result.Forecasts[0]);
        double wis = 0, logWis = 0, inside = 0;
        for (int h = 0; h < series.Horizon; h++)
        {
            double came = Enumerable.Range(0, 2).Sum(l => series.Panel.At("cases", forecast.TrainSteps + h, l));
            ReadOnlySpan<double> quantiles = forecast.At(h, 0);
            for (int q = 0; q < quantiles.Length; q++)
            {
                wis += Pinball(came, quantiles[q], forecast.Levels[q]);
                logWis += Pinball(Math.Log(1 + came), Math.Log(1 + quantiles[q]), forecast.Levels[q]);
            }

            inside += quantiles[3] <= came && came <= quantiles[^4] ? 1 : 0;
        }

        int count = series.Horizon * forecast.Levels.Length;
        Assert.Equal((0.1, 0.9), (forecast.Levels[3], forecast.Levels[^4]));
        Assert.Equal(2 * wis / count, row.Wis.Mean, 1e-9);
        Assert.Equal(2 * logWis / count, row.LogWis.Mean, 1e-9);
        Assert.Equal(inside / series.Horizon, row.Coverage[1], 1e-9);
        Assert.True(row.Coverage[0] <= row.Coverage[1] && row.Coverage[1] <= row.Coverage[2]);

        // Who gives neither quantiles nor earlier forecasts has no figure.
        RowScores without = RowScores.Of(task, Naive[0], BenchmarkMethod.NoMode, [cell with { Result = cell.Result with { Earlier = [] } }]);
        Assert.True(double.IsNaN(without.Wis.Mean) && without.Coverage.IsEmpty);
    }

    private static double Pinball(double came, double quantile, double level) => came >= quantile ? level * (came - quantile) : (1 - level) * (quantile - came);

    public void Dispose() => _folder.Delete(recursive: true);

    private ImmutableArray<Cell> Run(Action<CellProgress>? progress = null, CancellationToken? cancellation = null) =>
        BenchmarkRunner.Run([SmallTasks.Forecast()], Naive, new(), Store, TimeProvider.System, progress ?? (_ => { }), cancellation ?? TestContext.Current.CancellationToken);
}
