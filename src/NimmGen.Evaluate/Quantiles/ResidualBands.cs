using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// Predictive quantiles from what a method's past forecasts missed by (split conformal prediction: Vovk, Gammerman and Shafer
/// 2005), for each step ahead on its own. Residuals are log((observed + start) / (expected + start)), which is free of scale, or
/// differences where the target can be negative. Those of several series are pooled, each divided by its series' typical size.
/// Each counts with either sign, so the median is the forecast itself: in which direction a method erred in the last wave says
/// nothing of the next one. Keeping the sign covers 69 instead of 83 % on Bogota's rolling origins (docs/concepts/forecasting.md).
/// </summary>
/// <param name="Levels">Probabilities, ascending.</param>
/// <param name="Offsets">Shape [horizon][level]: residual quantiles in units of a series' scale.</param>
/// <param name="Starts">What is added before taking logarithms, one a series; NaN where residuals are differences.</param>
/// <param name="Scales">Typical size of residuals, one a series.</param>
/// <param name="Origins">Forecasts that it was learned from.</param>
public sealed record ResidualBands(
    ImmutableArray<double> Levels,
    ImmutableArray<double> Offsets,
    ImmutableArray<double> Starts,
    ImmutableArray<double> Scales,
    int Origins)
{
    // Neighbouring steps ahead lend their residuals: one part in so many of the horizon on either side.
    private const int NeighbourShare = 8;

    // A series' own typical residual counts as so many steps' worth against that of all.
    private const double PriorSteps = 20;

    // The start of a logarithm is this share of the mean, or half the smallest positive value of a series that has zeros.
    private const double LeastStart = 0.02;

    /// <summary>Quantiles around a forecast, never below zero where residuals are logarithms.</summary>
    /// <param name="trainSteps">The origin.</param>
    /// <param name="expected">[step][series], as many steps as were learned or fewer.</param>
    public QuantileForecast Around(int trainSteps, ReadOnlySpan<double> expected)
    {
        int levels = Levels.Length, series = Scales.Length;
        var values = new double[expected.Length * levels];
        for (int i = 0; i < expected.Length; i++)
        {
            int h = i / series, s = i % series;
            for (int q = 0; q < levels; q++)
            {
                double offset = Offsets[h * levels + q] * Scales[s];
                values[i * levels + q] = double.IsNaN(Starts[s])
                    ? expected[i] + offset
                    : Math.Max(0, (Math.Max(expected[i], 0) + Starts[s]) * Math.Exp(offset) - Starts[s]);
            }
        }

        return new(trainSteps, series, Levels, [.. values]);
    }

    /// <summary>The same, wider or narrower by a factor.</summary>
    public ResidualBands Scaled(double factor) => factor == 1 ? this : this with { Scales = [.. Scales.Select(s => s * factor)] };

    /// <summary>Learns from past forecasts of one method; null where nothing was observed.</summary>
    /// <param name="past">In ascending order of origins.</param>
    /// <param name="series">Series side by side.</param>
    /// <param name="levels">Probabilities wanted.</param>
    /// <param name="block">Origins that together reach one horizon: windows that overlap are no independent evidence.</param>
    internal static ResidualBands? Learn(IReadOnlyList<PastForecast> past, int series, ImmutableArray<double> levels, int block = 1)
    {
        int horizon = past.Count == 0 ? 0 : past[0].Expected.Length / series;
        double[] starts = Starting(past, series);
        double[] scales = Typical(past, starts);
        double[]?[] byStep = [.. Enumerable.Range(0, horizon).Select(h => Pool(past, starts, scales, h))];
        if (byStep.Length == 0 || byStep.Any(p => p!.Length == 0))
        {
            return null;
        }

        int independent = (past.Count + block - 1) / block;
        double[] offsets = [.. byStep.SelectMany(pool => levels.Select(level => ResidualQuantile.Of(pool!, level, independent)))];
        return new(levels, [.. offsets], [.. starts], [.. scales], past.Count);
    }

    private static double Residual(double observed, double expected, double start) =>
        double.IsNaN(start) ? observed - expected : Math.Log((observed + start) / (Math.Max(expected, 0) + start));

    private static double[] Starting(IReadOnlyList<PastForecast> past, int series)
    {
        bool negative = past.Any(p => p.Observed.Any(v => v < 0));
        double[] starts = [.. Enumerable.Range(0, series).Select(s =>
        {
            double[] seen = [.. past.SelectMany(p => Column(p.Observed, s, series)).Where(v => !double.IsNaN(v))];
            double least = seen.Contains(0) ? seen.Where(v => v > 0).DefaultIfEmpty(0).Min() : 0;
            return negative ? double.NaN : seen.Length == 0 ? 0 : Math.Max(least / 2, LeastStart * seen.Average());
        })];

        // A series that was always zero starts where the others do; all zero, at one.
        double[] known = [.. starts.Where(s => s > 0).Order()];
        double typical = known.Length == 0 ? 1 : known[known.Length / 2];
        return [.. starts.Select(s => s == 0 ? typical : s)];
    }

    // A single series needs no scale. Others: the mean absolute residual, drawn towards that of all.
    private static double[] Typical(IReadOnlyList<PastForecast> past, double[] starts)
    {
        int series = starts.Length;
        if (series == 1)
        {
            return [1];
        }

        double[][] sizes = [.. Enumerable.Range(0, series).Select(s => past
            .SelectMany(p => Column(p.Observed, s, series).Zip(Column(p.Expected, s, series), (o, e) => Math.Abs(Residual(o, e, starts[s]))))
            .Where(double.IsFinite).ToArray())];
        double all = sizes.SelectMany(v => v).DefaultIfEmpty(1).Average();
        all = all > 0 ? all : 1;
        return [.. sizes.Select(v => (v.Sum() + PriorSteps * all) / (v.Length + PriorSteps))];
    }

    private static double[] Pool(IReadOnlyList<PastForecast> past, double[] starts, double[] scales, int step)
    {
        int series = starts.Length, horizon = past[0].Expected.Length / series, reach = Math.Max(1, horizon / NeighbourShare);
        var pool = new List<double>();
        foreach (PastForecast p in past)
        {
            for (int i = Math.Max(0, step - reach) * series; i < Math.Min(horizon, step + reach + 1) * series; i++)
            {
                double residual = Residual(p.Observed[i], p.Expected[i], starts[i % series]) / scales[i % series];
                if (double.IsFinite(residual))
                {
                    pool.Add(residual);
                    pool.Add(-residual);
                }
            }
        }

        pool.Sort();
        return [.. pool];
    }

    private static IEnumerable<double> Column(double[] values, int series, int count)
    {
        for (int i = series; i < values.Length; i += count)
        {
            yield return values[i];
        }
    }
}
