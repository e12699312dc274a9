namespace NimmGen.Evaluate;

/// <summary>Quantiles of few residuals, with what they do not tell left wide.</summary>
internal static class ResidualQuantile
{
    /// <summary>
    /// A quantile of the sorted residuals. Only as many of them are independent as there were windows that do not overlap: n of these leave 1 / (n + 1)
    /// below the smallest and above the largest, and what lies further out is continued from there as the tail of a logistic
    /// distribution, which is heavier than the normal one.
    /// </summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="level">0 to 1, exclusive.</param>
    /// <param name="independent">Windows without overlap that the residuals come from, at least one.</param>
    public static double Of(ReadOnlySpan<double> sorted, double level, int independent)
    {
        double edge = 1.0 / (independent + 1);
        if (level >= edge && level <= 1 - edge)
        {
            return Inside(sorted, Spread(level, independent));
        }

        double bound = level < 0.5 ? Math.Min(edge, 0.25) : Math.Max(1 - edge, 0.75);
        double middle = Inside(sorted, 0.5), at = Inside(sorted, Spread(bound, independent));
        return middle + (at - middle) * Logit(level) / Logit(bound);
    }

    // The finite-sample correction of conformal prediction: level (n + 1) / n, away from the median.
    private static double Spread(double level, int independent) =>
        Math.Clamp(0.5 + (level - 0.5) * (independent + 1) / independent, 0, 1);

    private static double Inside(ReadOnlySpan<double> sorted, double level)
    {
        double at = level * (sorted.Length - 1);
        int below = (int)Math.Floor(at), above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
