using System.Text.Json;

namespace NimmGen.Cli.Tests;

/// <summary>The benches of the search itself: first drafts, and what the loop costs.</summary>
public sealed class SearchBenchTests : IDisposable
{
    private const string Right = """
        using NimmGen;
        using static NimmGen.Units;

        public sealed class School : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Learned beta = new(PerDay, 0.5, 5) { Role = Role.Transmission };
            readonly Learned gamma = new(PerDay, 0.2, 1);
            readonly Learned infected0 = new(Fraction, 1e-4, 1e-2);
            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Flow(S, I, beta * I / (S + I + R));
                Flow(I, R, gamma);
                Start(I, infected0 * population);
                Start(R, 0);
                StartRest(S, population);
                Observe("in_bed", People, I);
            }
        }
        """;

    private readonly Session _session = new();

    [Fact]
    public async Task First_drafts_are_counted_gate_by_gate()
    {
        Directory.CreateDirectory(_session["drafts"]);
        File.WriteAllText(_session["drafts/right.cs"], Right);
        File.WriteAllText(_session["drafts/units.cs"], Right.Replace("beta * I", "(beta + 0.2) * I", StringComparison.Ordinal));
        File.WriteAllText(_session["drafts/no-program.cs"], "I would rather not.");
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "drafts", "drafts", "--task", "boarding-school", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement row = json.RootElement[0];
        Assert.Equal((3, 2, 1, 1), (row.GetProperty("written").GetInt32(), row.GetProperty("compiled").GetInt32(), row.GetProperty("verified").GetInt32(), row.GetProperty("trained").GetInt32()));
        Assert.Equal(1, row.GetProperty("stopped").GetProperty("NG1001").GetInt32());

        // The same programs as replies of a cassette; without a task nothing is trained.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the model is a command of a shell");
        File.WriteAllText(_session["reply.txt"], $"```csharp\n{Right}\n```\n");
        await _session.Run("run", "--llm", "exec:cat reply.txt", "--iterations", "2", "--training", "quick", "--cassette", "c.jsonl", "--method", "zero-shot");
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "drafts", "c.jsonl", "nimmgen-boarding-school-1.nimm"));
        Assert.Contains("2 of 2, 100 %", _session.Out);
        Assert.Equal(ExitCode.UserError, await _session.Run("bench", "drafts", "reply.txt"));
        Assert.Contains("this is no cassette", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("bench", "drafts", "absent.cs"));
        Assert.Contains("no such file", _session.Error);
    }

    [Fact]
    public async Task The_loop_is_timed_on_candidates_that_pass_every_gate()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("bench", "loop", "--candidates", "3", "--json"));
        using JsonDocument json = JsonDocument.Parse(_session.Out);
        JsonElement timing = json.RootElement;
        Assert.Equal(3, timing.GetProperty("candidates").GetInt32());

        // Insights, three programs, three judgements, two reflections: no repair, since nothing fails.
        Assert.Equal(3, timing.GetProperty("questions").GetDouble(), 1e-9);
        double all = timing.GetProperty("milliseconds").GetDouble();
        Assert.InRange(timing.GetProperty("compile").GetDouble() + timing.GetProperty("verify").GetDouble(), 0.01, all);
    }

    public void Dispose() => _session.Dispose();
}
