using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>One method's forecast from one origin.</summary>
/// <param name="TrainSteps">The origin: steps [0, TrainSteps) were seen, the forecast starts at step TrainSteps.</param>
/// <param name="Values">Shape [horizon][location], index h * locations + l, in the unit of the target.</param>
public sealed record OriginForecast(int TrainSteps, ImmutableArray<double> Values);

/// <summary>
/// Errors of one method over several origins; every array has one entry an origin, in the unit of the target.
/// Locations and steps without an observation do not count.
/// </summary>
/// <param name="Method">As shown in tables.</param>
/// <param name="Aggregate">RMSE of the series summed (or averaged, as the task says) over locations.</param>
/// <param name="PerLocation">RMSE pooled over steps and locations.</param>
/// <param name="MeanAbsolute">Mean absolute error of the aggregate.</param>
public sealed record MethodScores(
    string Method,
    ImmutableArray<double> Aggregate,
    ImmutableArray<double> PerLocation,
    ImmutableArray<double> MeanAbsolute)
{
    /// <summary>Mean over origins of the aggregate RMSE: what candidates are ranked by.</summary>
    public double Mean => Aggregate.IsDefaultOrEmpty ? double.NaN : Aggregate.Average();

    /// <summary>Mean over origins of the pooled per-location RMSE.</summary>
    public double MeanPerLocation => PerLocation.IsDefaultOrEmpty ? double.NaN : PerLocation.Average();

    /// <summary>Scores of its quantiles of the aggregate; null where it gave none.</summary>
    public QuantileScores? Quantiles { get; init; }

    /// <summary>Scores of its quantiles of every location; null where it gave none.</summary>
    public QuantileScores? LocationQuantiles { get; init; }
}
