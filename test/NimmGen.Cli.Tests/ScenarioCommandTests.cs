using System.Text.Json;

namespace NimmGen.Cli.Tests;

/// <summary><c>scenario</c> and <c>export</c> on a real run of the embedded outbreak.</summary>
public sealed class ScenarioCommandTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task A_run_answers_scenarios_and_exports_its_figures()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("run", "--iterations", "3", "--jobs", "1", "--run", "a.nimm"));
        Assert.Contains("80 % between", _session.Out);

        Assert.Equal(ExitCode.Done, await _session.Run("scenario", "a.nimm", "--from", "1978-01-25", "--output", "fig.svg"));
        Assert.Contains("transmission lowered by 80 %", _session.Out);
        Assert.Contains("What a scenario leaves out", _session.Out);
        Assert.StartsWith("<svg ", File.ReadAllText(_session["fig.svg"]), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await _session.Run("scenario", "a.nimm", "--from", "1978-01-25", "--strength", "0", "0.5", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement[] scenarios = [.. json.RootElement.GetProperty("scenarios").EnumerateArray()];
        Assert.Equal(3, scenarios.Length);
        Assert.Equal(0, scenarios[0].GetProperty("difference").GetDouble());
        Assert.Equal(scenarios[0].GetProperty("values").ToString(), scenarios[1].GetProperty("values").ToString());
        Assert.True(scenarios[2].GetProperty("difference").GetDouble() < 0);

        Assert.Equal(ExitCode.Done, await _session.Run("scenario", "a.nimm", "--scale", "transmission=0.5,from=1978-01-25,to=1978-01-27", "--csv"));
        Assert.StartsWith("scenario,twin,step,date,value,baseline\n\"baseline\",1,", _session.Out);
        Assert.Contains("\"transmission x 0.5\",1,", _session.Out);

        Assert.Equal(ExitCode.Done, await _session.Run("export", "a.nimm"));
        Assert.Equal("a-figures\n", _session.Out);

        // A small container has no font: then there is no PNG, and a warning that says what to install.
        bool fonts = !_session.Error.Contains("warning: no PNG was written: no font was found", StringComparison.Ordinal);
        Assert.Equal(fonts, !_session.Error.Contains("fonts-dejavu-core", StringComparison.Ordinal));
        Assert.True(Directory.GetFiles(_session["a-figures"], "*.svg").Length >= 3);
        Assert.Equal(Directory.GetFiles(_session["a-figures"], "*.svg").Length + 1, Directory.GetFiles(_session["a-figures"], "*.csv").Length);
        Assert.Equal(
            Directory.GetFiles(_session["a-figures"], "*.svg").Where(_ => fonts).Select(Path.GetFileNameWithoutExtension).Order(),
            Directory.GetFiles(_session["a-figures"], "*.png").Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(Directory.GetFiles(_session["a-figures"], "*.png"), f => Assert.Equal(0x474e5089u, BitConverter.ToUInt32(File.ReadAllBytes(f))));
        Assert.StartsWith("flow,from,to,rate,mean\n", File.ReadAllText(_session["a-figures/structure.csv"]));
        Assert.Equal(ExitCode.Done, await _session.Run("export", "a.nimm", "--no-png", "--output", "plain"));
        Assert.Empty(Directory.GetFiles(_session["plain"], "*.png"));
        Assert.Contains("each as .svg and .csv", _session.Error);
        Assert.Equal(fonts ? ExitCode.Done : ExitCode.UserError, await _session.Run("scenario", "a.nimm", "--output", "fig.PNG"));
        Assert.True(fonts ? BitConverter.ToUInt32(File.ReadAllBytes(_session["fig.PNG"])) == 0x474e5089u : _session.Error.Contains("fonts-dejavu-core", StringComparison.Ordinal));
        Assert.StartsWith("origin_date,horizon,", File.ReadAllText(_session["a-figures/quantiles.csv"]));

        // What cannot be answered is said with what could be.
        (string[] Arguments, string Expected)[] wrong =
        [
            (["--scale", "vaccination=2"], "it has: transmission"),
            (["--scale", "transmission"], "ROLE=FACTOR"),
            (["--scale", "transmission=0.5,when=now"], "from=DATE, to=DATE or where=PLACE"),
            (["--scale", "transmission=-1"], "a number of 0 or more"),
            (["--from", "2030-01-01"], "no time of the simulation"),
            (["--from", "yesterday"], "no time of the simulation"),
            (["--where", "nowhere"], "no place 'nowhere'"),
            (["--output", "fig.bmp"], ".svg, .png or .html"),
            (["--output", "no/such/folder/fig.svg"], "there is no folder"),
        ];
        foreach ((string[] arguments, string expected) in wrong)
        {
            Assert.Equal(ExitCode.UserError, await _session.Run(["scenario", "a.nimm", .. arguments]));
            Assert.Contains(expected, _session.Error);
        }

        Assert.Equal(ExitCode.Usage, await _session.Run("scenario", "a.nimm", "--strength", "1.5"));
        Assert.Contains("a number from 0 to 1", _session.Error);
    }

    [Fact]
    public async Task A_run_without_a_twin_says_what_to_do()
    {
        await _session.Run(new FakeSearch { FindsNothing = true }, "run", "--iterations", "2", "--run", "a.nimm");
        Assert.Equal(ExitCode.UserError, await _session.Run("scenario", "a.nimm"));
        Assert.Contains("nimmgen resume a.nimm", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("scenario", "none.nimm"));
        Assert.Contains("none.nimm", _session.Error);
    }

    [Fact]
    public async Task Data_that_are_not_those_of_the_run_are_refused()
    {
        await _session.Run("run", "--iterations", "1", "--jobs", "1", "--run", "a.nimm");
        Search.RunRecord run;
        using (var store = Search.SqliteRunStore.Open(_session["a.nimm"], write: false))
        {
            run = store.Load();
        }

        using (var other = Search.SqliteRunStore.Create(_session["b.nimm"], run.Configuration, run.Data with { DataHash = new string('0', 64) }, TimeProvider.System))
        {
            other.Append(run.Candidates[0]);
            other.Finish(run.Final!);
        }

        Assert.Equal(ExitCode.UserError, await _session.Run("scenario", "b.nimm"));
        Assert.Contains("are not those of the run", _session.Error);
    }

    public void Dispose() => _session.Dispose();
}
