using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>
/// Statistics of samples: each channel over them, with its correlation with the target. With one outer fold alone what it holds
/// out is not looked at.
/// </summary>
internal static class SampleStatistics
{
    private const int SampleSize = 30;

    public static DataStatistics Of(ForecastTask task)
    {
        Panel panel = task.Folds is [var only] ? task.Panel.Select(only.Test.Training) : task.Panel;
        double[] target = panel.Values(task.Target.Name).ToArray();
        int[] ascending = [.. Enumerable.Range(0, target.Length).OrderBy(s => target[s])];
        int shown = Math.Min(SampleSize, ascending.Length);
        return new(
            1, "", "", panel.LocationCount,
            [.. panel.Channels.Select(c => Describe(panel, c, c.Name == task.Target.Name ? null : target))],
            [], double.NaN,
            [.. Enumerable.Range(0, shown).Select(i => ascending[i * (ascending.Length - 1) / Math.Max(1, shown - 1)]).Select(s => (panel.Locations[s], target[s]))]);
    }

    private static ChannelStatistics Describe(Panel panel, Channel channel, double[]? target)
    {
        double[] values = panel.Values(channel.Name).ToArray(), known = [.. values.Where(double.IsFinite).Order()];
        return new(
            channel.Name, channel.Unit.ToString(), channel.Kind.ToString().ToLowerInvariant(),
            1 - known.Length / (double)values.Length,
            known.Length == 0 ? double.NaN : known.Count(v => v == 0) / (double)known.Length,
            known.Length == 0 ? double.NaN : known[0], known.Length == 0 ? double.NaN : known[known.Length / 2], known.Length == 0 ? double.NaN : known[^1],
            known.Length == 0 ? "" : panel.Locations[Array.IndexOf(values, known[^1])], double.NaN)
        {
            Correlation = target is null ? double.NaN : Correlation.Of(values, target),
        };
    }
}
