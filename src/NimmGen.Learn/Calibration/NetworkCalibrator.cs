using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// Calibrates with CalibNN, or the network that the model brings along: it predicts each location's raw parameters week by week from the history, and is
/// trained together with learned values and weekday factors by AdamW. A parameter that never changes is the mean over weeks.
/// Where the objective or its gradient is not finite the training goes back to its last checkpoint at half the learning rate, five
/// times at most.
/// </summary>
public static class NetworkCalibrator
{
    public const string Name = "CalibNN";

    private const int CheckpointEvery = 20;
    private const int MostBackOffs = 5;

    /// <summary>"CalibNN", or the name of the network that the model brings along.</summary>
    public static string NameFor(MechanismIr model) => model.Network?.Name ?? Name;

    /// <param name="model">The mechanism; needs at least one neural parameter.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">To be matched, with the history that the network reads.</param>
    /// <param name="settings">Penalties and budget.</param>
    /// <param name="iterations">Of AdamW.</param>
    /// <param name="warm">An earlier calibration by this network on fewer steps to go on from, or null.</param>
    /// <param name="learned">Raw learned values and weekday factors to start from where <paramref name="warm"/> is null, or null.</param>
    /// <param name="cancellation">Checked every iteration.</param>
    public static CalibratedTwin Calibrate(
        MechanismIr model,
        MechanismKernel kernel,
        CalibrationData data,
        CalibrationSettings settings,
        int iterations,
        CalibratedTwin? warm = null,
        CalibratedTwin? learned = null,
        CancellationToken cancellation = default) =>
        LeftOutPlaces.Without(model, kernel.Layout, data, rest => OfAll(model, kernel, rest, settings, iterations, warm, learned, cancellation));

    private static CalibratedTwin OfAll(
        MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, int iterations, CalibratedTwin? warm, CalibratedTwin? learned,
        CancellationToken cancellation)
    {
        if (CalibrationNetworks.Refusal(model, kernel, data, settings, WeeksOf(data)) is { } refusal)
        {
            return CalibratedTwin.Failed(NameFor(model), data, refusal);
        }

        HeldOut? heldOut = HeldOut.Of(model, kernel, data, settings);
        CalibrationData trained = heldOut?.Rest ?? data;
        double[]? first = warm is null && settings.Starts > 1 ? BestStart(model, kernel, trained, settings, iterations, learned, cancellation) : null;
        var training = new NetworkTraining(model, kernel, trained, settings, iterations, warm, learned);
        if (training.Objective.ObservationCount == 0)
        {
            return CalibratedTwin.Failed(NameFor(model), data, FreePathCalibrator.Nothing(kernel.Layout, data));
        }

        if (first is not null)
        {
            training.Load(first);
        }

        var curve = new LossCurve();
        double value = Train(training, iterations, curve, heldOut, settings.Patience, cancellation);
        var factors = new double[7];
        TwinObjective.WeekdayFactors(training.Weekday, factors);
        return new(
            NameFor(model), data.TrainSteps, training.Raw, training.Learned.ToArray(), factors, value, curve.Thinned(),
            double.IsFinite(value) ? null : DivergenceFinder.Find(training.Objective, model, NameFor(model)), training.Save());
    }

    // What is returned is what was measured: the last round only evaluates.
    private static double Train(NetworkTraining training, int iterations, LossCurve curve, HeldOut? heldOut, int patience, CancellationToken cancellation)
    {
        double[]? checkpoint = null;
        double value = double.NaN;
        for (int iteration = 0, backOffs = 0; iteration <= iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            training.IsTraining = iteration < iterations;
            value = training.Evaluate();
            curve.Add(value);
            if (heldOut is not null && double.IsFinite(value) && heldOut.Stops(training, iteration, patience))
            {
                break;
            }

            if (double.IsFinite(value) && iteration == iterations)
            {
                break;
            }

            bool moved = double.IsFinite(value) && training.Step();
            if (moved && iteration % CheckpointEvery == 0)
            {
                checkpoint = training.Save();
            }
            else if (!moved)
            {
                // Nothing to go back to, or no rate was small enough.
                if (checkpoint is null || backOffs++ == MostBackOffs)
                {
                    return double.NaN;
                }

                training.BackOff(checkpoint);
                iteration = Math.Min(iteration, iterations - 1);
            }
        }

        if (heldOut?.Best is { } best)
        {
            training.Load(best);
            training.IsTraining = false;
            value = training.Evaluate();
        }

        return value;
    }

    // Successive halving with one rung: every seed gets a tenth of the iterations, the best goes on.
    private static double[] BestStart(
        MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, int iterations, CalibratedTwin? learned, CancellationToken cancellation)
    {
        double[]? best = null;
        double lowest = double.PositiveInfinity;
        for (int start = 0; start < settings.Starts; start++)
        {
            var training = new NetworkTraining(model, kernel, data, settings with { Seed = settings.Seed + (ulong)start }, iterations, null, learned);
            double value = Train(training, Math.Max(1, iterations / 10), new LossCurve(), null, settings.Patience, cancellation);
            if (best is null || value < lowest)
            {
                (best, lowest) = (training.Save(), double.IsFinite(value) ? value : double.PositiveInfinity);
            }
        }

        return best!;
    }

    private static int WeeksOf(CalibrationData data) => (int)Math.Ceiling(data.TrainSteps * data.StepDays / 7) + 1;
}
