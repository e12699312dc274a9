using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>Values of one parameter of the trained twin.</summary>
/// <param name="Name">The symbol.</param>
/// <param name="Unit">As declared.</param>
/// <param name="Origin">"neural", "learned" or "constant".</param>
/// <param name="Min">Lower bound as declared; equal to the value for a constant.</param>
/// <param name="Max">Upper bound as declared.</param>
/// <param name="Value">The learned value; for a neural parameter the mean over locations and the training span.</param>
/// <param name="AtBound">True where the value lies within 1 % of the (log-)range of a bound.</param>
public sealed record ParameterValue(string Name, Unit Unit, string Origin, double Min, double Max, double Value, bool AtBound)
{
    /// <summary>Lower end of the value's 95 % interval (Laplace approximation); null where it was not computed.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end.</summary>
    public double? High { get; init; }
}

/// <summary>A parameter over time.</summary>
/// <param name="Name">The symbol, or "reproduction number".</param>
/// <param name="Unit">As declared.</param>
/// <param name="Steps">Data steps at which the values hold, ascending; those at or after the origin are extrapolated.</param>
/// <param name="Values">Shape [step][location]; one column where it is shared by all locations.</param>
public sealed record ParameterSeries(string Name, Unit Unit, ImmutableArray<int> Steps, ImmutableArray<double> Values);

/// <summary>The chosen twin trained at one origin, with all that explains it.</summary>
/// <param name="TrainSteps">The origin.</param>
/// <param name="Fitted">What the twin says of the steps it was trained on, [step][location].</param>
/// <param name="Forecast">What it expects after the origin, [horizon][location].</param>
/// <param name="Parameters">One entry a declared parameter, in the order of declaration.</param>
/// <param name="Series">Time-varying parameters, and the reproduction number where it is defined.</param>
/// <param name="FlowMeans">Mean amount a day that each flow moves, by flow name, over the training span and summed over locations.</param>
/// <param name="BasicReproduction">R0: the reproduction number at the first step with nobody immune; null where it is not defined.</param>
/// <param name="InfectiousPeriodDays">Expected days in infectious compartments; null where it is not defined.</param>
/// <param name="NudgeFactors">By which the infected compartments were scaled at the origin, one a location; 1 where not.</param>
public sealed record TwinAtOrigin(
    int TrainSteps,
    ImmutableArray<double> Fitted,
    ImmutableArray<double> Forecast,
    ImmutableArray<ParameterValue> Parameters,
    ImmutableArray<ParameterSeries> Series,
    ImmutableDictionary<string, double> FlowMeans,
    double? BasicReproduction,
    double? InfectiousPeriodDays,
    ImmutableArray<double> NudgeFactors)
{
    /// <summary>Parameters that the data tell apart badly, by the Laplace approximation; empty where it was not computed.</summary>
    public ImmutableArray<ParameterTrade> Trades { get; init; } = [];

    /// <summary>What simulates it again; null in stored runs, which keep it with the members of the forecast.</summary>
    public TwinState? State { get; init; }
}

/// <summary>A calibrated twin as far as a simulation needs it.</summary>
/// <param name="Raw">Raw values of neural parameters over the training steps (<see cref="CalibratedTwin.Raw"/>).</param>
/// <param name="Learned">Raw values of learned parameters.</param>
/// <param name="WeekdayFactors">Seven factors on what is reported, by weekday number.</param>
public sealed record TwinState(ImmutableArray<double> Raw, ImmutableArray<double> Learned, ImmutableArray<double> WeekdayFactors)
{
    /// <summary>What of a calibration is kept.</summary>
    public static TwinState Of(CalibratedTwin twin) => new([.. twin.Raw], [.. twin.Learned], [.. twin.WeekdayFactors]);

    /// <summary>The calibration again, for simulation only: it cannot be trained on.</summary>
    public CalibratedTwin At(string calibrator, int trainSteps) => new(calibrator, trainSteps, [.. Raw], [.. Learned], [.. WeekdayFactors], 0, [], null, []);
}
