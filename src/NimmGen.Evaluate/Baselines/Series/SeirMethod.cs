using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>A plain SEIR model with a piecewise constant transmission rate, fitted by least squares.</summary>
public sealed class SeirMethod : SeriesMethod
{
    private const int Iterations = 60;

    // Pieces of four weeks of days, of eight of weeks.
    private const int Days = 28;
    private const int Weeks = 8;

    public override string Name => "seir-least-squares";

    public override string Title => "SEIR, least squares";

    public override string Settings =>
        $"latent {SeirFit.LatentDays} d, infectious {SeirFit.InfectiousDays} d, pieces of {Days} d or {Weeks} weeks, {Iterations} iterations, above {ManyLocations} locations from the top";

    protected override bool Logarithmic => false;

    protected override double[] Forecast(double[] past, int period, int horizon, CellContext context) =>
        new SeirFit(past, period > 1 ? 1 : 7, period > 1 ? Days : Weeks).Forecast(horizon, context.Scaled(Iterations, 2), context.Cancellation);
}
