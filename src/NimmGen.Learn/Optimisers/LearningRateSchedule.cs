namespace NimmGen.Learn.Optimisers;

/// <summary>A factor on the learning rate for each step.</summary>
/// <param name="TotalSteps">Steps until the cosine reaches its end; 0 for a constant rate.</param>
/// <param name="FinalFactor">The factor at and after the end.</param>
public sealed record LearningRateSchedule(int TotalSteps, double FinalFactor)
{
    /// <summary>The factor is 1 at every step.</summary>
    public static LearningRateSchedule Constant { get; } = new(0, 1);

    /// <summary>Half a cosine from 1 to <paramref name="finalFactor"/> (Loshchilov and Hutter 2017, equation 5, without restarts).</summary>
    public static LearningRateSchedule Cosine(int totalSteps, double finalFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(finalFactor);
        return new LearningRateSchedule(totalSteps, finalFactor);
    }

    /// <summary>The factor for a step counted from 0.</summary>
    public double FactorAt(int step)
    {
        if (TotalSteps <= 0)
        {
            return 1;
        }

        var progress = Math.Min(1, (double)step / TotalSteps);
        return FinalFactor + ((1 - FinalFactor) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }
}
