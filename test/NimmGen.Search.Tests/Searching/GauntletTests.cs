using NimmGen.Evaluate;
using NimmGen.Frontend;

namespace NimmGen.Search.Tests.Searching;

public sealed class GauntletTests
{
    [Fact]
    public void What_an_earlier_candidate_said_is_not_trained_again()
    {
        ForecastTask task = Town.Task();
        var gauntlet = new Gauntlet(task, new ForecastEvaluator(task, Town.Quick), TimeProvider.System, new InProcessReader());
        Proposal proposal = new BuiltInModeller(task, 1).Propose([], 1)[0];
        var progress = new Progress<RunEvent>();
        CandidateRecord first = gauntlet.Try(proposal, new Dictionary<string, int>(), progress, TestContext.Current.CancellationToken);
        CandidateRecord second = gauntlet.Try(
            proposal with { Number = 2 }, new Dictionary<string, int> { [first.Hash!] = 1 }, progress, TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Scored, first.Outcome);
        Assert.Equal(Outcome.Duplicate, second.Outcome);
        Assert.Equal("NG9002", Assert.Single(second.Diagnostics).Code);
    }

    [Fact]
    public void A_training_that_diverges_is_told_with_its_place_and_the_rest_goes_on()
    {
        ForecastTask task = Town.Task(population: 0);
        var gauntlet = new Gauntlet(task, new ForecastEvaluator(task, Town.Quick), TimeProvider.System, new InProcessReader());
        Proposal proposal = new BuiltInModeller(task, 1).Propose([], 1)[0];
        CandidateRecord candidate = gauntlet.Try(proposal, new Dictionary<string, int>(), new Progress<RunEvent>(), TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Diverged, candidate.Outcome);
        Assert.Contains(candidate.Diagnostics, d => d.Code == "NG9003" && d.Message.Contains(task.Panel.Locations[0], StringComparison.Ordinal));
    }
}
