using System.Collections.Immutable;
using NimmGen.Compile;

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
    /// Mean below which square roots of counts mislead: the square of the mean root of Poisson counts is a quarter of a count too low
    /// (Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, section 4.3), which is a twentieth of this.
    /// </summary>
    public const double FewCounts = 5;

    /// <summary>True where values are numbers of events: where few fall in a cell (<see cref="FewCounts"/>), their chance is that of a Poisson distribution.</summary>
    public bool Counts { get; init; }

    /// <summary>[step][lane], 0 or more: how many observations each stands for; 0 masks it. Null is one for all.</summary>
    public double[]? Weights { get; init; }
}

/// <summary>What a twin is trained on: everything dated before the origin, and inputs that are known beyond it.</summary>
/// <param name="TrainSteps">Steps before the origin.</param>
/// <param name="TotalSteps">Steps for which <paramref name="Inputs"/> are given: training and horizon.</param>
/// <param name="Lanes">Locations.</param>
/// <param name="StepDays">Length of a step.</param>
/// <param name="FirstWeekday">Weekday number, 0 to 6, of step 0.</param>
/// <param name="Inputs">[step][input][lane] in the kernel's order and the inputs' declared units, no NaN.</param>
/// <param name="Targets">What is observed.</param>
/// <param name="Features">Number of features in <paramref name="History"/>.</param>
/// <param name="History">[step][lane][feature] over the training steps, standardised a location, no NaN; empty where no network reads it.</param>
public sealed record CalibrationData(
    int TrainSteps,
    int TotalSteps,
    int Lanes,
    double StepDays,
    int FirstWeekday,
    double[] Inputs,
    ImmutableArray<TargetSeries> Targets,
    int Features,
    float[] History)
{
    /// <summary>Names of the locations, for messages; empty where they have none.</summary>
    public ImmutableArray<string> Locations { get; init; } = [];

    /// <summary>Matrices between locations by the name of their symbol, in its declared unit; needed where the mechanism mixes locations.</summary>
    public ImmutableDictionary<string, CouplingMatrix> Couplings { get; init; } = ImmutableDictionary<string, CouplingMatrix>.Empty;
}
