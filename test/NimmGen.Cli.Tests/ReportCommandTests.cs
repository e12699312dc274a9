namespace NimmGen.Cli.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task A_report_is_written_again_where_it_is_asked_for()
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "2", "--run", "a.nimm");
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "report", "a.nimm", "--output", "b.html"));
        Assert.Equal("b.html\n", _session.Out);
        Assert.Empty(_session.Error);
        Assert.Equal("<html>2</html>", File.ReadAllText(_session["b.html"]));
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "report", "a.nimm"));
        Assert.Equal("nimmgen-boarding-school.html\n", _session.Out);
    }

    [Fact]
    public async Task A_run_that_has_not_ended_says_so()
    {
        await _session.Run(new FakeSearch { FindsNothing = true }, "run", "--iterations", "2", "--run", "a.nimm");
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "report", "a.nimm"));
        Assert.Contains("the run has not ended", _session.Error);
    }

    [Theory]
    [InlineData("nowhere/b.html", "there is no folder")]
    [InlineData(".", "it is a folder")]
    public async Task A_path_that_cannot_be_written_is_named(string path, string expected)
    {
        await _session.Run(new FakeSearch(), "run", "--iterations", "1", "--run", "a.nimm");
        Assert.Equal(ExitCode.UserError, await _session.Run(new FakeSearch(), "report", "a.nimm", "--output", path));
        Assert.Contains(expected, _session.Error);
        Assert.Contains("--output FILE", _session.Error);
        Assert.Empty(_session.Out);
    }

    /// <summary>The real search, the real report, a few seconds.</summary>
    [Fact]
    public async Task The_embedded_outbreak_ends_in_a_report()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("run", "--iterations", "2", "--jobs", "1"));
        Assert.Contains("Basic reproduction number: ", _session.Out);
        Assert.Contains("last value", _session.Out);
        string page = File.ReadAllText(_session["nimmgen-boarding-school.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ExitCode.Done, await _session.Run("show", "nimmgen-boarding-school-1.nimm", "1"));
        Assert.Contains(": Model", _session.Out);
    }

    public void Dispose() => _session.Dispose();
}
