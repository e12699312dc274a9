using System.Xml.Linq;

namespace NimmGen.Cli.Tests;

/// <summary>How a search went, told in every form.</summary>
public sealed class AnalyseCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task One_run_as_text_is_as_recorded()
    {
        await MakeRuns();
        Assert.Equal(ExitCode.Done, await _session.Run("analyse", "a.nimm"));
        Snapshot.Match("analyse", _session.Out);
    }

    [Fact]
    public async Task Several_runs_are_put_beside_each_other_by_iterations_and_by_author()
    {
        await MakeRuns();
        Assert.Equal(ExitCode.Done, await _session.Run("analyse", "a.nimm", "b.nimm", "--format", "csv"));
        string[] lines = _session.Out.Split('\n');
        Assert.Contains("authors,boarding-school,built-in modeller,nimmgen,2,4.000,2.000 to 6.000,5.500,5.500 to 5.500", lines);
        Assert.Contains("course,4,2,7.333,6.000,6.000 to 6.000", lines);

        // The second run has eight candidates; the first four are the same in both.
        Assert.Contains("course,8,1,5.143,2.000,2.000 to 2.000", lines);
        Assert.Contains("loss,1,9.000,9.000,9.000", lines);
    }

    [Fact]
    public async Task The_course_is_drawn()
    {
        await MakeRuns();
        Assert.Equal(ExitCode.Done, await _session.Run("analyse", "a.nimm", "--format", "svg", "--output", "course.svg"));
        XElement svg = XDocument.Load(_session["course.svg"]).Root!;
        XNamespace name = "http://www.w3.org/2000/svg";
        Assert.Equal(name + "svg", svg.Name);
        Assert.Equal(3, svg.Descendants(name + "circle").Count());
        Assert.Equal(["mean", "best so far"], svg.Descendants(name + "text").Select(t => t.Value).Where(t => t is "mean" or "best so far"));
        Assert.Equal(2, svg.Descendants(name + "polyline").Count());
        Assert.Equal(ExitCode.Done, await _session.Run("analyse", "a.nimm", "b.nimm", "--format", "html"));
        Assert.Equal(3, _session.Out.Split("<svg ").Length);

        Assert.Equal(ExitCode.UserError, await _session.Run("analyse", "a.nimm", "b.nimm", "--format", "svg"));
        Assert.Contains("draws one run", _session.Error);
        Assert.Equal(ExitCode.NoTwin, await _session.Run(new FakeSearch { FindsNothing = true }, "run", "--iterations", "2", "--run", "none.nimm"));
        Assert.Equal(ExitCode.UserError, await _session.Run("analyse", "none.nimm", "--format", "svg"));
        Assert.Contains("there is nothing to draw", _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private async Task MakeRuns()
    {
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "run", "--iterations", "4", "--run", "a.nimm"));
        Assert.Equal(ExitCode.Done, await _session.Run(new FakeSearch(), "run", "--iterations", "8", "--run", "b.nimm"));
    }
}
