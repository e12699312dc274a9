using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>Two parameters that the data tell apart badly.</summary>
/// <param name="First">Its name.</param>
/// <param name="Second">Its name.</param>
/// <param name="Correlation">Of their posterior: near 1 only their ratio is known, near -1 only their product.</param>
public sealed record ParameterTrade(string First, string Second, double Correlation);

/// <summary>How much of the parameters the data decide, by two independent means.</summary>
public static class ParameterUncertainty
{
    // Correlations beyond it are worth a sentence.
    private const double Traded = 0.95;

    // Cells times sub-steps times evaluations that a Laplace approximation may cost: some seconds.
    private const double Budget = 1e9;

    /// <summary>
    /// The Laplace approximation at an origin: intervals and correlations from the curvature of what training minimised. Null for a
    /// network, and where the panel is too large or the training diverged.
    /// </summary>
    /// <param name="evaluation">Of the mechanism on a task.</param>
    /// <param name="twin">Calibrated by it.</param>
    /// <param name="data">On these.</param>
    /// <param name="cancellation">Checked at every evaluation.</param>
    public static LaplaceApproximation? Laplace(RollingEvaluation evaluation, CalibratedTwin twin, CalibrationData data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(twin);
        double cost = 2.0 * twin.State.Length * data.Lanes * data.TrainSteps * evaluation.Kernel.SubSteps;
        return cost > Budget ? null : LaplaceApproximation.Of(evaluation.Kernel.Model, evaluation.Kernel, data, evaluation.Calibration, twin, cancellation);
    }

    /// <summary>
    /// Calibrations from other starting points at one origin, side by side: where they end apart at nearly the same objective the data do
    /// not decide, and where one ends lower the first was not the best.
    /// </summary>
    /// <param name="evaluation">Of the mechanism on a task.</param>
    /// <param name="origin">Training ends there.</param>
    /// <param name="calibrator">"free path" or "CalibNN".</param>
    /// <param name="restarts">At least 1.</param>
    /// <param name="jobs">Trainings side by side; the result is the same for any number.</param>
    /// <param name="cancellation">Stops inside a training.</param>
    /// <returns>Those that ended well, the lowest objective first.</returns>
    public static ImmutableArray<CalibratedTwin> Ensemble(
        RollingEvaluation evaluation, Origin origin, string calibrator, int restarts, int jobs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1);
        var twins = new CalibratedTwin[restarts];
        Workers.Run(restarts, jobs, i => twins[i] = evaluation.Restarted(i).Calibrate(origin, calibrator, null, null, cancellation).Twin, cancellation);
        return [.. twins.Where(t => double.IsFinite(t.Objective)).OrderBy(t => t.Objective)];
    }

    /// <summary>Pairs of parameters with a correlation beyond 0.95 either way, the strongest first.</summary>
    public static ImmutableArray<ParameterTrade> Trades(LaplaceApproximation laplace)
    {
        ArgumentNullException.ThrowIfNull(laplace);
        int n = laplace.Parameters.Length;
        return
        [
            .. from i in Enumerable.Range(0, n)
               from j in Enumerable.Range(i + 1, n - i - 1)
               let c = laplace.Correlation[i * n + j]
               where Math.Abs(c) > Traded
               orderby Math.Abs(c) descending
               select new ParameterTrade(laplace.Parameters[i].Name, laplace.Parameters[j].Name, c),
        ];
    }
}
