using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>Exponential smoothing, the form chosen by the corrected Akaike criterion for each series and origin.</summary>
public sealed class ExponentialSmoothingMethod : SeriesMethod
{
    private const int Evaluations = 400;

    public override string Name => "ets";

    public override string Title => "exponential smoothing";

    public override string Settings => $"ETS(A,N|A|Ad,N|A) by AICc, {Evaluations} evaluations, log(1+y) of counts, above {ManyLocations} locations from the top";

    protected override double[] Forecast(double[] past, int period, int horizon, CellContext context) =>
        ExponentialSmoothing.Best(past, period, context.Scaled(Evaluations, 20)).Forecast(horizon);
}
