using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>Calibrates without a network: free paths, learned values and weekday factors together, by L-BFGS.</summary>
public static class FreePathCalibrator
{
    public const string Name = "free path";

    /// <param name="model">The mechanism.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">To be matched.</param>
    /// <param name="settings">Penalties and budget.</param>
    /// <param name="warm">A calibration of the same mechanism on fewer steps to go on from, or null.</param>
    /// <param name="cancellation">Checked at every evaluation.</param>
    public static CalibratedTwin Calibrate(
        MechanismIr model,
        MechanismKernel kernel,
        CalibrationData data,
        CalibrationSettings settings,
        CalibratedTwin? warm = null,
        CancellationToken cancellation = default)
    {
        var objective = new TwinObjective(model, kernel, data, settings, sharedPaths: true);
        var path = new FreePath(objective.Grid, settings);
        int learned = path.Count, weekday = learned + objective.LearnedCount, count = weekday + objective.WeekdayCount;
        var raw = new double[objective.Grid.Size];
        var rawGradient = new double[raw.Length];
        var curve = new LossCurve();

        double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
        {
            path.Expand(x[..learned], raw);
            double value = objective.Evaluate(
                raw, x[learned..weekday], x[weekday..], rawGradient, gradient[learned..weekday], gradient[weekday..]);
            if (double.IsFinite(value))
            {
                path.Contract(rawGradient, gradient[..learned]);
                value += path.AddPrior(x[..learned], gradient[..learned], objective.ObservationCount);
            }

            curve.Add(value);
            return value;
        }

        double[] start = warm is null ? new double[count] : Continue(objective, path, settings, warm, count);
        Minimum minimum = LimitedMemoryBfgs.Minimise(Evaluate, start, settings.Evaluations, cancellation: cancellation);
        path.Expand(start.AsSpan(0, learned), raw);
        var factors = new double[7];
        TwinObjective.WeekdayFactors(start.AsSpan(weekday), factors);
        return new(
            Name, data.TrainSteps, raw, start[learned..weekday], factors, minimum.Value, curve.Thinned(),
            double.IsFinite(minimum.Value) ? null : DivergenceFinder.Find(objective.Trajectory.Buffers, kernel.Layout, data), start);
    }

    private static double[] Continue(TwinObjective objective, FreePath path, CalibrationSettings settings, CalibratedTwin warm, int count)
    {
        CalibrationData data = objective.Data;
        var earlierGrid = new ParameterGrid(objective.Grid.Neurals, data.StepDays, warm.TrainSteps, warm.TrainSteps, data.Lanes);
        var earlier = new FreePath(earlierGrid, settings);
        var point = new double[count];
        path.Continue(earlier, warm.State.AsSpan(0, earlier.Count)).CopyTo(point, 0);

        // Learned values and, where both have them, weekday factors follow the path.
        int rest = Math.Min(warm.State.Length - earlier.Count, count - path.Count);
        warm.State.AsSpan(earlier.Count, rest).CopyTo(point.AsSpan(path.Count));
        return point;
    }
}
