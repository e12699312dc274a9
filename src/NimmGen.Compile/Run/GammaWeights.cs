namespace NimmGen.Compile;

/// <summary>
/// The weights of a delay: the share of a gamma distribution that falls into each data step, by differences of the regularised incomplete
/// gamma function P, with derivatives by mean and standard deviation. The series of P and of its derivative by the shape are DLMF 8.7.1
/// (https://dlmf.nist.gov/8.7) and its term-by-term derivative.
/// </summary>
internal sealed class GammaWeights
{
    /// <summary>Data steps that a delay reaches at most; what is later counts as that late.</summary>
    public const int Longest = 2000;

    // The rest of the distribution goes to the last weight. So small that moving the cut does not show in a derivative.
    private const double Tail = 1e-13;

    // A shape of 10,000 is a delay that is certain to a hundredth; more would only cost terms of the series.
    private const double MostCertain = 100;
    private const double Shortest = 1e-9;

    private GammaWeights(double mean, double deviation, int count) =>
        (Mean, Deviation, Values, ByMean, ByDeviation) = (mean, deviation, new double[count], new double[count], new double[count]);

    public double Mean { get; }

    public double Deviation { get; }

    /// <summary>[d]: share of what comes d data steps late; they sum to one.</summary>
    public double[] Values { get; }

    public double[] ByMean { get; }

    public double[] ByDeviation { get; }

    /// <summary>The weights for a mean and a standard deviation in days; NaN where one is not finite, and all at once where the mean is not above zero.</summary>
    public static GammaWeights Of(double mean, double deviation, double stepDays)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(deviation))
        {
            var unknown = new GammaWeights(mean, deviation, 1);
            (unknown.Values[0], unknown.ByMean[0], unknown.ByDeviation[0]) = (double.NaN, double.NaN, double.NaN);
            return unknown;
        }

        double m = Math.Max(mean, Shortest), s = Math.Max(deviation, m / MostCertain);
        double shape = m / s * (m / s), rate = m / s / s;
        var edges = new List<(double P, double ByMean, double ByDeviation)> { (0, 0, 0) };
        while (edges.Count < Longest && 1 - edges[^1].P > Tail)
        {
            double time = edges.Count * stepDays;
            (double p, double byShape, double byX) = Incomplete(shape, time * rate);
            edges.Add((
                p,
                (byShape * 2 * shape / m) + (byX * time * rate / m),
                s > deviation ? 0 : (byShape * -2 * shape / s) + (byX * time * -2 * rate / s)));
        }

        var weights = new GammaWeights(mean, deviation, Math.Max(1, edges.Count - 1));
        edges[^1] = (1, 0, 0);
        for (int d = 0; d < edges.Count - 1; d++)
        {
            weights.Values[d] = edges[d + 1].P - edges[d].P;
            weights.ByMean[d] = mean < Shortest ? 0 : edges[d + 1].ByMean - edges[d].ByMean;
            weights.ByDeviation[d] = edges[d + 1].ByDeviation - edges[d].ByDeviation;
        }

        return weights;
    }

    /// <summary>P(a, x), the regularised lower incomplete gamma function, and its derivatives by a and x; a above 0, x above 0.</summary>
    internal static (double P, double ByShape, double ByX) Incomplete(double a, double x)
    {
        double logX = Math.Log(x);
        double front = Math.Exp((a * logX) - x - LogGamma(a + 1));
        if (front == 0)
        {
            return (x > a ? 1 : 0, 0, 0);
        }

        double term = 1, sum = 1, harmonic = 0, slope = 0;
        for (int n = 1; n < 100_000 && (term > 1e-17 * sum || a + n < x); n++)
        {
            term *= x / (a + n);
            harmonic += 1 / (a + n);
            sum += term;
            slope -= term * harmonic;
        }

        return (Math.Min(1, front * sum), front * ((sum * (logX - Digamma(a + 1))) + slope), front * a / x);
    }

    // Stirling's series (DLMF 5.11.1) beyond 10, after the recurrence has led there; relative error below 1e-15.
    internal static double LogGamma(double z)
    {
        double product = 1;
        for (; z < 10; z++)
        {
            product *= z;
        }

        double r = 1 / z, r2 = r * r;
        double series = r * ((1.0 / 12) + (r2 * ((-1.0 / 360) + (r2 * ((1.0 / 1260) + (r2 * ((-1.0 / 1680) + (r2 * ((1.0 / 1188) - (r2 * 691 / 360360))))))))));
        return ((z - 0.5) * Math.Log(z)) - z + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }

    // DLMF 5.11.2, likewise.
    internal static double Digamma(double z)
    {
        double sum = 0;
        for (; z < 10; z++)
        {
            sum += 1 / z;
        }

        double r = 1 / z, r2 = r * r;
        return Math.Log(z) - (0.5 * r) - (r2 * ((1.0 / 12) - (r2 * ((1.0 / 120) - (r2 * ((1.0 / 252) - (r2 * ((1.0 / 240) - (r2 * ((1.0 / 132) - (r2 * 691 / 32760)))))))))))
            - sum;
    }
}
