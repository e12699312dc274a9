using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// Scores of quantile forecasts; every array has one entry an origin, a mean over steps and series. What was not observed does
/// not count; an origin of which nothing was observed is NaN.
/// </summary>
/// <param name="Wis">Weighted interval score, in the unit of the target.</param>
/// <param name="LogWis">The same after log(1 + value): relative errors, comparable between phases (Bosse et al. 2023, doi:10.1371/journal.pcbi.1011393).</param>
/// <param name="Coverage50">Share of observations inside the central 50 % interval.</param>
/// <param name="Coverage80">Inside the 80 % interval.</param>
/// <param name="Coverage95">Inside the 95 % interval.</param>
public sealed record QuantileScores(
    ImmutableArray<double> Wis,
    ImmutableArray<double> LogWis,
    ImmutableArray<double> Coverage50,
    ImmutableArray<double> Coverage80,
    ImmutableArray<double> Coverage95)
{
    // Bounds of the 50, 80 and 95 % intervals.
    private static readonly double[] Bounds = [0.25, 0.75, 0.1, 0.9, 0.025, 0.975];

    /// <summary>Mean over origins.</summary>
    public double MeanWis => Mean(Wis);

    /// <summary>Mean over origins.</summary>
    public double MeanLogWis => Mean(LogWis);

    /// <summary>Mean over origins of the coverage of a central interval: 0.5, 0.8 or 0.95.</summary>
    public double Coverage(double probability) => Mean(probability switch
    {
        0.5 => Coverage50,
        0.8 => Coverage80,
        0.95 => Coverage95,
        _ => throw new ArgumentException($"coverage of {probability} is not kept; 0.5, 0.8 and 0.95 are", nameof(probability)),
    });

    /// <summary>Scores forecasts against what came.</summary>
    /// <param name="forecasts">One an origin, with levels that include the bounds of the intervals above and the median.</param>
    /// <param name="observed">What came from an origin on, [step][series]; NaN is missing.</param>
    /// <exception cref="ArgumentException">The levels do not allow these scores, or the shapes differ.</exception>
    public static QuantileScores Of(IEnumerable<QuantileForecast> forecasts, Func<QuantileForecast, double[]> observed)
    {
        double[][] all = [.. forecasts.Select(f => One(f, observed(f)))];
        ImmutableArray<double> Column(int i) => [.. all.Select(row => row[i])];
        return new(Column(0), Column(1), Column(2), Column(3), Column(4));
    }

    private static double[] One(QuantileForecast forecast, double[] observed)
    {
        if (!IntervalScore.Applies(forecast.Levels))
        {
            throw new ArgumentException($"levels {string.Join(", ", forecast.Levels)} are not symmetric about a median", nameof(forecast));
        }

        if (observed.Length != forecast.Horizon * forecast.Series)
        {
            throw new ArgumentException($"{observed.Length} observations for {forecast.Horizon} steps of {forecast.Series} series", nameof(observed));
        }

        int[] bounds = [.. Bounds.Select(level => QuantileForecast.IndexOf(forecast.Levels, level))];
        double[] logs = new double[forecast.Levels.Length], sums = new double[5];
        int count = 0;
        for (int i = 0; i < observed.Length; i++)
        {
            ReadOnlySpan<double> quantiles = forecast.At(i / forecast.Series, i % forecast.Series);
            if (double.IsNaN(observed[i]) || double.IsNaN(quantiles[0]))
            {
                continue;
            }

            count++;
            for (int q = 0; q < logs.Length; q++)
            {
                logs[q] = Math.Log(1 + Math.Max(quantiles[q], 0));
            }

            sums[0] += IntervalScore.Weighted(forecast.Levels.AsSpan(), quantiles, observed[i]);
            sums[1] += IntervalScore.Weighted(forecast.Levels.AsSpan(), logs, Math.Log(1 + Math.Max(observed[i], 0)));
            for (int k = 0; k < 3; k++)
            {
                sums[2 + k] += quantiles[bounds[2 * k]] <= observed[i] && observed[i] <= quantiles[bounds[2 * k + 1]] ? 1 : 0;
            }
        }

        return [.. sums.Select(s => count == 0 ? double.NaN : s / count)];
    }

    private static double Mean(ImmutableArray<double> values)
    {
        double[] known = values.IsDefault ? [] : [.. values.Where(v => !double.IsNaN(v))];
        return known.Length == 0 ? double.NaN : known.Average();
    }
}
