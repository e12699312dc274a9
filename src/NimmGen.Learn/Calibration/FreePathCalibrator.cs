using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn;

/// <summary>Calibrates without a network: free paths, learned values and weekday factors together, by L-BFGS; of learned values alone the last digits by <see cref="LearnedPolish"/>.</summary>
public static class FreePathCalibrator
{
    public const string Name = "free path";

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
        CancellationToken cancellation = default) =>
        LeftOutPlaces.Without(model, kernel.Layout, data, rest => OfAll(model, kernel, rest, settings, warm, cancellation));

    private static CalibratedTwin OfAll(
        MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, CalibratedTwin? warm, CancellationToken cancellation)
    {
        if (TrainingMemory.Refusal(TrainingMemory.OfMechanism(kernel.Layout, data), data, settings.MemoryBytes) is { } refusal)
        {
            return CalibratedTwin.Failed(Name, data, refusal);
        }

        var function = new FreePathObjective(model, kernel, data, settings);
        if (function.Twin.ObservationCount == 0)
        {
            return CalibratedTwin.Failed(Name, data, Nothing(kernel.Layout, data));
        }

        TwinObjective objective = function.Twin;
        FreePath path = function.Path;
        int learned = path.Count, weekday = function.FirstWeekday, count = function.Count;
        double[] raw = function.Raw;
        var curve = new LossCurve();

        double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
        {
            double value = function.Evaluate(x, gradient);
            curve.Add(value);
            return value;
        }

        double[] start = warm is null ? Scout(Evaluate, objective, path, model, count, settings, cancellation) : Continue(objective, path, settings, warm, count);
        Minimum minimum = LimitedMemoryBfgs.Minimise(Evaluate, start, settings.Evaluations, cancellation: cancellation);
        while (objective.LowerFloor())
        {
            minimum = LimitedMemoryBfgs.Minimise(Evaluate, start, settings.Evaluations, cancellation: cancellation);
        }

        if (double.IsFinite(minimum.Value) && LearnedPolish.For(objective) is { } polish)
        {
            minimum = minimum with { Value = polish.Minimise(start, cancellation) };
            curve.Add(minimum.Value);
        }

        path.Expand(start.AsSpan(0, learned), raw);
        var factors = new double[7];
        TwinObjective.WeekdayFactors(start.AsSpan(weekday), factors);
        return new(
            Name, data.TrainSteps, raw, start[learned..weekday], factors, minimum.Value, curve.Thinned(),
            double.IsFinite(minimum.Value) ? null : Diagnose(function, start, model), start);
    }

    /// <summary>What is said where no target has a value.</summary>
    internal static Divergence Nothing(KernelLayout layout, CalibrationData data) =>
        new(string.Join(", ", data.Targets.Select(t => layout.Observations[t.Observation])), 0, 0) { Cause = DivergenceCause.NothingObserved };

    // The last evaluation may have been of another point than the best.
    private static Divergence Diagnose(FreePathObjective function, double[] point, MechanismIr model)
    {
        function.Evaluate(point, new double[point.Length]);
        return DivergenceFinder.Find(function.Twin, model, Name);
    }

    // An epidemic that dies out or burns through in the first weeks has no slope to climb back by: so a fresh calibration
    // tries several transmission rates for a few evaluations each, and further starts if asked for, and goes on from the best.
    private static double[] Scout(
        ObjectiveFunction function, TwinObjective objective, FreePath path, MechanismIr model, int count, CalibrationSettings settings, CancellationToken cancellation)
    {
        int[] transmission = [.. Transmission(objective, path, model)];
        double[] best = new double[count];
        double lowest = double.PositiveInfinity;
        IEnumerable<double[]> levels = (transmission.Length == 0 ? [0] : ScoutLevels).Select(level =>
        {
            var point = new double[count];
            foreach (int i in transmission)
            {
                point[i] = level;
            }

            return point;
        });
        foreach (double[] point in settings.OnlyRandomStart ? Further(objective, path, count, settings with { Starts = 2 }) : levels.Concat(Further(objective, path, count, settings)))
        {
            Minimum minimum = LimitedMemoryBfgs.Minimise(function, point, settings.ScoutEvaluations, cancellation: cancellation);
            if (minimum.Value < lowest)
            {
                (best, lowest) = (point, minimum.Value);
            }
        }

        return best;
    }

    // Levels of parameters and learned values anew: uniform over the middle nine tenths of their (log-)ranges.
    private static IEnumerable<double[]> Further(TwinObjective objective, FreePath path, int count, CalibrationSettings settings)
    {
        var random = new SplitMix(settings.Seed);
        for (int start = 1; start < settings.Starts; start++)
        {
            var point = new double[count];
            foreach (int i in Enumerable.Range(0, objective.Grid.Neurals.Length).Select(path.Base)
                .Concat(Enumerable.Range(path.Count, objective.Trajectory.Kernel.Layout.Learneds.Length)))
            {
                double share = 0.05 + 0.9 * random.NextDouble();
                point[i] = Math.Log(share / (1 - share));
            }

            yield return point;
        }
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
