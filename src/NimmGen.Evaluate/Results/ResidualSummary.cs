using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// How a calibrated mechanism misses its data, in figures that point at a cause. Relative to the aggregate series of the
/// target; NaN where a figure is not defined. Nothing of it looks at or beyond the first test origin.
/// </summary>
/// <param name="Calibrator">Whose training it is.</param>
/// <param name="Parameters">At the last validation origin, with those that lie at a bound.</param>
public sealed record ResidualSummary(string Calibrator, ImmutableArray<ParameterValue> Parameters)
{
    /// <summary>Mean of forecast less observed over all validation origins, as a share of the mean observed.</summary>
    public double ForecastBias { get; init; } = double.NaN;

    /// <summary>The same over the fitted steps.</summary>
    public double FitBias { get; init; } = double.NaN;

    /// <summary>
    /// Mean fitted residual of the last third of the steps less that of the first, as a share of the mean observed: above 0 the fit
    /// drifts upwards against the data. NaN in runs before it was measured.
    /// </summary>
    public double Trend { get; init; } = double.NaN;

    /// <summary>Correlation of the fitted residual with itself one step later: near 1, the model misses slow changes.</summary>
    public double Autocorrelation { get; init; } = double.NaN;

    /// <summary>Steps by which the fitted series runs behind the observed one (negative: ahead), where they agree best.</summary>
    public int Lag { get; init; }

    /// <summary>Observed over fitted by day of the week, Monday first; empty unless the steps are days.</summary>
    public ImmutableArray<double> Weekdays { get; init; } = [];

    /// <summary>RMSE of the first and of the last quarter of the horizon, over all validation origins.</summary>
    public double Early { get; init; } = double.NaN;

    public double Late { get; init; } = double.NaN;
}
