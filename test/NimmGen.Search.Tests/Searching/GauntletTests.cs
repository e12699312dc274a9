using NimmGen.Evaluate;
using NimmGen.Frontend;

namespace NimmGen.Search.Tests.Searching;

public sealed class GauntletTests
{
    [Fact]
    public async Task What_an_earlier_candidate_said_is_not_trained_again()
    {
        ForecastTask task = Town.Task();
        Proposal proposal = new BuiltInModeller(task, 1).Propose([], 1)[0];
        CandidateRecord first = await Try(task, proposal, new([], 1));
        CandidateRecord second = await Try(task, proposal with { Number = 2 }, new([first], 1));
        Assert.Equal(Outcome.Scored, first.Outcome);
        Assert.Equal(Outcome.Duplicate, second.Outcome);
        Assert.Equal("NG9002", Assert.Single(second.Diagnostics).Code);
    }

    [Fact]
    public async Task Of_two_in_a_round_that_say_the_same_the_lower_number_is_trained_whichever_is_read_first()
    {
        ForecastTask task = Town.Task();
        Proposal proposal = new BuiltInModeller(task, 1).Propose([], 1)[0];
        var novelty = new Novelty([], 2);
        Task<CandidateRecord> second = Try(task, proposal with { Number = 2 }, novelty);
        CandidateRecord first = await Try(task, proposal, novelty);
        Assert.Equal(Outcome.Scored, first.Outcome);
        Assert.Equal(Outcome.Duplicate, (await second).Outcome);
    }

    [Fact]
    public async Task A_training_that_diverges_is_told_with_its_place_and_the_rest_goes_on()
    {
        ForecastTask task = Town.Task(population: 0);
        CandidateRecord candidate = await Try(task, new BuiltInModeller(task, 1).Propose([], 1)[0], new([], 1));
        Assert.Equal(Outcome.Diverged, candidate.Outcome);
        Assert.Contains(candidate.Diagnostics, d => d.Code == "NG9003" && d.Message.Contains(task.Panel.Locations[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_stage_is_timed_and_how_the_model_misses_is_kept()
    {
        ForecastTask task = Town.Task();
        CandidateRecord candidate = await Try(task, new BuiltInModeller(task, 1).Propose([], 1)[0], new([], 1));
        Assert.Equal(["compile", "wait", "compare", "verify", "wait", "train"], candidate.Timings.Select(t => t.Stage));
        Assert.InRange(candidate.Timings.Sum(t => t.Seconds), 0.9 * candidate.Seconds, candidate.Seconds);
        Assert.Equal("test author", candidate.Author);
        Assert.NotNull(candidate.Residuals);
        Assert.Contains(candidate.Residuals.Parameters, p => p.Origin == "neural");
        Assert.True(double.IsFinite(candidate.Residuals.ForecastBias) && double.IsFinite(candidate.Residuals.Autocorrelation));
    }

    private static async Task<CandidateRecord> Try(ForecastTask task, Proposal proposal, Novelty novelty)
    {
        using var slots = new Slots(1);
        var gauntlet = new Gauntlet(task, new ForecastEvaluator(task, Town.Quick), "test author", RunConfiguration.Mechanistic, new(), slots, TimeProvider.System, new InProcessReader());
        return await gauntlet.TryAsync(new(proposal), novelty, null, new Progress<RunEvent>(), TestContext.Current.CancellationToken);
    }
}
