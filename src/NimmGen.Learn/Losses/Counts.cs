namespace NimmGen.Learn;

/// <summary>What likelihoods of counts need of their series; negative values are refused.</summary>
/// <param name="Floor">A millionth of the mean: added to what the model expects.</param>
/// <param name="LogFactorials">Weighted sum of log gamma(y + 1).</param>
internal readonly record struct Counts(double Floor, double LogFactorials)
{
    private const double FloorShare = 1e-6;

    /// <exception cref="ArgumentException">A value is negative.</exception>
    public static Counts Of(TargetSeries target)
    {
        double sum = 0, weights = 0, factorials = 0;
        for (int i = 0; i < target.Values.Length; i++)
        {
            double value = target.Values[i], weight = target.Weights?[i] ?? 1;
            if (value < 0)
            {
                throw new ArgumentException($"an observed value is {value}; expected 0 or more where the noise is Poisson or negative binomial: use Gaussian noise, or mask it", nameof(target));
            }

            if (!double.IsNaN(value) && weight > 0)
            {
                sum += weight * value;
                weights += weight;
                factorials += weight * SpecialFunctions.LogGamma(value + 1);
            }
        }

        return new(Math.Max(FloorShare * sum / Math.Max(weights, double.Epsilon), 1e-12), factorials);
    }
}
