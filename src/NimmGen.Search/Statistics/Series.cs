using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>Plain statistics of one series; NaN is missing.</summary>
internal static class Series
{
    /// <summary>Centred mean over a window of so many steps, shorter at the ends.</summary>
    public static double[] Smooth(double[] x, int window) =>
        [.. Enumerable.Range(0, x.Length).Select(t => Mean(x, t - window / 2, t + window / 2 + 1))];

    public static double Mean(double[] x, int from, int to)
    {
        double sum = 0;
        int present = 0;
        for (int t = Math.Max(0, from); t < Math.Min(x.Length, to); t++)
        {
            (sum, present) = double.IsNaN(x[t]) ? (sum, present) : (sum + x[t], present + 1);
        }

        return present == 0 ? double.NaN : sum / present;
    }

    public static int IndexOfMax(double[] x)
    {
        int best = -1;
        for (int t = 0; t < x.Length; t++)
        {
            best = !double.IsNaN(x[t]) && (best < 0 || x[t] > x[best]) ? t : best;
        }

        return best;
    }

    /// <summary>Steps that are the highest within so many on both sides and at least a tenth of the highest of all.</summary>
    public static IEnumerable<int> Peaks(double[] x, int apart)
    {
        int top = IndexOfMax(x);
        return top < 0 ? [] : Enumerable.Range(1, Math.Max(0, x.Length - 2)).Where(t =>
            x[t] >= x[top] / 10 && Enumerable.Range(t - apart, 2 * apart + 1).Where(s => s >= 0 && s < x.Length && s != t).All(s => x[s] < x[t] || (x[s] == x[t] && s > t)));
    }

    /// <summary>ln 2 over the steepest mean slope of the logarithm over seven steps; NaN where the series never grows.</summary>
    public static double DoublingSteps(double[] x)
    {
        double steepest = 0;
        for (int t = 7; t < x.Length; t++)
        {
            double slope = x[t - 7] > 0 && x[t] > 0 ? Math.Log(x[t] / x[t - 7]) / 7 : 0;
            steepest = Math.Max(steepest, slope);
        }

        return steepest > 0 ? Math.Log(2) / steepest : double.NaN;
    }

    public static ImmutableArray<double> Weekdays(double[] x, Func<int, int> dayOf)
    {
        double[] level = Smooth(x, 7);
        var ratios = Enumerable.Range(0, 7).Select(day => Enumerable.Range(3, x.Length - 6)
            .Where(t => dayOf(t) == day && double.IsFinite(x[t]) && level[t] > 0).Select(t => x[t] / level[t]).DefaultIfEmpty(double.NaN).Average());
        return [.. ratios];
    }

    public static double Autocorrelation(double[] x, int lag) => Evaluate.Correlation.Of(x.AsSpan()[..^lag], x.AsSpan()[lag..]);

    /// <summary>The shift at which the target follows the channel most closely, either way, and the correlation there.</summary>
    public static (int Lead, double Correlation) Lead(double[] channel, double[] target, int most)
    {
        (int lead, double best) = (0, double.NaN);
        foreach (int shift in Enumerable.Range(-most, 2 * most + 1).OrderBy(Math.Abs))
        {
            double r = shift >= 0 ? Evaluate.Correlation.Of(channel.AsSpan()[..^shift], target.AsSpan()[shift..]) : Evaluate.Correlation.Of(channel.AsSpan()[-shift..], target.AsSpan()[..^-shift]);
            (lead, best) = double.IsFinite(r) && !(Math.Abs(r) <= Math.Abs(best) + 1e-9) ? (shift, r) : (lead, best);
        }

        return (lead, best);
    }
}
