using System.Diagnostics;
using System.Text.Json;
using NimmGen.Search;

namespace NimmGen.Cli.Tests;

/// <summary>
/// A whole search of the program itself, killed by SIGKILL in the middle of whatever it does, again and again, and resumed. KillTests
/// of the search does the same at each of its boundaries; this one also kills inside of a write, a training, a start.
/// </summary>
public sealed class KilledSearchTests : IDisposable
{
    private const int Kills = 5, Candidates = 6;
    private const string Run = "nimmgen-boarding-school-1.nimm", Accept = """{"criteria": [], "accept": true}""";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "nimmgen.dll");

    private readonly Session _session = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_random_moments_a_search_ends_as_one_that_was_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the replies are handed out by a shell script");
        WriteReplies();
        string[] search = ["--iterations", $"{Candidates}", "--round", "2", "--training", "quick", "--jobs", "2"];
        Assert.Equal(ExitCode.Done, await _session.Run(["run", .. search, "--llm", "exec:sh answer.sh", "--cassette", "replies.jsonl", "--run", "whole.nimm"]));
        string whole = Told("whole.nimm");
        Assert.Contains("NG1001", whole);

        var random = new Random(5);
        int killed = 0;
        for (int i = 0; i < Kills; i++)
        {
            // The first life begins the run, the others resume it.
            bool began = File.Exists(_session[Run]);
            string[] line = began ? ["resume", Run, "--jobs", "2"] : ["run", .. search, "--llm", "replay:replies.jsonl"];
            killed += await LiveAsync(line, random) ? 1 : 0;
        }

        Assert.True(killed >= 3, $"killed {killed} times only");
        Assert.Equal(ExitCode.Done, await _session.Run("resume", Run));
        Assert.Equal(whole, Told(Run));
        using var store = SqliteRunStore.Open(_session[Run], write: false);
        Assert.True(store.Load().Sessions.Length >= 2);
    }

    [Fact]
    public async Task A_second_process_on_a_run_is_refused_while_the_first_lives_and_not_after()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the model is a command of a shell");
        using Process first = Start("run", "--iterations", "4", "--llm", "exec:sleep 600");
        using var release = Stop.Register(first.Kill);
        string? line = await first.StandardError.ReadLineAsync(Stop);
        Assert.Contains(Run, line);
        Assert.Equal(ExitCode.UserError, await _session.Run("resume", Run));
        Assert.Contains("another process is writing this run", _session.Error);
        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync(Stop);
        Assert.Equal(ExitCode.NoTwin, await _session.Run("resume", Run, "--llm", "exec:echo no"));
    }

    public void Dispose() => _session.Dispose();

    // True where it was killed before it had ended by itself.
    private async Task<bool> LiveAsync(string[] line, Random random)
    {
        using Process process = Start(line);
        _ = process.StandardOutput.ReadToEndAsync(Stop);
        int lines = random.Next(1, 4);
        for (int i = 0; i < lines && await process.StandardError.ReadLineAsync(Stop) is not null; i++)
        {
        }

        await Task.Delay(random.Next(0, 400), Stop);
        process.Kill();
        await process.WaitForExitAsync(Stop);
        return process.ExitCode == 128 + 9;
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _session.Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment.Remove("NIMMGEN_DATA");
        return Process.Start(start)!;
    }

    // Everything but times, authors and the order in which answers came.
    private string Told(string path)
    {
        using var store = SqliteRunStore.Open(_session[path], write: false);
        RunRecord run = store.Load();
        return JsonSerializer.Serialize(
            new
            {
                candidates = run.Candidates.Select(c => c with { Author = null, Seconds = 0, Timings = [] }),
                replies = run.Exchanges.OrderBy(e => e.Candidate).ThenBy(e => e.Purpose, StringComparer.Ordinal).Select(e => (e.Candidate, e.Purpose, e.Messages, e.Reply).ToString()),
                final = run.Final! with { TestScored = "" },
            },
            RunJson.Compact);
    }

    private void WriteReplies()
    {
        File.WriteAllText(_session["answer.sh"], """
            request=$(head -c 400)
            number=$(printf '%s' "$request" | sed -n 's/.*"sample":\([0-9]*\).*/\1/p' | head -n 1)
            purpose=$(printf '%s' "$request" | sed -n 's/.*"purpose":"\([a-z]*\)".*/\1/p' | head -n 1)
            if [ "$purpose" = modelling ]; then cat "modelling-$number.txt"; else cat "$purpose.txt"; fi

            """);
        File.WriteAllText(_session["verification.txt"], Accept);
        File.WriteAllText(_session["repair.txt"], """{"cause": "a number is added to a rate", "repair": "write 0.2 * PerDay"}""");
        File.WriteAllText(_session["insights.txt"], "- one wave");
        File.WriteAllText(_session["reflection.txt"], "The best model is late; let recovery be faster.");
        for (int n = 1; n <= Candidates; n++)
        {
            // The third has an error of units, the fifth says what the first said.
            int bound = n == 5 ? 1 : n;
            File.WriteAllText(_session[$"modelling-{n}.txt"], $$"""
                Builds on: none.

                ```csharp
                using NimmGen;
                using static NimmGen.Units;

                public sealed class School{{n}} : Model
                {
                    readonly Compartment S = new(People);
                    readonly Compartment I = new(People);
                    readonly Compartment R = new(People);
                    readonly Learned beta = new(PerDay, 0.5, 5) { Role = Role.Transmission };
                    readonly Learned gamma = new(PerDay, 0.2, {{bound}});
                    readonly Learned infected0 = new(Fraction, 1e-4, 1e-2);
                    readonly Input population = new(People, min: 1);

                    protected override void Define()
                    {
                        Flow(S, I, {{(n == 3 ? "(beta + 0.2)" : "beta")}} * I / (S + I + R));
                        Flow(I, R, gamma);
                        Start(I, infected0 * population);
                        Start(R, 0);
                        StartRest(S, population);
                        Observe("in_bed", People, I);
                    }
                }
                ```
                """);
        }
    }
}
