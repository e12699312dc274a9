namespace NimmGen.Data;

/// <summary>Counts drawn from a seeded generator; exact, whatever the mean.</summary>
internal static class Draws
{
    // Inversion walks from zero: in parts of this mean it takes few steps and e^-mean does not underflow.
    private const double LargestMean = 20;

    /// <summary>Successes of n trials with probability p, by inversion of the distribution (Devroye 1986, Non-Uniform Random Variate Generation, X.4).</summary>
    public static int Binomial(Random random, int n, double p)
    {
        if (n <= 0 || p <= 0)
        {
            return 0;
        }

        if (p > 0.5)
        {
            return n - Binomial(random, n, 1 - p);
        }

        // A sum of binomials of one p is binomial.
        if (n * p > LargestMean)
        {
            return Binomial(random, n / 2, p) + Binomial(random, n - n / 2, p);
        }

        double odds = p / (1 - p), term = Math.Pow(1 - p, n), uniform = random.NextDouble();
        int k = 0;
        while (uniform > term && k < n)
        {
            uniform -= term;
            term *= odds * (n - k) / (k + 1);
            k++;
        }

        return k;
    }

    /// <summary>Events of a Poisson process with that mean, by inversion (Devroye 1986, X.3).</summary>
    public static int Poisson(Random random, double mean)
    {
        if (mean > LargestMean)
        {
            return Poisson(random, mean / 2) + Poisson(random, mean / 2);
        }

        double term = Math.Exp(-mean), uniform = random.NextDouble();
        int k = 0;
        while (uniform > term && k < 1000)
        {
            uniform -= term;
            k++;
            term *= mean / k;
        }

        return k;
    }

    /// <summary>exp of a normal variate with that deviation (Box and Muller 1958), divided by its mean: the average is one.</summary>
    public static double LogNormal(Random random, double deviation)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(deviation * normal - deviation * deviation / 2);
    }
}
