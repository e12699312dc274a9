using System.Collections.Immutable;

namespace NimmGen.Evaluate.Tests;

/// <summary>Interval scores against the definition of Bracher et al. 2021, values worked by hand, and closed forms.</summary>
public sealed class IntervalScoreTests
{
    [Theory]
    [InlineData(2, 6, 0.2, 4, 4)]
    [InlineData(2, 6, 0.2, 7, 4 + 10)]
    [InlineData(2, 6, 0.2, 1.5, 4 + 5)]
    [InlineData(3, 3, 0.5, 5, 8)]
    public void An_interval_scores_its_width_and_what_lies_outside(double lower, double upper, double alpha, double observed, double expected) =>
        Assert.Equal(expected, IntervalScore.Of(lower, upper, alpha, observed), 12);

    [Fact]
    public void The_weighted_score_is_worked_by_hand()
    {
        // Median 2, one 50 % interval from 1 to 4, observed 5: (1/2 |5 - 2| + 1/4 (3 + 4 (5 - 4))) / (3/2).
        Assert.Equal((1.5 + 1.75) / 1.5, IntervalScore.Weighted([0.25, 0.5, 0.75], [1, 2, 4], 5), 12);

        // The median alone: the absolute error.
        Assert.Equal(3, IntervalScore.Weighted([0.5], [2], 5), 12);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0.4)]
    [InlineData(12)]
    public void The_weighted_score_is_the_weighted_sum_of_interval_scores(double observed)
    {
        // Equation 2: (w0 |y - m| + sum of alpha_k / 2 IS_alpha_k) / (K + 1/2), w0 = 1/2.
        ImmutableArray<double> levels = QuantileLevels.Hub;
        double[] quantiles = [.. levels.Select(p => 3 * Math.Log(p / (1 - p)) + 1)];
        int k = levels.Length / 2;
        double sum = 0.5 * Math.Abs(observed - quantiles[k]);
        for (int i = 0; i < k; i++)
        {
            double alpha = 2 * levels[i];
            sum += alpha / 2 * IntervalScore.Of(quantiles[i], quantiles[^(i + 1)], alpha, observed);
        }

        Assert.Equal(sum / (k + 0.5), IntervalScore.Weighted(levels.AsSpan(), quantiles, observed), 12);
    }

    [Fact]
    public void Many_levels_approach_the_continuous_ranked_probability_score()
    {
        // Uniform on 0 to 1, observed 1/2: CRPS = integral of (F - step)^2 = 2 * (1/2)^3 / 3 = 1/12 (Gneiting and Raftery 2007, equation 20).
        double[] levels = [.. Enumerable.Range(1, 999).Select(i => i / 1000.0)];
        Assert.Equal(1.0 / 12, IntervalScore.Weighted(levels, levels, 0.5), 1e-4);
    }

    [Fact]
    public void Scores_count_what_was_observed()
    {
        ImmutableArray<double> levels = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
        var forecast = new QuantileForecast(10, 2, levels, [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 16, 0, 0, 0, 0, 0, 0, 0]);
        QuantileScores scores = QuantileScores.Of([forecast], _ => [3.5, 5.5, 20, double.NaN]);

        // Inside all three, inside the widest only, outside of all; the fourth was not observed.
        Assert.Equal([1.0 / 3, 1.0 / 3, 2.0 / 3], new[] { scores.Coverage(0.5), scores.Coverage(0.8), scores.Coverage(0.95) });
        double[] at = [0, 1, 2, 3, 4, 5, 6], far = [10, 11, 12, 13, 14, 15, 16];
        double expected = (IntervalScore.Weighted(levels.AsSpan(), at, 3.5) + IntervalScore.Weighted(levels.AsSpan(), at, 5.5) + IntervalScore.Weighted(levels.AsSpan(), far, 20)) / 3;
        Assert.Equal(expected, scores.MeanWis, 12);
        double[] Logs(double[] values) => [.. values.Select(v => Math.Log(1 + v))];
        double logs = (IntervalScore.Weighted(levels.AsSpan(), Logs(at), Math.Log(4.5)) + IntervalScore.Weighted(levels.AsSpan(), Logs(at), Math.Log(6.5))
            + IntervalScore.Weighted(levels.AsSpan(), Logs(far), Math.Log(21))) / 3;
        Assert.Equal(logs, scores.MeanLogWis, 12);
    }

    [Fact]
    public void Levels_that_have_no_such_score_are_refused()
    {
        var lopsided = new QuantileForecast(10, 1, [0.1, 0.5, 0.8], [1, 2, 3]);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => QuantileScores.Of([lopsided], _ => [2]));
        Assert.Contains("not symmetric", refused.Message, StringComparison.Ordinal);
        Assert.Contains("it has: 0.1, 0.5, 0.8", Assert.Throws<ArgumentException>(() => lopsided.Quantile(0, 0.9)).Message, StringComparison.Ordinal);
    }
}
