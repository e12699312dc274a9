using System.Diagnostics;
using System.Runtime.CompilerServices;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.LanguageModels;
using NimmGen.Search.Tests.Searching;

namespace NimmGen.Search.Tests.Loop;

/// <summary>A whole search on real data with replies that were written by hand (Written/README.md), through a command, and through the cassette of it.</summary>
public sealed class WrittenSearchTests
{
    private const int Candidates = 10;

    private const int Few = 3;
    private const string Written = "exec:sh serve.sh covid-bogota";
    private const string Hybrid = "exec:sh serve.sh boarding-school-hybrid";

    private static readonly string Folder = Path.Combine(Here(), "..", "Written");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_is_replayed_whole_errors_repairs_judgements_reflections_and_improvement()
    {
        long start = Stopwatch.GetTimestamp();
        RunRecord run = await Search(Written, null);
        TestContext.Current.AddAttachment("seconds", $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0}");
        TestContext.Current.AddAttachment("candidates", string.Join('\n', run.Candidates.Select(c => $"{c.Number} {c.Parent} {c.Name} {c.Outcome} {c.Score} {string.Join(' ', c.Diagnostics.Select(d => d.Code))}")));

        Assert.Equal(Candidates, run.Candidates.Length);
        Assert.Equal(
            [(2, "NG0005"), (4, "NG1003"), (6, "NG4001"), (8, "NG4003"), (9, "NG9005")],
            run.Candidates.Where(c => c.Outcome != Outcome.Scored).Select(c => (c.Number, RememberStage.Causes(c).First().Code)));
        Assert.All(run.Candidates.Where(c => c.Outcome != Outcome.Scored), c => Assert.NotEmpty(c.Repair!.Proposal));
        Assert.False(run.Candidates[8].Judgement!.Accepted);
        Assert.Equal(["insights", "modelling", "reflection", "repair", "verification"], run.Exchanges.Select(e => e.Purpose).Distinct().Order());
        Assert.InRange(run.Exchanges.Length, 20, 60);
        Assert.All(run.Exchanges, e => Assert.Null(e.Failure));

        // No candidate fails as an earlier one did, and the search gets better.
        RunAnalysis analysis = Analyst.Of(run);
        Assert.All(analysis.Bugs, b => Assert.Equal(1, b.All));
        Assert.True(analysis.Improvements.Length >= 2, $"{analysis.Improvements.Length} improvements");
        Assert.All(analysis.Improvements.Skip(1), i => Assert.NotEmpty(i.Changes));
        Assert.Equal(new(Candidates, 9, 6, 5, 5, 0), analysis.Drafts);
        Assert.NotNull(run.Final);

        // The loop's own work beside training and waiting: compiling and verifying.
        Assert.True(double.IsFinite(analysis.Overhead));
    }

    [Fact]
    public async Task Its_cassette_and_its_run_file_replay_it_to_the_last_bit()
    {
        using var scratch = new Scratch();
        RunRecord run = await Search(Written, scratch["written.jsonl"], null, Few);
        Assert.Contains("written by hand", File.ReadLines(scratch["written.jsonl"]).First());

        RunRecord replayed = await Search($"replay:{scratch["written.jsonl"]}", null, null, Few);
        Assert.Equal(Anonymous(run), Anonymous(replayed));

        var respondent = new RunRespondent(run);
        RunRecord again = await Search(Written, null, respondent, Few);
        Assert.Empty(respondent.Changed);
        Assert.Equal(Searches.Told(run), Searches.Told(again));
    }

    [Fact]
    public async Task In_hybrid_mode_model_and_network_are_written_checked_trained_and_replayed()
    {
        using var scratch = new Scratch();
        RunRecord run = await Search(Hybrid, scratch["hybrid.jsonl"], null, 6);
        Assert.Equal(
            [(Outcome.Scored, ""), (Outcome.Scored, ""), (Outcome.Rejected, "NG9008"), (Outcome.NotCompiled, "NG6101"), (Outcome.Scored, ""), (Outcome.Duplicate, "")],
            run.Candidates.Select(c => (c.Outcome, RememberStage.Causes(c).FirstOrDefault()?.Code ?? "")));

        // The first two differ in the network alone: each is trained, with the network of its own.
        Assert.Equal(run.Candidates[0].Program.Split("/// <summary>A summary")[0], run.Candidates[1].Program.Split("/// <summary>Attention")[0]);
        Assert.Equal(["free path", "Summary"], run.Candidates[0].Validation.Select(s => s.Method));
        Assert.Equal(["free path", "Attending"], run.Candidates[1].Validation.Select(s => s.Method));
        Assert.NotEqual(run.Candidates[0].Validation[1].Mean, run.Candidates[1].Validation[1].Mean);
        Assert.Equal(["free path", "Small"], run.Candidates[4].Validation.Select(s => s.Method));
        Assert.NotNull(run.Final!.Mechanism.Network);

        RunRecord replayed = await Search($"replay:{scratch["hybrid.jsonl"]}", null, null, 6, RunConfiguration.Hybrid);
        Assert.Equal(Anonymous(run), Anonymous(replayed));
    }

    // The author's name is that of the cassette, and a cassette makes no attempt.
    private static string Anonymous(RunRecord run) => Searches.Told(run with
    {
        Candidates = [.. run.Candidates.Select(c => c with { Author = null })],
        Exchanges = [.. run.Exchanges.Select(e => e with { Attempts = 0 })],
    });

    private static async Task<RunRecord> Search(string author, string? cassette, IRespondent? respondent = null, int candidates = Candidates, string? mode = null)
    {
        mode ??= author == Hybrid ? RunConfiguration.Hybrid : RunConfiguration.Mechanistic;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command that hands out the replies is a shell script");
        ForecastTask task = mode == RunConfiguration.Hybrid ? TaskCatalogue.Find("boarding-school", null).Task! : Bogota();
        LanguageModelResult made = LanguageModelFactory.Create(author, new()
        {
            Folder = Folder,
            CassetteFile = cassette,
            CassetteNote = "Replies written by hand, not by a language model; see README.md beside this file.",
            Keys = ProviderKeys.From(_ => null),
        });
        Assert.True(made.Failure is null, made.Failure?.Diagnostic.ToString());
        using LanguageModel model = made.Model!;
        using var scratch = new Scratch();
        var configuration = new RunConfiguration(task.Panel.Name, candidates, 2, 0, author) { Round = 2, Mode = mode };
        using SqliteRunStore store = SqliteRunStore.Create(scratch["run.nimm"], configuration, DataRecords.Of(task), TimeProvider.System);
        return await new SearchRun(task, store, Town.Quick, TimeProvider.System, respondent ?? new ProviderRespondent(model)).ExecuteAsync(configuration, new Progress<RunEvent>(), Stop);
    }

    private static ForecastTask Bogota()
    {
        string? root = Environment.GetEnvironmentVariable(DataRoot.Variable) ?? Above();
        Assert.SkipWhen(root is null, $"needs the data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        TaskResult found = TaskCatalogue.Find("covid-bogota", root);
        Assert.True(found.Task is not null, string.Join('\n', found.Problems));
        return found.Task;
    }

    private static string? Above()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string data = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }

    private static string Here([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
