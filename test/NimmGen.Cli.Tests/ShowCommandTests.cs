using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class ShowCommandTests : IAsyncLifetime
{
    private const string Run = "flu.nimm";
    private readonly Session _session = new();

    public async ValueTask InitializeAsync() => await _session.Run(new FakeSearch(), "run", "--iterations", "3", "--run", Run);

    [Fact]
    public async Task Show_prints_candidates_and_scores()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("show", Run));
        Snapshot.Match("show", System.Text.RegularExpressions.Regex.Replace(_session.Out, @"Started \S+, (.*), nimmgen \S+", "Started TIME, $1, nimmgen VERSION", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Show_prints_a_candidate(string number)
    {
        Assert.Equal(ExitCode.Done, await _session.Run("show", Run, number));
        Snapshot.Match("show-" + number, _session.Out);
    }

    [Fact]
    public async Task Show_prints_json()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("show", Run, "--json"));
        using var json = JsonDocument.Parse(_session.Out);
        Assert.Equal("NG1003", json.RootElement.GetProperty("candidates")[1].GetProperty("diagnostics")[0].GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("candidates")[1].GetProperty("score").ValueKind);
        Assert.Equal(ExitCode.Done, await _session.Run("show", Run, "3", "--json"));
        using var one = JsonDocument.Parse(_session.Out);
        Assert.Equal(7, one.RootElement.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task A_candidate_that_is_not_there_is_named()
    {
        Assert.Equal(ExitCode.UserError, await _session.Run("show", Run, "9"));
        Assert.Contains("there is no candidate 9\n    expected: a number from 1 to 3", _session.Error);
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        return ValueTask.CompletedTask;
    }
}
