using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class DiffCommandTests : IDisposable
{
    private const string Sir = """
        using NimmGen;
        using static NimmGen.Units;

        public sealed class Sir : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Learned beta = new(PerDay, 0.1, 3);
            readonly Constant gamma = new(PerDay, 0.25);
            readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Flow infection = Flow(S, I, beta * I / (S + I + R));
                Flow(I, R, gamma);
                Start(I, infected0 * population);
                Start(R, 0);
                StartRest(S, population);
                Observe("cases", People, Incidence(infection));
            }
        }
        """;

    private readonly Session _session = new();

    [Fact]
    public async Task Differences_are_told_one_a_line_and_as_json()
    {
        File.WriteAllText(_session["a.cs"], Sir);
        File.WriteAllText(_session["b.cs"], Sir.Replace("Constant gamma = new(PerDay, 0.25)", "Learned gamma = new(PerDay, 0.1, 0.5)", StringComparison.Ordinal)
            .Replace("Incidence(infection))", "Delay(Incidence(infection), mean: 7 * Days))", StringComparison.Ordinal).Replace("Sir", "Later", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, await _session.Run("diff", "a.cs", "b.cs"));
        Assert.Equal("Later, compared with Sir:\n  adds a reporting delay of mean 7 days to cases\n  frees gamma, learned between 0.1 and 0.5 per day (was 0.25 per day)\n", _session.Out);
        Assert.Equal(ExitCode.Done, await _session.Run("diff", "--json", "a.cs", "b.cs"));
        using var json = JsonDocument.Parse(_session.Out);
        Assert.False(json.RootElement.GetProperty("same").GetBoolean());
        Assert.Equal(("Changed", "Parameter", "gamma"), json.RootElement.GetProperty("changes")[1] is var c ? (c.GetProperty("kind").GetString(), c.GetProperty("subject").GetString(), c.GetProperty("name").GetString()) : default);
        Assert.Equal(ExitCode.Done, await _session.Run("diff", "a.cs", "a.cs"));
        Assert.Equal("Sir says what Sir says\n", _session.Out);
    }

    [Fact]
    public async Task What_is_no_model_is_named()
    {
        File.WriteAllText(_session["a.cs"], Sir);
        File.WriteAllText(_session["two.cs"], Sir + Sir.Replace("Sir", "Other", StringComparison.Ordinal)[(Sir.IndexOf("public", StringComparison.Ordinal) - 1)..]);
        File.WriteAllText(_session["wrong.cs"], Sir.Replace("Flow(I, R, gamma);", "Flow(I, gamma);", StringComparison.Ordinal));
        Assert.Equal(ExitCode.UserError, await _session.Run("diff", "a.cs", "absent.cs"));
        Assert.Contains("absent.cs: no such file", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("diff", "a.cs", "two.cs"));
        Assert.Contains("two.cs: 2 models: Sir, Other", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("diff", "wrong.cs", "a.cs"));
        Assert.Contains("wrong.cs(17): error NG0002", _session.Error);
        Assert.Equal(ExitCode.Usage, await _session.Run("diff", "a.cs"));
    }

    public void Dispose() => _session.Dispose();
}
