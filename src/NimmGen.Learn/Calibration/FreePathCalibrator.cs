using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>Calibrates without a network: free paths, learned values and weekday factors together, by L-BFGS.</summary>
public static class FreePathCalibrator
{
    public const string Name = "free path";

    private const int ScoutEvaluations = 40;

    // Raw values: a third to three quarters of the range, which for rates is logarithmic.
    private static readonly double[] ScoutLevels = [-0.5, 0, 0.5, 1, 1.5];

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

        double[] start = warm is null ? Scout(Evaluate, objective, path, model, count, cancellation) : Continue(objective, path, settings, warm, count);
        Minimum minimum = LimitedMemoryBfgs.Minimise(Evaluate, start, settings.Evaluations, cancellation: cancellation);
        while (objective.LowerFloor())
        {
            minimum = LimitedMemoryBfgs.Minimise(Evaluate, start, settings.Evaluations, cancellation: cancellation);
        }

        path.Expand(start.AsSpan(0, learned), raw);
        var factors = new double[7];
        TwinObjective.WeekdayFactors(start.AsSpan(weekday), factors);
        return new(
            Name, data.TrainSteps, raw, start[learned..weekday], factors, minimum.Value, curve.Thinned(),
            double.IsFinite(minimum.Value) ? null : DivergenceFinder.Find(objective.Trajectory.Buffers, kernel.Layout, data), start);
    }

    // An epidemic that dies out or burns through in the first weeks has no slope to climb back by: so a fresh calibration
    // tries several transmission rates for a few evaluations each and goes on from the best.
    private static double[] Scout(
        ObjectiveFunction function, TwinObjective objective, FreePath path, MechanismIr model, int count, CancellationToken cancellation)
    {
        int[] transmission = [.. Transmission(objective, path, model)];
        double[] best = new double[count];
        double lowest = double.PositiveInfinity;
        foreach (double level in transmission.Length == 0 ? [0] : ScoutLevels)
        {
            var point = new double[count];
            foreach (int i in transmission)
            {
                point[i] = level;
            }

            Minimum minimum = LimitedMemoryBfgs.Minimise(function, point, ScoutEvaluations, cancellation: cancellation);
            if (minimum.Value < lowest)
            {
                (best, lowest) = (point, minimum.Value);
            }
        }

        return best;
    }

    // Variables that set the level of a parameter with the transmission role: a path's base or a learned value.
    private static IEnumerable<int> Transmission(TwinObjective objective, FreePath path, MechanismIr model)
    {
        for (int p = 0; p < objective.Grid.Neurals.Length; p++)
        {
            if (objective.Grid.Neurals[p].Role == "transmission")
            {
                yield return path.Base(p);
            }
        }

        KernelLayout layout = objective.Trajectory.Kernel.Layout;
        for (int q = 0; q < layout.Learneds.Length; q++)
        {
            if (model.Find(layout.Learneds[q])!.Role == "transmission")
            {
                yield return path.Count + q;
            }
        }
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
