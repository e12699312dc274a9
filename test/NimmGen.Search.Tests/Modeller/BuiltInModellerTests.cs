
namespace NimmGen.Search.Tests.Modeller;

public sealed class BuiltInModellerTests
{
    private static readonly InfectionGrammar Grammar = (InfectionGrammar)SomeGrammars.Of("covid-bogota");

    [Fact]
    public void What_is_proposed_depends_on_the_seed_and_the_history_alone()
    {
        string[] first = Run(seed: 1, rounds: 6), again = Run(seed: 1, rounds: 6), other = Run(seed: 2, rounds: 6);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(24, first.Distinct().Count());
    }

    /// <summary>A resumed run replays its rounds: what it proposes next is what the first session would have.</summary>
    [Fact]
    public void A_resumed_run_goes_on_as_the_first_would_have()
    {
        var whole = new BuiltInModeller(Grammar, 3);
        List<CandidateRecord> history = Play(whole, 5);
        IReadOnlyList<Proposal> next = whole.Propose(history, 4);

        var resumed = new BuiltInModeller(Grammar, 3);
        for (int round = 0; round < 5; round++)
        {
            resumed.Propose(history[..(4 * round)], 4);
        }

        Assert.Equal(next, resumed.Propose(history, 4));
    }

    [Fact]
    public void A_branch_changes_the_structure_and_a_refinement_does_not()
    {
        var modeller = new BuiltInModeller(Grammar, 1);
        List<CandidateRecord> history = Play(modeller, 1);
        for (int number = 5; number < 25; number++)
        {
            AimKind mode = number % 2 == 0 ? AimKind.Branch : AimKind.Refine;
            Proposal proposal = modeller.Propose(history, number, 1, mode)!;
            Assert.Equal(1, proposal.Parent);
            Design before = modeller.DesignOf(1)!, after = modeller.DesignOf(number)!;
            Assert.Equal(mode == AimKind.Branch, Grammar.Productions.Any(p => p.Part == Part.Structure && before.Choice(p) != after.Choice(p)));
            history.Add(Scored(proposal));
        }
    }

    [Fact]
    public void A_crossover_takes_one_part_of_another_and_the_rest_of_the_better()
    {
        Design one = Grammar.Simplest.With(Grammar.LatentStages, 2).With(Grammar.Force, Force.Saturating);
        Design other = Grammar.Simplest.With(Grammar.Immunity, Immunity.Waning).With(Grammar.Scatter, Scatter.LogNormal);
        Design observation = one.With(Part.Observation, other);
        Assert.Equal(Scatter.LogNormal, observation.Get(Grammar.Scatter));
        Assert.Equal(2, observation.Get(Grammar.LatentStages));
        Assert.Equal(Immunity.Permanent, observation.Get(Grammar.Immunity));

        // Of an observation that needs a stage which the other has not, the simplest open one is left.
        Design onsets = one.With(Grammar.Observed, ObservedEvent.Onsets);
        Assert.Equal(ObservedEvent.Infections, other.With(Part.Observation, onsets).Get(Grammar.Observed));
        Assert.Equal(ObservedEvent.Onsets, onsets.With(Part.Structure, one).Get(Grammar.Observed));

        var modeller = new BuiltInModeller(Grammar, 7);
        List<CandidateRecord> history = Play(modeller, 15);
        Assert.Contains(history, c => c.Change.StartsWith("Joins candidate ", StringComparison.Ordinal));
    }

    /// <summary>The tasks that need no file: whatever is proposed for one uses only what its data have.</summary>
    [Theory]
    [InlineData("boarding-school"), InlineData("lung-cancer"), InlineData("lung-cancer-chemo-radio")]
    public void A_small_grammar_is_used_up_and_then_nothing_is_proposed_twice(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        var modeller = new BuiltInModeller(grammar, 0);
        IReadOnlyList<Proposal> proposals = modeller.Propose([], 60);
        Assert.Equal(proposals.Count, proposals.Select(p => p.Program.Split('\n', 7)[6]).Distinct().Count());
        Assert.Equal(Math.Min(60, (int)System.Numerics.BigInteger.Min(grammar.Count(), 60)), proposals.Count);
    }

    private static string[] Run(int seed, int rounds) => [.. Play(new BuiltInModeller(Grammar, seed), rounds).Select(c => c.Program)];

    private static List<CandidateRecord> Play(BuiltInModeller modeller, int rounds)
    {
        var history = new List<CandidateRecord>();
        for (int round = 0; round < rounds; round++)
        {
            history.AddRange(modeller.Propose([.. history], 4).Select(Scored));
        }

        return history;
    }

    // Scores that follow from the text alone.
    private static CandidateRecord Scored(Proposal p) => new(
        p.Number, p.Parent, p.Name, p.Change, p.Program, $"{p.Number}", Outcome.Scored, [], [], p.Program.Sum(c => (double)c) % 97, 1)
    {
        Residuals = new("free path", []) { Lag = p.Number % 3 - 1, Autocorrelation = 0.7 },
    };
}
