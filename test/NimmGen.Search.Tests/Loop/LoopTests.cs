using NimmGen.Search.Tests.Searching;

namespace NimmGen.Search.Tests.Loop;

public sealed class LoopTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_agent_is_asked_in_its_place_and_what_it_said_goes_where_it_belongs()
    {
        var model = new Scripted(Replies.Standard);
        RunRecord run = await Searches.Run(model, Searches.Eight, Stop);

        Assert.Equal(
            [Outcome.Scored, Outcome.Scored, Outcome.Rejected, Outcome.Scored, Outcome.Rejected, Outcome.Duplicate, Outcome.NotCompiled, Outcome.Scored],
            run.Candidates.Select(c => c.Outcome));
        // What is written from one memory cannot build on each other.
        Assert.Equal([null, null, 1, null, null, null, null, null], run.Candidates.Select(c => c.Parent));
        Assert.All(run.Candidates, c => Assert.Equal("test:scripted", c.Author));

        // Insights once; a judgement for each that the checker accepts; a repair for each program that failed; a reflection a round, but the last.
        Assert.Equal([0], Asked("insights"));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Asked("modelling"));
        Assert.Equal([1, 2, 4, 5, 8], Asked("verification"));
        Assert.Equal([3, 5], Asked("repair"));
        Assert.Equal([2, 4, 6], Asked("reflection"));

        Assert.Contains("weekly cycle", model.System("modelling", 1));
        Assert.Contains("NG1001", model.User("repair", 3));
        Assert.Equal(("line 12 adds a number to people", "write 3 * People"), (run.Candidates[2].Repair!.Cause, run.Candidates[2].Repair!.Proposal));
        Assert.Contains("NG9005", run.Candidates[4].Diagnostics.Select(d => d.Code));
        Assert.False(run.Candidates[4].Judgement!.Accepted);
        Assert.Contains("Infection does not depend on the infectious", model.User("repair", 5));

        // The memory of the round after: errors with their cures, the last reflection, the best programs, snippets of the literature.
        string fifth = model.User("modelling", 5);
        Assert.Contains("1 x NG1001: line 12 adds a number to people Proposed: write 3 * People", fifth);
        Assert.Contains("said after 4", fifth);
        Assert.Contains("Candidate 4, score", fifth);
        Assert.Contains("# From the literature", fifth);
        Assert.DoesNotContain("said after 2", fifth);
        Assert.Contains("What cured it: write 3 * People", model.User("modelling", 7));
        Assert.Contains("NL0022", model.User("modelling", 7) + run.Candidates[6].Diagnostics[0].Code);

        // The simplest within a standard error of the best; all are alike but for a number.
        Assert.NotNull(run.Final);
        Assert.Equal(run.Exchanges.Length, run.Exchanges.DistinctBy(e => (e.Candidate, e.Purpose)).Count());
        Assert.All(run.Exchanges, e => Assert.Matches(@"^[a-z]+/\d+$", e.Prompt));

        int[] Asked(string purpose) => [.. model.Questions.Where(q => q.Purpose == purpose).Select(q => q.Candidate)];
    }

    [Theory]
    [InlineData("errors", "# Errors of this search", "repair")]
    [InlineData("verification", null, "verification")]
    [InlineData("retrieval", "# From the literature", null)]
    [InlineData("reflection", "# The last reflection", "reflection")]
    [InlineData("insights", "# What the data show", "insights")]
    public async Task Without_a_part_nobody_is_asked_for_it_and_no_prompt_has_it(string part, string? heading, string? purpose)
    {
        var whole = new Scripted(Replies.Standard);
        await Searches.Run(whole, Searches.Eight, Stop);
        var model = new Scripted(Replies.Standard);
        await Searches.Run(model, Searches.Eight with { Without = new(part == "errors", part == "verification", part == "retrieval", part == "reflection", part == "insights") }, Stop);
        Assert.True(heading is null || whole.Everything.Contains(heading, StringComparison.Ordinal));
        Assert.True(heading is null || !model.Everything.Contains(heading, StringComparison.Ordinal));
        Assert.True(purpose is null || whole.Questions.Any(q => q.Purpose == purpose));
        Assert.DoesNotContain(model.Questions, q => q.Purpose == purpose);
    }

    [Fact]
    public async Task Zero_shot_asks_the_same_each_time()
    {
        var model = new Scripted(Replies.Standard);
        RunRecord run = await Searches.Run(model, Searches.Eight with { Method = SearchMethod.ZeroShot }, Stop);
        Assert.All(model.Questions, q => Assert.Equal("modelling", q.Purpose));
        Assert.Single(Enumerable.Range(1, 8).Select(n => model.System("modelling", n) + model.User("modelling", n).Replace($"candidate {n}", "candidate N", StringComparison.Ordinal)).Distinct());
        Assert.Equal(8, run.Candidates.Length);
    }

    [Fact]
    public async Task HdTwinGen_reflects_and_remembers_the_best_and_adds_its_network_terms()
    {
        var model = new Scripted(Replies.Standard);
        await Searches.Run(model, Searches.Eight with { Method = SearchMethod.HdTwinGen }, Stop);
        Assert.Equal(["modelling", "reflection"], model.Questions.Select(q => q.Purpose).Distinct().Order());
        Assert.Contains("# Form of the model", model.System("modelling", 1));
        Assert.Contains("Best candidates so far", model.User("modelling", 3));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e9)]
    public async Task No_prompt_knows_anything_of_the_test_data(double future)
    {
        Scripted seen = new(Replies.Standard), poisoned = new(Replies.Standard);
        await Real(seen, Town.Task());
        await Real(poisoned, Town.Task(future));
        Assert.Contains("Peaks of the smoothed target", seen.Everything);
        Assert.Equal(seen.Everything, poisoned.Everything);

        static async Task Real(Scripted model, Evaluate.ForecastTask task)
        {
            using var scratch = new Scratch();
            RunConfiguration four = Searches.Eight with { Iterations = 3 };
            using SqliteRunStore store = SqliteRunStore.Create(scratch["town.nimm"], four, DataRecords.Of(task), TimeProvider.System);
            await new SearchRun(task, store, Town.Quick, TimeProvider.System, model).ExecuteAsync(four, new Progress<RunEvent>(), Stop);
        }
    }
}
