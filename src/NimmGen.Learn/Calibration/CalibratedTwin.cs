using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>Why a training ended without a usable twin.</summary>
public enum DivergenceCause
{
    /// <summary>A state or observation left the finite numbers, with smaller steps too.</summary>
    Overflow,

    /// <summary>The same, but not with sub-steps eight times shorter.</summary>
    LongStep,

    /// <summary>The place starts with nobody in it: shares of its population are 0 / 0.</summary>
    EmptyPlace,

    /// <summary>An input of the model is infinite or not a number.</summary>
    BadInput,

    /// <summary>An observed value is infinite, or one that the loss has no number for.</summary>
    BadTarget,

    /// <summary>No target has a value before the origin.</summary>
    NothingObserved,

    /// <summary>The training needs more memory than there is.</summary>
    TooLarge,

    /// <summary>The network's weights or outputs left the finite numbers, at ever smaller learning rates.</summary>
    Network,

    /// <summary>What the model says is finite, but so far from what was observed that the loss is not.</summary>
    Loss,

    /// <summary>The objective is finite, but not its derivative by a parameter.</summary>
    Gradient,
}

/// <summary>Where and why a training first left the finite numbers, or could not begin.</summary>
/// <param name="Quantity">State, observation, input or parameter.</param>
/// <param name="Lane">Location.</param>
/// <param name="Step">Data step.</param>
public sealed record Divergence(string Quantity, int Lane, int Step)
{
    public DivergenceCause Cause { get; init; }

    /// <summary>The location's name where it is known.</summary>
    public string? Location { get; init; }

    /// <summary>What more there is to say, such as how much memory is needed.</summary>
    public string? Detail { get; init; }

    /// <summary>True where the training went on without this location.</summary>
    public bool LeftOut { get; init; }
}

/// <summary>A mechanism with the parameters that match the data up to an origin.</summary>
/// <param name="Calibrator">"free path" or "CalibNN".</param>
/// <param name="TrainSteps">The origin.</param>
/// <param name="Raw">Raw values of neural parameters, laid out as the <see cref="ParameterGrid"/> over the training steps.</param>
/// <param name="Learned">Raw values of learned parameters.</param>
/// <param name="WeekdayFactors">Seven factors, by weekday number; ones where none were learned.</param>
/// <param name="Objective">Its final value, per observation; NaN where it diverged.</param>
/// <param name="LossCurve">The objective along the training, thinned to at most 200 values.</param>
/// <param name="Diverged">Null where all is well.</param>
/// <param name="State">Variables to go on from: of the free path, or the network's weights with learned values and weekday factors.</param>
public sealed record CalibratedTwin(
    string Calibrator,
    int TrainSteps,
    double[] Raw,
    double[] Learned,
    double[] WeekdayFactors,
    double Objective,
    ImmutableArray<double> LossCurve,
    Divergence? Diverged,
    double[] State)
{
    /// <summary>Locations that the training had nothing to learn from and went on without, with what was wrong.</summary>
    public ImmutableArray<Divergence> LeftOut { get; init; } = [];

    /// <summary>The data with one inhabitant in locations that were left out because nobody was there: they can then be simulated.</summary>
    public CalibrationData Inhabited(MechanismIr model, KernelLayout layout, CalibrationData data) => LeftOutPlaces.Inhabited(model, layout, data, LeftOut);

    /// <summary>The end of a training that could not begin.</summary>
    internal static CalibratedTwin Failed(string calibrator, CalibrationData data, Divergence why) =>
        new(calibrator, data.TrainSteps, [], [], [1, 1, 1, 1, 1, 1, 1], double.NaN, [], why, []);
}
