using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>Computes <see cref="DataStatistics"/> from the steps before the first test origin; of a cohort, from its training patients.</summary>
internal static class StatisticsBuilder
{
    private const int SampleSize = 30;
    private const int MostLead = 28;

    public static DataStatistics Of(ForecastTask task)
    {
        if (!task.Folds.IsEmpty)
        {
            return SampleStatistics.Of(task);
        }

        Panel panel = task.Cohort?.Training ?? task.Panel;
        int steps = task.Cohort is null ? task.Windows.FirstTest.TrainSteps : panel.StepCount;
        Channel target = panel.Card.Targets.First(c => c.Name == task.Target.Name);
        double[] cases = Aggregate(panel, target, steps);
        double[] smooth = Series.Smooth(cases, panel.Step == TimeStep.Day ? 7 : 3);
        return new(
            steps,
            panel.TimeLabel(0),
            panel.TimeLabel(steps - 1),
            panel.LocationCount,
            [.. panel.Channels.Select(c => Describe(panel, c, steps, c.Name == target.Name ? null : smooth))],
            [.. Series.Peaks(smooth, panel.Step == TimeStep.Day ? 14 : 6).Select(t => (panel.TimeLabel(t), smooth[t]))],
            Series.DoublingSteps(smooth),
            [.. Enumerable.Range(0, Math.Min(SampleSize, steps)).Select(i => i * (steps - 1) / Math.Max(1, Math.Min(SampleSize, steps) - 1)).Select(t => (panel.TimeLabel(t), cases[t]))]);
    }

    private static ChannelStatistics Describe(Panel panel, Channel channel, int steps, double[]? target)
    {
        ReadOnlySpan<double> cells = panel.Values(channel.Name)[..(steps * panel.LocationCount)];
        int missing = 0, zeros = 0;
        foreach (double value in cells)
        {
            (missing, zeros) = (missing + (double.IsNaN(value) ? 1 : 0), zeros + (value == 0 ? 1 : 0));
        }

        double[] series = Aggregate(panel, channel, steps);
        double[] present = [.. series.Where(double.IsFinite).Order()];
        int peak = Series.IndexOfMax(series);
        (int lead, double r) = target is null ? (0, double.NaN) : Series.Lead(Series.Smooth(series, panel.Step == TimeStep.Day ? 7 : 3), target, Math.Min(MostLead, steps / 4));
        bool calendar = panel.Step == TimeStep.Day && !panel.Card.CountsSteps;
        return new(
            channel.Name,
            channel.Unit.ToString(),
            channel.Kind.ToString().ToLowerInvariant(),
            (double)missing / cells.Length,
            missing == cells.Length ? double.NaN : (double)zeros / (cells.Length - missing),
            present.Length == 0 ? double.NaN : present[0],
            present.Length == 0 ? double.NaN : present[present.Length / 2],
            present.Length == 0 ? double.NaN : present[^1],
            peak < 0 ? "" : panel.TimeLabel(peak),
            Series.Mean(series, steps - 7, steps) / Series.Mean(series, steps - 14, steps - 7))
        {
            Weekdays = calendar && steps >= 28 ? Series.Weekdays(series, t => ((int)panel.Times[t].DayOfWeek + 6) % 7) : [],
            Yearly = panel.Step switch
            {
                TimeStep.Week when steps >= 104 => Series.Autocorrelation(series, 52),
                TimeStep.Day when steps >= 730 => Series.Autocorrelation(series, 365),
                _ => double.NaN,
            },
            Lead = lead,
            LeadCorrelation = r,
        };
    }

    // Counts add up over places; anything else is averaged. What is missing does not count.
    private static double[] Aggregate(Panel panel, Channel channel, int steps)
    {
        ReadOnlySpan<double> values = panel.Values(channel.Name);
        var series = new double[steps];
        for (int t = 0; t < steps; t++)
        {
            double sum = 0;
            int present = 0;
            for (int l = 0; l < panel.LocationCount; l++)
            {
                double value = values[t * panel.LocationCount + l];
                (sum, present) = double.IsNaN(value) ? (sum, present) : (sum + value, present + 1);
            }

            series[t] = present == 0 ? double.NaN : channel.IsCount ? sum : sum / present;
        }

        return series;
    }
}
