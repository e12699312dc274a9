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

    /// <summary>What the misses of single days go with; empty where nothing is missed, for series, and in runs before it was measured.</summary>
    public ImmutableArray<ResidualDriver> Drivers { get; init; } = [];

    /// <summary>What part of the squared error of single days each observed channel has; empty for series, and in runs before it was measured.</summary>
    public ImmutableArray<ErrorShare> Shares { get; init; } = [];
}

/// <summary>The part of a squared error that a channel has, 0 to 1.</summary>
public sealed record ErrorShare(string Channel, double Share);

/// <summary>What the residuals go with.</summary>
/// <param name="Channel">Of the data set; the target stands for the logarithm of its own level.</param>
/// <param name="Correlation">
/// Patients: of the logarithm of predicted over observed with the channel at the beginning of the day. Samples: of predicted less
/// measured with the channel. NaN where one of them is constant.
/// </param>
public sealed record ResidualDriver(string Channel, double Correlation);
