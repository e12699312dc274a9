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

    /// <summary>By hand: value = rank / (n - 1) + (4 / n) sqrt(visits in all) / (1 + visits).</summary>
    [Fact]
    public void The_tree_weighs_rank_and_visits()
    {
        // Three nodes; the best has been expanded twice, once with a child that did not pay, and is an ancestor of the second.
        CandidateRecord[] history =
        [
            Scored(1, 10), Scored(2, 30, 1, AimKind.Branch), Scored(3, 20, 1, AimKind.Branch), Scored(4, 12, 1, AimKind.Refine),
        ];

        // Visits: 1 has 3, others none; three in all, 4 / 3 sqrt(3) = 2.309. 1: 1 + 2.309 / 4 = 1.577; 3: .5 + 2.309; 2: 0 + 2.309.
        var tree = new SearchTree(history);
        Assert.Equal([3, 2, 1, 4], tree.Order());

        // A visit to 3 is one to 1 above it; 2.667: 1: 1 + 2.667 / 5 = 1.533; 3: .5 + 2.667 / 2 = 1.833; 2: 2.667.
        tree.Visit(3);
        Assert.Equal([2, 3, 1, 4], tree.Order());

        // 2.981: 1: 1 + 2.981 / 6 = 1.497; 3: .5 + 2.981 / 2 = 1.991; 2: 2.981 / 2 = 1.491.
        tree.Visit(2);
        Assert.Equal([3, 1, 2, 4], tree.Order());
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
    public void Slots_of_a_round_go_to_different_nodes_and_branches_grow_by_the_power_of_three_quarters()
    {
        CandidateRecord[] history = [.. Enumerable.Range(1, 16).Select(n => Scored(n, n, n > 1 ? 1 : null, n is > 1 and < 9 ? AimKind.Branch : null))];
        Aim[] aims = [.. new TreeStrategy().Next(history, 4)];

        // Seven so far; 16 to 19 to the power of 3/4: 8, 8.4, 8.7, 9.1.
        Assert.Equal([AimKind.Branch, AimKind.Branch, AimKind.Refine, AimKind.Branch], aims.Select(a => a.Kind));
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
