namespace NimmGen.Evaluate;

/// <summary>
/// What a few counts in each of many places say of how far a model is off there. Counts are Poisson about a place's ratio times what
/// was modelled, and ratios are gamma distributed over places; mean and variance of that distribution by moments (Clayton and Kaldor 1987,
/// Biometrics 43:671, in one step). Where counts are large, or ratios differ by more than chance, the observed counts stay
/// nearly as they are; where few are left, a place is told apart from the others no further than chance allows.
/// </summary>
internal static class ShrunkCounts
{
    /// <summary>Expected counts in each place given what was observed; equal to what was observed for a single place.</summary>
    /// <param name="observed">Sums, one a place, 0 or more; NaN where nothing was observed, and there it stays.</param>
    /// <param name="modelled">Sums over the same cells, above 0 where anything can be observed.</param>
    public static double[] Of(double[] observed, double[] modelled)
    {
        int[] places = [.. Enumerable.Range(0, observed.Length).Where(l => !double.IsNaN(observed[l]) && modelled[l] > 0)];
        double all = places.Sum(l => modelled[l]);
        if (places.Length < 2 || !double.IsFinite(all))
        {
            return observed;
        }

        double mean = places.Sum(l => observed[l]) / all;
        double scatter = places.Sum(l => modelled[l] * Square(observed[l] / modelled[l] - mean)) / all;
        double variance = scatter - mean * places.Length / all;
        var expected = (double[])observed.Clone();
        foreach (int l in places)
        {
            // The prior weighs as much as that many modelled cases.
            double share = variance > 0 ? modelled[l] / (modelled[l] + mean / variance) : 0;
            expected[l] = share * observed[l] + (1 - share) * mean * modelled[l];
        }

        return expected;
    }

    private static double Square(double x) => x * x;
}
