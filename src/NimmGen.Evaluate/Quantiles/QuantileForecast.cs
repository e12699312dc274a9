using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>One method's forecast from one origin, as quantiles.</summary>
/// <param name="TrainSteps">The origin: steps [0, TrainSteps) were seen.</param>
/// <param name="Series">Series side by side: locations, or one for the series over all locations.</param>
/// <param name="Levels">Probabilities, ascending, between 0 and 1.</param>
/// <param name="Values">Shape [horizon][series][level], ascending in the level, in the unit of the target.</param>
public sealed record QuantileForecast(int TrainSteps, int Series, ImmutableArray<double> Levels, ImmutableArray<double> Values)
{
    private const double SameLevel = 1e-9;

    /// <summary>Steps that the forecast reaches.</summary>
    public int Horizon => Values.Length / (Series * Levels.Length);

    /// <summary>All quantiles of one step and series.</summary>
    public ReadOnlySpan<double> At(int ahead, int series) => Values.AsSpan((ahead * Series + series) * Levels.Length, Levels.Length);

    /// <summary>One quantile of a series, one value a step.</summary>
    /// <exception cref="ArgumentException">The level is none of <see cref="Levels"/>.</exception>
    public double[] Quantile(int series, double level)
    {
        int index = IndexOf(Levels, level);
        return [.. Enumerable.Range(0, Horizon).Select(h => At(h, series)[index])];
    }

    /// <summary>Where a level stands.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static int IndexOf(ImmutableArray<double> levels, double level)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            if (Math.Abs(levels[i] - level) < SameLevel)
            {
                return i;
            }
        }

        throw new ArgumentException($"the forecast has no quantile {level}; it has: {string.Join(", ", levels)}", nameof(level));
    }
}
