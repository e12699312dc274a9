using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>
/// Half the number of observations times the logarithm of the mean squared residual: the Gaussian likelihood with its variance
/// profiled out (Seber and Wild 1989, Nonlinear Regression, section 2.2), so targets of different size need no weights. On the raw
/// scale its minimum is that of the root mean square error.
/// </summary>
internal sealed class ProfiledLoss : LossTerm
{
    private readonly LossScale _scale;
    private readonly double _offset;

    public ProfiledLoss(TargetSeries target, LossScale scale, CalibrationData data, LaneParts parts)
        : base(target, data, parts)
    {
        _scale = scale;
        _offset = OffsetFor(scale, Mean);
        Observed = Scaled(target.Values, scale, _offset);
        double mean = 0, squares = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < Observed.Length; i++)
            {
                double weight = double.IsNaN(Observed[i]) ? 0 : target.Weights?[i] ?? 1;
                if (weight > 0)
                {
                    mean += pass == 0 ? weight * Observed[i] / Weight : 0;
                    squares += pass == 0 ? 0 : weight * (Observed[i] - mean) * (Observed[i] - mean);
                }
            }
        }

        Variance = Count == 0 ? 1 : Math.Max(squares / Weight, 1e-12 * Math.Max(mean * mean, 1e-12));
    }

    /// <summary>Of the scaled observations: the loss of their mean is zero.</summary>
    public double Variance { get; }

    /// <summary>
    /// Share of the variance below which a residual variance no longer counts. A target that is matched to the last digit would
    /// otherwise outweigh all others in the gradient; so it is lowered as the fit gets better.
    /// </summary>
    public double Floor { get; set; } = ObservationLoss.FirstFloor;

    /// <summary>The residual variance of the last evaluation, as a share of the variance.</summary>
    public double Share { get; private set; } = double.PositiveInfinity;

    public override double Evaluate(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient) => _scale switch
    {
        LossScale.SquareRoot => Evaluate(buffers, factors, factorGradient, new RootCell(_offset)),
        LossScale.Log => Evaluate(buffers, factors, factorGradient, new LogCell(_offset)),
        _ => Evaluate(buffers, factors, factorGradient, default(SquaredCell)),
    };

    /// <summary>The derivative of the residual by what the model says.</summary>
    public double ResidualSlope(double modelled) => _scale switch
    {
        LossScale.SquareRoot => modelled < 0 ? 0 : 0.5 / Math.Sqrt(modelled + _offset),
        LossScale.Log => modelled < 0 ? 0 : 1 / (modelled + _offset),
        _ => 1,
    };

    /// <summary>Keeps the slope of the root finite at zero and one missing case from being an infinite relative error.</summary>
    public static double OffsetFor(LossScale scale, double mean) =>
        scale == LossScale.Raw ? 0 : Math.Max(1e-3 * mean, 1e-12) * (scale == LossScale.Log ? 10 : 1);

    public static double[] Scaled(double[] values, LossScale scale, double offset) => scale switch
    {
        LossScale.SquareRoot => [.. values.Select(v => double.IsNaN(v) ? v : new RootCell(offset).Scale(v))],
        LossScale.Log => [.. values.Select(v => double.IsNaN(v) ? v : new LogCell(offset).Scale(v))],
        _ => values,
    };

    private double Evaluate<TCell>(SimulationBuffers buffers, double[] factors, double[] factorGradient, TCell cell)
        where TCell : struct, ICellLoss
    {
        double sum = Sum(buffers, factors, cell), floor = Floor * Variance * Weight;
        Share = sum / (Variance * Weight);
        AddSlopes(buffers, factors, factorGradient, cell, 0.5 * Weight / (sum + floor));
        return 0.5 * Weight * Math.Log((sum + floor) / (Variance * Weight));
    }
}
