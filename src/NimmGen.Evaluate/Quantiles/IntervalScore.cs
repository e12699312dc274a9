using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// Proper scores of a single forecast given as quantiles, in the unit of what is forecast; smaller is better
/// (Bracher, Ray, Gneiting and Reich 2021, doi:10.1371/journal.pcbi.1008618, equations 1 and 2).
/// </summary>
public static class IntervalScore
{
    /// <summary>The interval's width, and 2 / alpha times what the observation lies outside of it.</summary>
    /// <param name="lower">Quantile alpha / 2.</param>
    /// <param name="upper">Quantile 1 - alpha / 2.</param>
    /// <param name="alpha">Probability outside the interval.</param>
    /// <param name="observed">What came.</param>
    public static double Of(double lower, double upper, double alpha, double observed) =>
        upper - lower + 2 / alpha * (Math.Max(0, lower - observed) + Math.Max(0, observed - upper));

    /// <summary>
    /// The weighted interval score of the median and K central intervals, with the weights alpha / 2 that make it approximate the
    /// continuous ranked probability score: twice the mean pinball loss over the 2 K + 1 levels.
    /// </summary>
    /// <param name="levels">Ascending, symmetric about 0.5, which is one of them.</param>
    /// <param name="quantiles">One a level.</param>
    /// <param name="observed">What came.</param>
    public static double Weighted(ReadOnlySpan<double> levels, ReadOnlySpan<double> quantiles, double observed)
    {
        double sum = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            double over = quantiles[i] - observed;
            sum += over * ((over >= 0 ? 1 : 0) - levels[i]);
        }

        return 2 * sum / levels.Length;
    }

    /// <summary>True where the score applies: an odd number of levels, symmetric about one half.</summary>
    public static bool Applies(ImmutableArray<double> levels) =>
        levels.Length % 2 == 1 && Enumerable.Range(0, levels.Length).All(i => Math.Abs(levels[i] + levels[levels.Length - 1 - i] - 1) < 1e-9);
}
