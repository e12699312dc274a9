namespace NimmGen.Compile;

/// <summary>One filter over a series: y[t] = sum over d of w[d] x[t - d], where x before the first row counts as x[0]; a window is the mean of
/// the steps that it has.</summary>
internal static class FilterPass
{
    /// <summary>The weights of a delay, made anew where its times have changed.</summary>
    public static void Weigh(SimulationBuffers b, FilterBuffers f, Filter filter, int firstLane, int laneCount)
    {
        GammaWeights?[] weights = f.Weights[filter.Index];
        GammaWeights? last = null;
        for (int l = firstLane; l < firstLane + laneCount; l++)
        {
            double mean = f.DelayTimes[(2 * filter.Index * b.Stride) + l], deviation = f.DelayTimes[(((2 * filter.Index) + 1) * b.Stride) + l];
            bool Same(GammaWeights? w) => w is not null && w.Mean.Equals(mean) && w.Deviation.Equals(deviation);
            weights[l] = last = Same(last) ? last : Same(weights[l]) ? weights[l] : GammaWeights.Of(mean, deviation, b.StepDays);
        }
    }

    public static void Forward(SimulationBuffers b, FilterBuffers f, Filter filter, int from, int to, int firstLane, int laneCount)
    {
        if (filter.Window > 0)
        {
            for (int t = from; t < to; t++)
            {
                Span<double> y = Row(f, f.Filtered, t, filter, firstLane, laneCount);
                y.Clear();
                int first = Math.Max(0, t - filter.Window + 1);
                for (int s = first; s <= t; s++)
                {
                    Lines.AddScaled(1.0 / (t - first + 1), Row(f, f.Signals, s, filter, firstLane, laneCount), y);
                }
            }

            return;
        }

        foreach ((int lane, int count, GammaWeights weights) in Groups(f, filter, firstLane, laneCount))
        {
            double[] tails = TailsOf(weights.Values);
            for (int t = from; t < to; t++)
            {
                Convolve(f, filter, weights.Values, tails, t, lane, count, Row(f, f.Filtered, t, filter, lane, count));
            }
        }
    }

    /// <summary>From the filtered series' adjoint in the range to those of the signal in it (added) and of mean and standard deviation (added).</summary>
    public static void Reverse(SimulationBuffers b, FilterBuffers f, Filter filter, int from, int to, int firstLane, int laneCount)
    {
        if (filter.Window > 0)
        {
            for (int t = from; t < to; t++)
            {
                int first = Math.Max(0, t - filter.Window + 1);
                for (int s = Math.Max(first, from); s <= t; s++)
                {
                    Lines.AddScaled(
                        1.0 / (t - first + 1), Row(f, f.FilteredAdjoint, t, filter, firstLane, laneCount), Row(f, f.SignalAdjoint, s, filter, firstLane, laneCount));
                }
            }

            return;
        }

        bool learned = filter.Mean is { Active: true } || filter.Deviation is { Active: true };
        foreach ((int lane, int count, GammaWeights weights) in Groups(f, filter, firstLane, laneCount))
        {
            double[] tails = TailsOf(weights.Values);
            for (int t = from; t < to; t++)
            {
                Span<double> adjoint = Row(f, f.FilteredAdjoint, t, filter, lane, count);
                for (int d = 0; d < weights.Values.Length && d < t; d++)
                {
                    if (t - d >= from)
                    {
                        Lines.AddScaled(weights.Values[d], adjoint, Row(f, f.SignalAdjoint, t - d, filter, lane, count));
                    }
                }

                if (from == 0 && t < weights.Values.Length)
                {
                    Lines.AddScaled(tails[t], adjoint, Row(f, f.SignalAdjoint, 0, filter, lane, count));
                }
            }

            if (learned)
            {
                AddTimes(b, f, filter, weights.ByMean, 0, from, to, lane, count);
                AddTimes(b, f, filter, weights.ByDeviation, 1, from, to, lane, count);
            }
        }
    }

    private static void AddTimes(
        SimulationBuffers b, FilterBuffers f, Filter filter, double[] slopes, int which, int from, int to, int lane, int count)
    {
        double[] tails = TailsOf(slopes), scratch = new double[count];
        Span<double> sum = f.DelayTimeAdjoint.AsSpan((((2 * filter.Index) + which) * b.Stride) + lane, count);
        for (int t = from; t < to; t++)
        {
            Convolve(f, filter, slopes, tails, t, lane, count, scratch);
            ReadOnlySpan<double> adjoint = Row(f, f.FilteredAdjoint, t, filter, lane, count);
            for (int l = 0; l < count; l++)
            {
                sum[l] += adjoint[l] * scratch[l];
            }
        }
    }

    // What is later than the first row falls on it.
    private static void Convolve(FilterBuffers f, Filter filter, double[] weights, double[] tails, int t, int lane, int count, Span<double> y)
    {
        y.Clear();
        for (int d = 0; d < weights.Length && d < t; d++)
        {
            Lines.AddScaled(weights[d], Row(f, f.Signals, t - d, filter, lane, count), y);
        }

        if (t < weights.Length)
        {
            Lines.AddScaled(tails[t], Row(f, f.Signals, 0, filter, lane, count), y);
        }
    }

    // [d]: the sum of the weights from d on.
    private static double[] TailsOf(double[] weights)
    {
        var tails = new double[weights.Length];
        double sum = 0;
        for (int d = weights.Length - 1; d >= 0; d--)
        {
            tails[d] = sum += weights[d];
        }

        return tails;
    }

    private static IEnumerable<(int Lane, int Count, GammaWeights Weights)> Groups(FilterBuffers f, Filter filter, int firstLane, int laneCount)
    {
        GammaWeights?[] weights = f.Weights[filter.Index];
        for (int l = firstLane, end; l < firstLane + laneCount; l = end)
        {
            for (end = l + 1; end < firstLane + laneCount && ReferenceEquals(weights[end], weights[l]); end++)
            {
            }

            yield return (l, end - l, weights[l]!);
        }
    }

    private static Span<double> Row(FilterBuffers f, double[] rows, int step, Filter filter, int lane, int count) =>
        rows.AsSpan(f.Row(step, filter.Index) + lane, count);
}
