using System.Collections.Immutable;
using NimmGen.Compile;

namespace NimmGen.Learn;

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
