using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>
/// Gaussian scatter of the values, or of their logarithms, with a standard deviation that the model says:
/// the sum of r^2 / (2 s^2) + log s + log(2 pi) / 2.
/// </summary>
internal sealed class ScatterLoss : LossTerm
{
    private readonly NoiseParameter _deviation;
    private readonly bool _log;
    private readonly double _offset;

    public ScatterLoss(TargetSeries target, bool log, NoiseParameter deviation, CalibrationData data, LaneParts parts)
        : base(target, data, parts)
    {
        (_deviation, _log) = (deviation, log);
        LossScale scale = log ? LossScale.Log : LossScale.Raw;
        _offset = ProfiledLoss.OffsetFor(scale, Mean);
        Observed = ProfiledLoss.Scaled(target.Values, scale, _offset);
    }

    public override double Evaluate(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient) => _log
        ? Evaluate(buffers, factors, factorGradient, learnedGradient, new LogCell(_offset))
        : Evaluate(buffers, factors, factorGradient, learnedGradient, default(SquaredCell));

    private double Evaluate<TCell>(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient, TCell cell)
        where TCell : struct, ICellLoss
    {
        double s = _deviation.Evaluate(buffers.Learned);
        double sum = Sum(buffers, factors, cell), precision = 1 / (s * s);
        AddSlopes(buffers, factors, factorGradient, cell, 0.5 * precision);
        _deviation.AddSlope(learnedGradient, Weight / s - sum * precision / s);
        return 0.5 * sum * precision + Weight * (Math.Log(s) + 0.5 * Math.Log(2 * Math.PI));
    }
}
