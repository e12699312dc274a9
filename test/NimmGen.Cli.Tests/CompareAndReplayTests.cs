using System.Text.Json;

namespace NimmGen.Cli.Tests;

/// <summary>Runs side by side, and a run done again.</summary>
public sealed class CompareAndReplayTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Runs_are_put_side_by_side()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        await Make("b.nimm", new FakeSearch(), 8);
        Assert.Equal(ExitCode.Done, await _session.Run("compare", "a.nimm", "b.nimm"));
        Snapshot.Match("compare", _session.Out);
        Assert.DoesNotContain("different tasks", _session.Error);
    }

    [Fact]
    public async Task A_machine_reads_the_same_figures()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        await Make("none.nimm", new FakeSearch { FindsNothing = true }, 2, ExitCode.NoTwin);
        Assert.Equal(ExitCode.Done, await _session.Run("compare", "--json", "a.nimm", "none.nimm"));
        JsonElement[] rows = [.. JsonDocument.Parse(_session.Out).RootElement.EnumerateArray()];
        Assert.Equal(["a.nimm", "none.nimm"], rows.Select(r => r.GetProperty("run").GetString()));
        Assert.Equal([3, 0], rows.Select(r => r.GetProperty("scored").GetInt32()));
        Assert.Equal([4, 2], rows.Select(r => r.GetProperty("candidates").GetInt32()));
        Assert.Equal(6, rows[0].GetProperty("best").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("winner").ValueKind);
    }

    [Fact]
    public async Task Runs_of_different_tasks_are_said_not_to_compare()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "run", "covid-bogota", "--iterations", "4", "--run", "other.nimm"));
        Assert.Equal(ExitCode.Done, await _session.Run("compare", "a.nimm", "other.nimm"));
        Assert.Contains("the runs are of different tasks; their scores cannot be compared", _session.Error);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_named()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        Assert.Equal(ExitCode.UserError, await _session.Run("compare", "a.nimm", "gone.nimm"));
        Assert.Contains("gone.nimm", _session.Error);
    }

    [Fact]
    public async Task A_search_done_again_is_the_same()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "replay", "a.nimm", "--run", "again.nimm"));
        Assert.Contains("the same, bit for bit: 4 candidates, 0 questions, winner and test scores", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("compare", "a.nimm", "again.nimm"));
    }

    [Fact]
    public async Task What_came_out_otherwise_is_named()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch { FindsNothing = true }, "replay", "a.nimm"));
        Assert.Contains("candidate 1: did not compile (NG1003), was scored", _session.Out);
        Assert.Contains("the winner or its test scores are others", _session.Out);
    }

    [Fact]
    public async Task Other_data_are_refused_before_anything_is_trained()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        var other = new FakeSearch { Hash = "cd34", At = stage => Assert.Equal("find", stage) };
        Assert.Equal(ExitCode.UserError, await _session.Run(other, "replay", "a.nimm"));
        Assert.Contains("the data of boarding-school are not those of the run", _session.Error);
        Assert.Contains("--data DIR", _session.Error);
    }

    [Fact]
    public async Task A_copy_does_not_replace_a_file()
    {
        await Make("a.nimm", new FakeSearch(), 4);
        byte[] before = await File.ReadAllBytesAsync(_session["a.nimm"], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch(), "replay", "a.nimm", "--run", "a.nimm"));
        Assert.Equal(before, await File.ReadAllBytesAsync(_session["a.nimm"], TestContext.Current.CancellationToken));
    }

    public void Dispose() => _session.Dispose();

    private async Task Make(string file, FakeSearch search, int iterations, int code = ExitCode.Done) =>
        Assert.Equal(code, await _session.Run(search, "run", "--iterations", $"{iterations}", "--run", file));
}
