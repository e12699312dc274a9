namespace NimmGen.Evaluate.Benchmarks;

/// <summary>
/// Paired tests of the hypothesis that two methods have the same expected loss. Forecasts: Diebold and Mariano 1995,
/// J. Bus. Econ. Stat. 13:253, with the small-sample correction of Harvey, Leybourne and Newbold 1997, Int. J. Forecast. 13:281,
/// since windows that overlap have errors that depend on each other. Patients and formulas are independent of each other:
/// there the signs of the differences are flipped at random (Fisher's randomisation test), which assumes no distribution.
/// Losses are squared errors, averaged over seeds first: seeds are repetitions of a method, not new data.
/// </summary>
public static class Significance
{
    private const int Flips = 9999;

    // With fewer windows the test has no power and its correction is near its pole.
    private const int LeastWindows = 8;

    /// <summary>Two-sided p of the difference of two methods on a task; NaN where it cannot be tested.</summary>
    public static double Compare(RowScores a, RowScores b)
    {
        if (a.Losses.IsEmpty || a.Losses.Length != b.Losses.Length)
        {
            return double.NaN;
        }

        double[] differences = [.. a.Losses.Zip(b.Losses, (x, y) => x - y)];
        return a.Task.Kind == BenchmarkKind.Forecast ? DieboldMariano(differences, Overlap(a.Task.Task)) : SignFlip(differences, 1);
    }

    /// <summary>Neighbouring validation windows that share steps with one.</summary>
    public static int Overlap(ForecastTask task)
    {
        int[] origins = [.. task.ValidationOrigins.Select(o => o.TrainSteps)];
        return origins.Length < 2 ? 0 : (int)Math.Ceiling((double)task.Horizon / (origins[1] - origins[0])) - 1;
    }

    /// <summary>
    /// Diebold-Mariano with the correction for small samples: Student's t with n - 1 degrees of freedom. The long-run variance
    /// is that of equation 5 of Harvey et al. with rectangular weights; where it is not positive, with Bartlett's.
    /// </summary>
    /// <param name="differences">Loss differences in order of time.</param>
    /// <param name="lags">Lags up to which they depend on each other.</param>
    public static double DieboldMariano(IReadOnlyList<double> differences, int lags)
    {
        int n = differences.Count, steps = lags + 1;
        double correction = (n + 1 - 2.0 * steps + steps * (steps - 1.0) / n) / n;
        if (n < LeastWindows || correction <= 0)
        {
            return double.NaN;
        }

        double mean = differences.Average();
        double Covariance(int lag) => Enumerable.Range(lag, n - lag).Sum(i => (differences[i] - mean) * (differences[i - lag] - mean)) / n;
        double[] covariances = [.. Enumerable.Range(0, steps).Select(Covariance)];
        double variance = covariances[0] + 2 * covariances.Skip(1).Sum();
        if (variance <= 0)
        {
            variance = covariances[0] + 2 * covariances.Skip(1).Select((c, k) => c * (1 - (k + 1.0) / steps)).Sum();
        }

        return variance <= 0 ? (mean == 0 ? 1 : double.NaN) : StudentT.TwoSided(mean / Math.Sqrt(variance / n) * Math.Sqrt(correction), n - 1);
    }

    /// <summary>Share of random sign changes of the differences whose mean is at least as far from zero; seeded.</summary>
    public static double SignFlip(IReadOnlyList<double> differences, int seed)
    {
        double observed = Math.Abs(differences.Sum()) * (1 - 1e-12);
        var random = new Random(seed);
        int extreme = 1;
        for (int f = 0; f < Flips; f++)
        {
            double sum = 0;
            for (int i = 0; i < differences.Count; i++)
            {
                sum += random.Next(2) == 0 ? differences[i] : -differences[i];
            }

            extreme += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return extreme / (Flips + 1.0);
    }

    /// <summary>Holm's step-down adjustment for several tests at once (Holm 1979, Scand. J. Stat. 6:65); NaN stays NaN and does not count.</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        int[] order = [.. Enumerable.Range(0, p.Count).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i])];
        double[] adjusted = [.. p.Select(_ => double.NaN)];
        double least = 0;
        for (int k = 0; k < order.Length; k++)
        {
            least = Math.Max(least, Math.Min(1, p[order[k]] * (order.Length - k)));
            adjusted[order[k]] = least;
        }

        return adjusted;
    }
}
