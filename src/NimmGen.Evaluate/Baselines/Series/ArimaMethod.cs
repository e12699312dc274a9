using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>Seasonal ARIMA, orders chosen for each series and origin.</summary>
public sealed class ArimaMethod : SeriesMethod
{
    private const int Evaluations = 60;

    public override string Name => "arima";

    public override string Title => "ARIMA";

    public override string Settings => $"differences by KPSS and seasonal strength, stepwise by AICc to (3,1,3)(1,1,1), exact likelihood, {Evaluations} evaluations, log(1+y) of counts, above {ManyLocations} locations from the top";

    protected override double[] Forecast(double[] past, int period, int horizon, CellContext context) =>
        context.Effort < 0.1
            ? ArimaModel.Fit(past, new(1, 1, 0, 0, 0, 0, 1), context.Scaled(Evaluations, 3)).Forecast(horizon)
            : ArimaSearch.Best(past, period, context.Scaled(Evaluations, 5), context.Cancellation).Forecast(horizon);
}
