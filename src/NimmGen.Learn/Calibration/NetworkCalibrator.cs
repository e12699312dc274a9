using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// Calibrates with CalibNN, or the network that the model brings along: it predicts each location's raw parameters week by week from the history, and is
/// trained together with learned values and weekday factors by AdamW. A parameter that never changes is the mean over weeks.
/// </summary>
public static class NetworkCalibrator
{
    public const string Name = "CalibNN";

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
        CancellationToken cancellation = default)
    {
        var training = new NetworkTraining(model, kernel, data, settings, iterations, warm, learned);
        var curve = new LossCurve();
        double value = double.NaN;
        for (int iteration = 0; iteration <= iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            training.IsTraining = iteration < iterations;
            value = training.Evaluate();
            curve.Add(value);

            // The last round only evaluates: what is returned is what was measured.
            if (!double.IsFinite(value) || iteration == iterations)
            {
                break;
            }

            training.Step();
        }

        var factors = new double[7];
        TwinObjective.WeekdayFactors(training.Weekday, factors);
        return new(
            NameFor(model), data.TrainSteps, training.Raw, training.Learned.ToArray(), factors, value, curve.Thinned(),
            double.IsFinite(value) ? null : DivergenceFinder.Find(training.Objective.Trajectory.Buffers, kernel.Layout, data), training.Save());
    }
}
