namespace NimmGen.Search.Tests.Strategies;

public sealed class StrategyTests
{
    private static readonly RunConfiguration Configuration = new("town", 40, 1, 3);

    [Fact]
    public void Every_name_has_a_strategy_and_no_other_has()
    {
        Assert.All(SearchStrategies.Names, n => Assert.Equal(3, SearchStrategies.Of(Configuration with { Strategy = n }).Next([], 3).Length));
        Assert.Contains("tree", Assert.Throws<ArgumentException>(() => SearchStrategies.Of(Configuration with { Strategy = "treee" })).Message);
    }

    [Fact]
    public void Sequential_leaves_the_choice_to_the_author() =>
        Assert.All(new SequentialStrategy().Next([Scored(1, 10)], 4), a => Assert.Same(Aim.Free, a));

    [Fact]
    public void Random_looks_at_no_score_and_repeats_by_its_seed()
    {
        CandidateRecord[] history = [.. Enumerable.Range(1, 6).Select(n => Scored(n, n))];
        CandidateRecord[] otherwise = [.. history.Select(c => c with { Score = 100 - c.Score })];
        Aim[] aims = [.. new RandomStrategy(3).Next(history, 8)];
        Assert.Equal(aims.Select(Text), new RandomStrategy(3).Next(otherwise, 8).Select(Text));
        Assert.All(aims, a => Assert.Equal(Enumerable.Range(1, 6), a.Parents.Order()));
        Assert.True(aims.Select(a => a.Parents[0]).Distinct().Count() > 2);
        Assert.NotEqual(aims.Select(Text), new RandomStrategy(4).Next(history, 8).Select(Text));

        // What could not be read, or said what another did, is nothing to go on from.
        CandidateRecord[] bad = [history[0], history[1] with { Hash = null, Outcome = Outcome.NotCompiled }, history[2] with { Outcome = Outcome.Duplicate }];
        Assert.Equal([1], new RandomStrategy(3).Next(bad, 1)[0].Parents);
    }

    [Fact]
    public void A_tree_without_nodes_leaves_the_choice_to_the_author() =>
        Assert.All(new TreeStrategy().Next([Scored(1, 1) with { Outcome = Outcome.Rejected, Score = double.NaN }], 4), a => Assert.Same(Aim.Free, a));

    /// <summary>By hand: value = rank / (n - 1) + (1 / n) sqrt(visits in all) / (1 + visits).</summary>
    [Fact]
    public void The_tree_weighs_rank_and_visits()
    {
        // Three nodes; the best has been expanded twice, once with a child that did not pay, and is an ancestor of the second.
        CandidateRecord[] history =
        [
            Scored(1, 10), Scored(2, 30, 1, AimKind.Branch), Scored(3, 20, 1, AimKind.Branch), Scored(4, 12, 1, AimKind.Refine),
        ];

        // Visits: 1 has 3, others none; three in all. 1: 1 + 1.732 / 3 / 4 = 1.144; 3: .5 + .577 = 1.077; 2: 0 + .577.
        var tree = new SearchTree(history);
        Assert.Equal([1, 3, 2, 4], tree.Order());

        // One visit more: 1: 1 + 2 / 3 / 5 = 1.133; 3: .5 + .667 = 1.167.
        tree.Visit(1);
        Assert.Equal([3, 1, 2, 4], tree.Order());

        // A visit to 3 is one to 1 above it: 3: .5 + 2.236 / 3 / 2 = .873; 1: 1 + .745 / 6 = 1.124.
        tree.Visit(3);
        Assert.Equal([1, 3, 2, 4], tree.Order());
    }

    [Fact]
    public void A_refinement_is_kept_where_it_pays_and_a_branch_always()
    {
        CandidateRecord[] history =
        [
            Scored(1, 10), Scored(2, 9, 1, AimKind.Refine), Scored(3, 10, 1, AimKind.Refine), Scored(4, 50, 1, AimKind.Branch),
            Scored(5, 1) with { Outcome = Outcome.Stopped, Score = double.NaN },
        ];
        Assert.Equal([1, 2, 4], new SearchTree(history).Order().Take(3).Order());
        Assert.Equal(3, new SearchTree(history).Order()[3]);
        Assert.Equal(4, new SearchTree(history).Order().Length);
    }

    [Fact]
    public void Slots_of_a_round_go_to_different_nodes_and_about_the_root_of_all_candidates_are_branches()
    {
        CandidateRecord[] history = [.. Enumerable.Range(1, 16).Select(n => Scored(n, n, n > 1 ? 1 : null, n is > 1 and < 5 ? AimKind.Branch : null))];
        Aim[] aims = [.. new TreeStrategy().Next(history, 4)];
        Assert.Equal([AimKind.Branch, AimKind.Branch, AimKind.Refine, AimKind.Refine], aims.Select(a => a.Kind));
        Assert.True(aims.Select(a => a.Parents[0]).Distinct().Count() > 1);
        Assert.Equal(aims.Select(Text), new TreeStrategy().Next(history, 4).Select(Text));
    }

    [Fact]
    public void A_record_whose_parents_run_in_a_circle_ends()
    {
        CandidateRecord[] history = [Scored(1, 1, 2), Scored(2, 2, 1)];
        Assert.Equal(2, new SearchTree(history).Order().Length);
    }

    private static string Text(Aim aim) => $"{aim.Kind} {string.Join(' ', aim.Parents)}";

    private static CandidateRecord Scored(int number, double score, int? parent = null, AimKind? aim = null) =>
        Examples.Candidate(number) with { Score = score, Parent = parent, Aim = aim };
}
