using System.Collections.Immutable;

namespace NimmGen.Learn;

/// <summary>Where a simulation first left the finite numbers.</summary>
/// <param name="Quantity">State or observation.</param>
/// <param name="Lane">Location.</param>
/// <param name="Step">Data step.</param>
public sealed record Divergence(string Quantity, int Lane, int Step);

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
    double[] State);
