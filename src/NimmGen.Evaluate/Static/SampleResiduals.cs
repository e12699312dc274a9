using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>How a mechanism of samples misses those that the inner folds held out.</summary>
internal static class SampleResiduals
{
    // What correlates less says nothing that a change could use.
    private const int MostDrivers = 8;

    /// <param name="task">Samples with their descriptors.</param>
    /// <param name="twin">A training, for its parameters and its fit.</param>
    /// <param name="training">Samples that it was trained on.</param>
    /// <param name="inner">Predictions of the inner held-out parts of every outer fold.</param>
    public static ResidualSummary Of(ForecastTask task, StaticTwin twin, ImmutableArray<int> training, IReadOnlyList<(FoldPredictions Fold, double[] Predicted)> inner)
    {
        (int Sample, double Error)[] errors = [.. inner.SelectMany(f => f.Predicted.Select((p, i) => (f.Fold.Samples[i], p - f.Fold.Truth[i])))];
        double[] misses = [.. errors.Select(e => e.Error)];
        double mean = inner.SelectMany(f => f.Fold.Truth).Average();
        double[] fitted = twin.Predict(training);
        return new(StaticEvaluator.Calibrator, twin.Parameters(training))
        {
            ForecastBias = misses.Average() / mean,
            FitBias = fitted.Select((v, i) => v - task.Panel.At(task.Target.Name, 0, training[i])).Average() / mean,
            Drivers =
            [
                .. task.Panel.Channels.Where(c => c.Role != ChannelRole.Target)
                    .Select(c => new ResidualDriver(c.Name, Correlation.Of(misses, [.. errors.Select(e => task.Panel.At(c.Name, 0, e.Sample))])))
                    .Where(d => double.IsFinite(d.Correlation))
                    .OrderByDescending(d => Math.Abs(d.Correlation)).Take(MostDrivers),
            ],
        };
    }
}
