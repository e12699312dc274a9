using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>How a mechanism of samples misses those that the inner folds held out.</summary>
internal static class SampleResiduals
{
    // What correlates less says nothing that a change could use.
    private const int MostDrivers = 8;

    // Descriptors beside the temperature that a report shows.
    private const int Shown = 3;

    // Kelvin by which rooms differ.
    private const double RoomTemperature = 50;

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

    /// <summary>What to show the misses of the samples against: the temperature where it varies, and the descriptors that they go with most.</summary>
    /// <param name="task">Samples with their descriptors.</param>
    /// <param name="predicted">One value a sample, predicted without its group; NaN where it was not.</param>
    public static ImmutableArray<SampleChannel> Against(ForecastTask task, double[] predicted)
    {
        ReadOnlySpan<double> truth = task.Panel.Values(task.Target.Name);
        double[] misses = new double[predicted.Length];
        for (int i = 0; i < misses.Length; i++)
        {
            misses[i] = predicted[i] - truth[i];
        }

        SampleChannel[] all =
        [
            .. task.Panel.Channels.Where(c => c.Role != ChannelRole.Target)
                .Select(c => new SampleChannel(c.Name, c.Unit, Correlation.Of(misses, task.Panel.Values(c.Name)), [.. task.Panel.Values(c.Name)]))
                .Where(c => double.IsFinite(c.Correlation)),
        ];
        return [.. all.Where(c => IsTemperature(c)).Concat(all.Where(c => !IsTemperature(c)).OrderByDescending(c => Math.Abs(c.Correlation)).Take(Shown))];
    }

    // That of the test, not of melting: a few degrees about room temperature do not count.
    private static bool IsTemperature(SampleChannel channel) =>
        channel.Name == "temperature" && channel.Values.Where(double.IsFinite) is var known && known.Max() - known.Min() > RoomTemperature;
}
