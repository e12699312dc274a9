using NimmGen.Evaluate;

namespace NimmGen.Search.Tests.Searching;

public sealed class SearchRunTests
{
    private const int Iterations = 5;

    [Fact]
    public async Task Interrupted_anywhere_and_resumed_a_run_ends_the_same_and_jobs_change_nothing()
    {
        RunRecord whole = await Run(Town.Task(), jobs: 1);
        Assert.NotNull(whole.Final);
        Assert.Equal(Enumerable.Range(1, Iterations), whole.Candidates.Select(c => c.Number));
        Assert.Equal(Iterations, whole.Candidates.Select(c => c.Hash).Distinct().Count());
        Assert.Equal(Told(whole), Told(await Run(Town.Task(), jobs: 2)));
        for (int stop = 1; stop <= Iterations + 1; stop++)
        {
            Assert.Equal(Told(whole), Told(await Run(Town.Task(), 1, stop)));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e9)]
    public async Task What_is_chosen_does_not_depend_on_test_data(double future)
    {
        RunRecord run = await Run(Town.Task(), 1), poisoned = await Run(Town.Task(future), 1);
        Assert.Equal(Candidates(run), Candidates(poisoned));
        Assert.Equal(run.Final!.Winner, poisoned.Final!.Winner);
        Assert.Equal(run.Final.Calibrator, poisoned.Final.Calibrator);
        Assert.Equal(run.Final.Extension, poisoned.Final.Extension);
        Assert.Equal(run.Final.Chosen?.InWords(), poisoned.Final.Chosen?.InWords());
        Assert.Equal(run.Final.Intervals.Select(i => string.Join(' ', i.Aggregate.Offsets)), poisoned.Final.Intervals.Select(i => string.Join(' ', i.Aggregate.Offsets)));
        Assert.NotEmpty(run.Final.Members);
    }

    [Fact]
    public async Task Without_a_scored_candidate_there_is_no_winner()
    {
        RunRecord run = await Run(Town.Task(population: 0), 1);
        Assert.Null(run.Final);
        Assert.Equal(Iterations, run.Candidates.Length);
        Assert.All(run.Candidates, c => Assert.NotEmpty(c.Diagnostics));
        Assert.DoesNotContain(run.Candidates, c => c.Outcome == Outcome.Scored);
    }

    // Interrupts when the stop-th event of those that end a piece of work is told, then goes on in a new object.
    private static async Task<RunRecord> Run(ForecastTask task, int jobs, int stop = 0)
    {
        using var scratch = new Scratch();
        string path = scratch["town.nimm"];
        var configuration = new RunConfiguration("town", Iterations, jobs, 3);
        using (SqliteRunStore created = SqliteRunStore.Create(path, configuration, DataRecords.Of(task), TimeProvider.System))
        {
            if (stop == 0)
            {
                return await new SearchRun(task, created, Town.Quick, TimeProvider.System).ExecuteAsync(configuration, new Watcher(_ => { }), TestContext.Current.CancellationToken);
            }

            using var source = new CancellationTokenSource();
            int seen = 0;
            var watcher = new Watcher(e =>
            {
                if (e is CandidateFinished or TestTrainingDone && ++seen == stop)
                {
                    source.Cancel();
                }
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SearchRun(task, created, Town.Quick, TimeProvider.System).ExecuteAsync(configuration, watcher, source.Token));
            Assert.InRange(created.Load().Candidates.Length, Math.Min(stop, Iterations), Iterations);
        }

        using SqliteRunStore opened = SqliteRunStore.Open(path, write: true);
        return await new SearchRun(task, opened, Town.Quick, TimeProvider.System).ExecuteAsync(configuration, new Watcher(_ => { }), TestContext.Current.CancellationToken);
    }

    private static string Candidates(RunRecord run) =>
        System.Text.Json.JsonSerializer.Serialize(run.Candidates.Select(c => c with { Seconds = 0, Timings = [] }), RunJson.Compact);

    // Everything but times and the number of jobs; JSON keeps every bit of a number.
    private static string Told(RunRecord run) =>
        Candidates(run) + System.Text.Json.JsonSerializer.Serialize(run.Final! with { TestScored = "" }, RunJson.Compact);

    private sealed class Watcher(Action<RunEvent> told) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => told(value);
    }
}
