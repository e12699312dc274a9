namespace NimmGen.Learn;

/// <summary>Where residuals are taken.</summary>
public enum LossScale
{
    /// <summary>Values as they are: the root mean square error of the paper.</summary>
    Raw,

    /// <summary>Square roots: steadies the variance of counts.</summary>
    SquareRoot,

    /// <summary>Logarithms: relative errors.</summary>
    Log,
}

/// <summary>An observed series to be matched.</summary>
/// <param name="Observation">Index of the kernel's observation.</param>
/// <param name="Values">[step][lane] over the training steps, in the observation's unit; NaN is missing and does not count.</param>
/// <param name="Scale">Where residuals are taken.</param>
/// <param name="Weekdays">True where reporting may follow the day of the week: a factor a weekday is learned.</param>
public sealed record TargetSeries(int Observation, double[] Values, LossScale Scale, bool Weekdays)
{
    /// <summary>
    /// Mean below which square roots of counts mislead: the mean root of Poisson counts of mean m is sqrt(m) (1 - 1 / (8 m)) to the next
    /// order, whose square is a quarter of a count too low: a twentieth of this.
    /// </summary>
    public const double FewCounts = 5;

    /// <summary>True where values are numbers of events.</summary>
    public bool Counts { get; init; }

    /// <summary>[step][lane], 0 or more: how many observations each stands for; 0 masks it. Null is one for all.</summary>
    public double[]? Weights { get; init; }

    /// <summary>True for counts of which less than <see cref="FewCounts"/> fall in a cell on average: their chance is that of a Poisson distribution.</summary>
    public bool HasFewCounts => Counts
        && Values.Where((v, i) => !double.IsNaN(v) && !(Weights?[i] <= 0)).DefaultIfEmpty(FewCounts).Average() < FewCounts;
}
