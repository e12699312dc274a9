using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class BenchSearchCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Curves_fall_and_are_written_as_a_table_and_as_csv()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "search", "--training", "quick", "--iterations", "6", "--seeds", "2", "--strategies", "tree,random", "--csv", "curves.csv"));
        Assert.Contains("Best validation score so far on boarding-school, 2 seeds: mean (least to most)", _session.Out);
        Assert.Contains("| candidates | tree | random |", _session.Out);
        Assert.Matches(@"(?m)^\| 6 \| \d+", _session.Out);
        Assert.Contains("random, seed 2: 6 of 6 done", _session.Error);

        string[][] rows = [.. (await File.ReadAllLinesAsync(_session["curves.csv"], TestContext.Current.CancellationToken)).Select(l => l.Split(','))];
        Assert.Equal("task,strategy,seed,candidate,parent,name,outcome,score,best", string.Join(',', rows[0]));
        Assert.Equal(2 * 2 * 6, rows.Length - 1);
        foreach (IGrouping<string, string[]> curve in rows.Skip(1).GroupBy(r => r[1] + r[2]))
        {
            double[] best = [.. curve.Where(r => r[8].Length > 0).Select(r => double.Parse(r[8]))];
            Assert.NotEmpty(best);
            Assert.Equal(best.OrderDescending(), best);
            Assert.Equal(curve.Where(r => r[7].Length > 0).Min(r => double.Parse(r[7])), best[^1]);
        }
    }

    [Fact]
    public async Task Json_has_a_curve_a_search()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "search", "--training", "quick", "--iterations", "3", "--seeds", "1", "--strategies", "sequential", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement curve = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("sequential", curve.GetProperty("strategy").GetString());
        Assert.Equal(3, curve.GetProperty("best").GetArrayLength());
    }

    [Theory]
    [InlineData("--strategies", "bush", "one of sequential, tree, random is expected")]
    [InlineData("--seeds", "0", "a whole number from 1 to 100")]
    public async Task What_is_asked_wrongly_is_told(string option, string value, string told)
    {
        Assert.Equal(ExitCode.Usage, await _session.Run("bench", "search", option, value));
        Assert.Contains(told, _session.Error);
    }

    public void Dispose() => _session.Dispose();
}
