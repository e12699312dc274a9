using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>The negative log-likelihood of counts whose variance is their mean. Values need not be whole numbers.</summary>
internal sealed class PoissonLoss : LossTerm
{
    private readonly PoissonCell _cell;
    private readonly double _constant;

    public PoissonLoss(TargetSeries target, CalibrationData data, LaneParts parts)
        : base(target, data, parts)
    {
        Counts counts = Counts.Of(target);
        _cell = new(counts.Floor);
        _constant = counts.LogFactorials;
    }

    public override double Evaluate(SimulationBuffers buffers, double[] factors, double[] factorGradient, double[] learnedGradient)
    {
        AddSlopes(buffers, factors, factorGradient, _cell, 1);
        return Sum(buffers, factors, _cell) + _constant;
    }
}
