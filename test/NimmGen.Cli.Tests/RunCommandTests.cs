using System.Text.Json;
using NimmGen.Search;

namespace NimmGen.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private const string First = "nimmgen-boarding-school-1.nimm", Page = "nimmgen-boarding-school.html";
    private readonly Session _session = new();

    public static TheoryData<string> Stages() =>
        [.. new[] { "find", "baselines" }.Concat(from number in new[] { 1, 2, 3 } from stage in FakeSearch.Stages.Append("stored") select $"{number} {stage}").Append("test 1")];

    [Fact]
    public async Task A_run_prints_its_result_and_leaves_run_and_report()
    {
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "run", "--iterations", "4"));
        Snapshot.Match("run-out", _session.Out);
        Snapshot.Match("run-error", _session.Error);
        Assert.Equal([First, Page], _session.Files);
        Assert.Equal("<html>4</html>", File.ReadAllText(_session[Page]));
    }

    [Fact]
    public async Task What_is_out_of_the_ordinary_is_said_before_the_search()
    {
        var search = new FakeSearch { Remarked = "2000 places are many" };
        await _session.Run(search, "run", "--iterations", "1");
        Assert.Matches("run file .*\n2000 places are many\n", _session.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_second_run_gets_a_file_of_its_own()
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "1");
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "run", "--iterations", "3"));
        Assert.Equal([First, "nimmgen-boarding-school-2.nimm", Page], _session.Files);
        Assert.Equal("<html>3</html>", File.ReadAllText(_session[Page]));
    }

    [Fact]
    public async Task An_existing_run_file_is_not_overwritten()
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "1", "--run", "a.nimm");
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch(), "run", "--run", "a.nimm"));
        Assert.Contains("a.nimm: the file exists", _session.Error);
        Assert.Contains("nimmgen resume", _session.Error);
    }

    [Fact]
    public async Task Json_is_the_result_alone()
    {
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "run", "--json", "--iterations", "3", "--seed", "5"));
        using var json = JsonDocument.Parse(_session.Out);
        Assert.Equal(3, json.RootElement.GetProperty("winner").GetInt32());
        Assert.Equal(3.72, json.RootElement.GetProperty("basicReproduction").GetDouble());
        Assert.Equal(1234.5, json.RootElement.GetProperty("test")[2].GetProperty("rmse").GetDouble());
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Cancelled_at_any_stage_keeps_what_was_found_and_resumes(string stage)
    {
        using var source = new CancellationTokenSource();
        var search = new FakeSearch { At = at => CancelAt(at, stage, source) };
        Assert.Equal(ExitCode.Cancelled, await _session.Run(search, source.Token, "run", "--iterations", "3"));
        Assert.Empty(_session.Out);
        if (stage == "find")
        {
            Assert.Equal("stopped\n", _session.Error);
            Assert.Empty(_session.Files);
            return;
        }

        Assert.EndsWith($"go on with: nimmgen resume {First}\n", _session.Error, StringComparison.Ordinal);
        Assert.Equal([First], _session.Files);
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "resume", First));
        Assert.Equal([First, Page], _session.Files);
        using var store = SqliteRunStore.Open(_session[First], write: false);
        Assert.Equal([1, 2, 3], store.Load().Candidates.Select(c => c.Number));
    }

    [Fact]
    public async Task No_usable_twin_is_exit_3_with_the_reasons()
    {
        Assert.Equal(ExitCode.NoTwin, await _session.Run(new FakeSearch { FindsNothing = true }, "run", "--iterations", "3"));
        Assert.Contains("3 x did not compile (NG1003)", _session.Error);
        Assert.Contains($"nimmgen show {First} NUMBER", _session.Error);
        Assert.Equal([First], _session.Files);
    }

    [Theory]
    [InlineData("nowhere/report.html", "there is no folder")]
    [InlineData(".", "it is a folder")]
    [InlineData("/proc/report.html", "/proc/report.html")]
    public async Task An_unwritable_report_is_found_before_the_run(string path, string expected)
    {
        Assert.SkipWhen(path.StartsWith("/proc", StringComparison.Ordinal) && !Directory.Exists("/proc"), "needs /proc as a folder that nobody can write to");
        bool searched = false;
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch { At = at => searched |= at == "baselines" }, "run", "--report", path));
        Assert.False(searched);
        Assert.Contains(expected, _session.Error);
        Assert.Contains("--report FILE", _session.Error);
        Assert.Empty(_session.Files);
    }

    [Fact]
    public async Task A_report_that_becomes_unwritable_keeps_the_run()
    {
        var search = new FakeSearch { At = at => Block(at == "finished") };
        Assert.Equal(ExitCode.UserError, await _session.Run(search, "run", "--iterations", "1"));
        Assert.Contains("Winner: Model1", _session.Out);
        Assert.Contains($"nimmgen report {First} --output FILE", _session.Error);
        using var store = SqliteRunStore.Open(_session[First], write: false);
        Assert.NotNull(store.Load().Final);

        void Block(bool now)
        {
            if (now)
            {
                Directory.CreateDirectory(_session[Page]);
            }
        }
    }

    [Fact]
    public async Task A_probe_of_the_report_path_changes_nothing()
    {
        File.WriteAllText(_session[Page], "old report");
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        Assert.Equal(ExitCode.Cancelled, await _session.Run(new FakeSearch(), source.Token, "run"));
        Assert.Equal("old report", File.ReadAllText(_session[Page]));
    }

    [Fact]
    public async Task A_finished_run_resumes_to_its_report_alone()
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "2");
        string first = _session.Out;
        bool searched = false;
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch { At = at => searched |= at == "baselines" }, "resume", First));
        Assert.False(searched);
        Assert.Equal(first, _session.Out);
        Assert.Contains("this run had ended", _session.Error);
    }

    [Fact]
    public async Task Other_data_cannot_go_on_with_a_run()
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "1");
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch { Hash = "other" }, "resume", First));
        Assert.Contains("not those that the run began with", _session.Error);
    }

    [Fact]
    public async Task Two_processes_on_one_run_are_one_too_many()
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "1");
        using var writer = SqliteRunStore.Open(_session[First], write: true);
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch(), "resume", First));
        Assert.Contains("another process is writing this run", _session.Error);
        Assert.Equal(ExitCode.Done, await _session.Run("show", First));
    }

    public void Dispose() => _session.Dispose();

    private static void CancelAt(string at, string stage, CancellationTokenSource source)
    {
        if (at == stage)
        {
            source.Cancel();
        }
    }
}
