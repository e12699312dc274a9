using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Search.Benchmarks;
using NimmGen.Search.Tests.Loop;

namespace NimmGen.Search.Tests.Searching;

/// <summary>Samples without time searched by the loop, and as rows of the benchmark.</summary>
public sealed class SampleSearchTests
{
    private const int Iterations = 6;

    [Fact]
    public async Task A_search_of_samples_ends_with_a_choice_for_every_fold_and_the_same_after_an_interruption()
    {
        RunRecord whole = await Run(jobs: 1), interrupted = await Run(jobs: 2, stop: 2);
        FinalRecord final = whole.Final!;
        Assert.Equal(5, final.Folds.Length);
        Assert.Equal(Enumerable.Range(0, Alloys.Count), final.Folds.SelectMany(f => f.Held).Order());
        CandidateRecord[] scored = [.. whole.Candidates.Where(c => c.Outcome == Outcome.Scored)];
        Assert.True(scored.Length > 1, string.Join('\n', whole.Candidates.SelectMany(c => c.Diagnostics)));
        for (int k = 0; k < final.Folds.Length; k++)
        {
            // By the fold's own inner scores, whatever the winner over all folds is.
            Assert.Equal(scored.OrderBy(c => c.Validation[0].Aggregate[k]).ThenBy(c => c.Number).Take(5).Select(c => c.Number), final.Folds[k].Candidates);
        }

        Assert.All(scored, c => Assert.NotEmpty(c.Residuals!.Drivers));
        Assert.Equal(["combination", "descriptor network", "ridge regression", "mean of training"], final.Test.Select(s => s.Method));
        Assert.Contains(final.Against, a => a.Name == "temperature");
        Assert.Equal(Told(whole), Told(interrupted));
    }

    [Fact]
    public void Chosen_for_a_fold_is_what_its_own_inner_folds_favour()
    {
        CandidateRecord[] candidates = [.. Enumerable.Range(1, 8).Select(n => Examples.Candidate(n) with
        {
            Validation = [new("descriptor network", [10 + n, 20 - n], [10 + n, 20 - n], [1, 1])],
            Score = 15,
        })];
        Assert.Equal([4, 1, 2, 3, 5, 8, 7, 6], Choice.OfFolds(candidates, candidates[3]).Select(c => c.Number));
    }

    [Fact]
    public void The_benchmark_searches_anew_for_every_fold_so_that_nothing_of_it_has_seen_what_it_predicts()
    {
        ForecastTask task = Alloys.Task();
        ImmutableArray<int> held = task.Folds[2].Test.Held;
        BenchmarkMethod method = BenchmarkMethods.All(2).Single(m => m.Name == "nimmgen-builtin");
        BenchmarkTask known = BenchmarkTask.Of("alloys-fcc", task), other = BenchmarkTask.Of("alloys-fcc", Alloys.Task((s, v) => held.Contains(s) ? 5000 - v : v));
        Assert.Null(method.WhyNot(known, BenchmarkMethod.Mechanistic));
        Assert.Contains("not networks", method.WhyNot(known, BenchmarkMethod.Hybrid));
        CellContext context = new(1, BenchmarkMethod.Mechanistic, SelectionProtocol.HeldOut, null, 0.03, TestContext.Current.CancellationToken);
        CellResult first = method.Run(known, context), second = method.Run(other, context);
        ImmutableArray<double> values = Assert.Single(first.Forecasts).Values;
        Assert.Equal(Alloys.Count, values.Length);
        Assert.All(values, v => Assert.InRange(v, -1000, 1e5));
        Assert.All(held, s => Assert.Equal(values[s], second.Forecasts[0].Values[s]));
        Assert.Contains(task.Folds[0].Test.Held, s => values[s] != second.Forecasts[0].Values[s]);
    }

    [Fact]
    public void Authors_are_told_of_samples_in_words_of_samples()
    {
        ForecastTask task = Alloys.Task();
        string asked = DataAgent.PromptOf(task).User;
        Assert.Contains("Statistics over 40 samples:", asked);
        Assert.Contains("correlation with the target", asked);
        Assert.DoesNotContain("week", asked);
        Assert.DoesNotContain("seasonality", asked);

        // An outer fold alone is told nothing of what it holds out.
        ForecastTask fold = task.OfFold(0);
        string part = DataAgent.PromptOf(fold).User;
        Assert.All(fold.Folds[0].Test.Held, s => Assert.DoesNotContain(task.Panel.Locations[s], part));

        CandidateRecord candidate = Examples.Candidate(1) with
        {
            Validation = [new("descriptor network", [200, 210, 220, 230, 240], [200, 210, 220, 230, 240], [1, 1, 1, 1, 1])],
            Residuals = new("descriptor network", []) { ForecastBias = 0.12, FitBias = 0.01, Drivers = [new("temperature", -0.4)] },
        };
        string critique = CritiqueAgent.PromptOf(task, [], new SearchMemory([candidate], [], "", [candidate]), [candidate], _ => "").User;
        Assert.Contains("RMSE over the inner folds of each outer fold: 200, 210, 220, 230, 240", critique);
        Assert.Contains("Predictions of held-out samples are 12 % too high", critique);
        Assert.Contains("temperature -0.4", critique);
        Assert.DoesNotContain("horizon", critique);
        Assert.Contains("samples that were held out", new ModellingPrompt(task, Searches.Eight, "", [], null)
            .Fill(new(2, [], SearchMemory.Empty, new Dictionary<int, CandidateRecord>(), [Aim.Free]), 0).System);
    }

    private static async Task<RunRecord> Run(int jobs, int stop = 0)
    {
        ForecastTask task = Alloys.Task();
        using var scratch = new Scratch();
        string path = scratch["alloys.nimm"];
        var configuration = new RunConfiguration("alloys", Iterations, jobs, 3) { Round = 2 };
        SqliteRunStore.Create(path, configuration, DataRecords.Of(task), TimeProvider.System).Dispose();
        if (stop > 0)
        {
            using SqliteRunStore begun = SqliteRunStore.Open(path, write: true);
            using var source = new CancellationTokenSource();
            int seen = 0;
            var watcher = new Watcher(e =>
            {
                if (e is CandidateFinished && ++seen == stop)
                {
                    source.Cancel();
                }
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SearchRun(task, begun, Alloys.Quick, TimeProvider.System).ExecuteAsync(configuration, watcher, source.Token));
        }

        using SqliteRunStore store = SqliteRunStore.Open(path, write: true);
        return await new SearchRun(task, store, Alloys.Quick, TimeProvider.System).ExecuteAsync(configuration, new Watcher(_ => { }), TestContext.Current.CancellationToken);
    }

    private static string Told(RunRecord run) =>
        System.Text.Json.JsonSerializer.Serialize(run.Candidates.Select(c => c with { Seconds = 0, Timings = [] }), RunJson.Compact)
        + System.Text.Json.JsonSerializer.Serialize(run.Final! with { TestScored = "" }, RunJson.Compact);

    private sealed class Watcher(Action<RunEvent> told) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => told(value);
    }
}
