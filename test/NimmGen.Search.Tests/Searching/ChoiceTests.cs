using NimmGen.Evaluate;

namespace NimmGen.Search.Tests.Searching;

public sealed class ChoiceTests
{
    private static readonly MethodScores[] NoNaive = [];

    [Fact]
    public void Simplest_within_one_standard_error_is_chosen()
    {
        // Differences to the best: 1, 3, -1, 1: mean 1, standard error 0.82; and 0, 2, -1, 1: mean 0.5, standard error 0.65.
        CandidateRecord best = Candidate(1, 9, 10, 10, 10, 10), far = Candidate(2, 1, 11, 13, 9, 11), near = Candidate(3, 5, 10, 12, 9, 11);
        Assert.Equal(3, Choice.Of([best, far, near], NoNaive)!.Number);
        Assert.Equal(1, Choice.Of([best, far], NoNaive)!.Number);
    }

    [Fact]
    public void In_an_ensemble_windows_that_overlap_count_as_one()
    {
        // Differences 1, 1, 0.2, 0.2: one by one 0.6 with a margin of 3.182 * 0.23, as two blocks with one of 12.7 * 0.4.
        CandidateRecord best = Candidate(1, 1, 10, 10, 10, 10), other = Candidate(2, 1, 11, 11, 10.2, 10.2), far = Candidate(3, 1, 11, 11, 10.9, 10.9);
        Assert.Equal([1, 2], Choice.Finalists([best, other], best, 1).Select(c => c.Number));
        Assert.Equal([1], Choice.Finalists([best, far], best, 1).Select(c => c.Number));
        Assert.Equal([1], Choice.Finalists([best, far], best, 2).Select(c => c.Number));

        // 1, 1, 0.8, 0.8: one by one 0.9 with a margin of 0.18; as two blocks with one of 1.27.
        CandidateRecord near = Candidate(4, 1, 11, 11, 10.8, 10.8);
        Assert.Equal([1], Choice.Finalists([best, near], best, 1).Select(c => c.Number));
        Assert.Equal([1, 4], Choice.Finalists([best, near], best, 2).Select(c => c.Number));
    }

    [Fact]
    public void Equal_complexity_goes_to_the_better_score()
    {
        CandidateRecord[] both = [Candidate(1, 4, 10, 12, 9, 11), Candidate(2, 4, 10, 10, 10, 10)];
        Assert.Equal(2, Choice.Of(both, NoNaive)!.Number);
    }

    [Fact]
    public void Chosen_one_beats_the_naive_where_the_best_does()
    {
        CandidateRecord[] both = [Candidate(1, 9, 10, 10, 10, 10), Candidate(2, 1, 10, 12, 9, 11)];
        Assert.Equal(1, Choice.Of(both, [Scores("last value", 10.2, 10.2, 10.2, 10.2)])!.Number);
        Assert.Equal(2, Choice.Of(both, [Scores("last value", 9, 9, 9, 9)])!.Number);
    }

    [Fact]
    public void A_single_origin_gives_no_standard_error() =>
        Assert.Equal(1, Choice.Of([Candidate(1, 9, 10), Candidate(2, 1, 10.1)], NoNaive)!.Number);

    [Fact]
    public void An_ensemble_is_of_those_that_cannot_be_told_from_the_winner_and_forecast_differently()
    {
        CandidateRecord winner = Candidate(3, 2, 10, 12, 9, 11), better = Candidate(1, 9, 10, 10, 10, 10), same = Candidate(4, 5, 10, 12.001, 9, 11);
        CandidateRecord close = Candidate(2, 3, 11, 12, 8.5, 11), far = Candidate(5, 1, 12, 14.5, 11, 13);
        Assert.Equal([3, 1, 2], Choice.Finalists([better, close, winner, same, far], winner, 1).Select(c => c.Number));

        // Five at most.
        CandidateRecord[] many = [.. Enumerable.Range(10, 9).Select(n => Candidate(n, 3, 10 - 0.01 * n, 12, 9 + 0.01 * n, 11))];
        Assert.Equal(5, Choice.Finalists([winner, .. many], winner, 1).Count());
        Assert.Equal([3], Choice.Finalists([winner, better with { Outcome = Outcome.Diverged }], winner, 1).Select(c => c.Number));
    }

    [Fact]
    public void Rounding_does_not_choose_between_exact_mechanisms_and_what_is_no_rounding_does()
    {
        MethodScores[] naive = [Scores("last value", 50)];
        CandidateRecord rich = Candidate(2, 9, 1e-14);
        Assert.Equal(1, Choice.Of([Candidate(1, 1, 3e-14), rich], naive)!.Number);
        Assert.Equal(2, Choice.Of([Candidate(1, 1, 1e-6), rich], naive)!.Number);
    }

    [Fact]
    public void Nothing_scored_is_nothing_chosen()
    {
        Assert.Null(Choice.Of([], NoNaive));
        Assert.Null(Choice.Of([Candidate(1, 1, 10) with { Outcome = Outcome.Diverged }], NoNaive));
    }

    private static CandidateRecord Candidate(int number, int lines, params double[] errors) => Examples.Candidate(number) with
    {
        Program = string.Concat(Enumerable.Repeat("int x;\n", lines)),
        Validation = [Scores("free path", errors)],
        Score = errors.Average(),
    };

    private static MethodScores Scores(string method, params double[] errors) => new(method, [.. errors], [.. errors], [.. errors]);
}
