using NimmGen.Ir;

namespace NimmGen.Search.Tests.Loop;

/// <summary>Mode hybrid: the author writes model and network, and every agent and gate knows of both.</summary>
public sealed class HybridTests
{
    private static readonly RunConfiguration Hybrid = Searches.Eight with { Iterations = 4, Mode = RunConfiguration.Hybrid };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Candidates_that_differ_in_the_network_alone_are_two()
    {
        // 1 and 2 differ in the network, 3 is 1 again under another name and with another comment, 4 has no network.
        var model = new Scripted((purpose, number) => purpose != "modelling" ? Replies.Standard(purpose, 1) : Replies.WithProse(
            Replies.Sir(number == 3 ? "Again" : "Same", 0.4) + (number == 4 ? "" : Encoder(number == 2 ? 16 : 8, number == 3 ? "another comment" : "a comment")), "Builds on: none."));
        RunRecord run = await Searches.Run(model, Hybrid, Stop);
        Assert.Equal([Outcome.Scored, Outcome.Scored, Outcome.Duplicate, Outcome.Rejected], run.Candidates.Select(c => c.Outcome));
        Assert.NotEqual(run.Candidates[0].Hash, run.Candidates[1].Hash);
        Assert.Equal(["NG9008"], RememberStage.Causes(run.Candidates[3]).Select(d => d.Code));
        Assert.Equal("Encoder", run.Final!.Mechanism.Network?.Name);

        // What each agent sees of it.
        Assert.Contains("You write the network too", model.System("modelling", 1));
        Assert.Contains("The network Encoder predicts beta from the observed history:\n- gru: Gru(hidden: 8)", model.User("verification", 1));
        Assert.DoesNotContain("class Encoder", model.User("verification", 1));
        Assert.Contains("- gru: Gru(hidden: 16)", model.User("reflection", 2));
        Assert.Contains("class Encoder : Network", model.User("modelling", 3));
        Assert.Contains("comes without a network", model.User("repair", 4));
    }

    [Fact]
    public async Task A_network_that_nobody_asked_for_is_refused()
    {
        var model = new Scripted((purpose, number) => purpose == "modelling" && number == 1
            ? Replies.WithProse(Replies.Sir("Both", 0.4) + Encoder(8, ""), "Builds on: none.") : Replies.Standard(purpose, number));
        RunRecord run = await Searches.Run(model, Searches.Eight with { Iterations = 2 }, Stop);
        Diagnostic refused = Assert.Single(RememberStage.Causes(run.Candidates[0]));
        Assert.Equal(("NG9008", "Both brings the network Encoder"), (refused.Code, refused.Message));
        Assert.Equal(Outcome.Scored, run.Candidates[1].Outcome);
        Assert.DoesNotContain("Network", model.System("modelling", 1));
    }

    private static string Encoder(int hidden, string comment) => $$"""


        /// <summary>{{comment}}</summary>
        public sealed class Encoder : Network
        {
            readonly Gru gru = new(hidden: {{hidden}});
            readonly Linear map = new(8);

            protected override Signal Define(Signal history, Signal steps) => map.Of(Concat(steps, gru.Of(history).Last().Repeat(steps)));
        }
        """;
}
