using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// Weights of forecasts in a blend, learned on rolling origins: of all weights on a coarse grid those that these origins cannot
/// tell from the best (<see cref="PairedBlocks.Margin"/>) are averaged. A forecast by equal parts is hard to beat where there
/// is little to learn weights from (Claeskens et al. 2016, doi:10.1016/j.ijforecast.2015.12.005); the average stays near it then.
/// </summary>
public sealed class BlendWeights
{
    /// <summary>Parts into which the whole is divided.</summary>
    public const int Parts = 6;

    private readonly ImmutableArray<double[]> _grid;
    private readonly MethodScores[] _scores;
    private readonly int[] _origins;
    private readonly int _horizon;
    private readonly int _block;

    /// <param name="task">The task.</param>
    /// <param name="members">Forecasts of each member on the same rolling origins, in ascending order; the first is the one that is there without blending.</param>
    public BlendWeights(ForecastTask task, IReadOnlyList<ImmutableArray<OriginForecast>> members)
    {
        _grid = [.. Simplex(members.Count, Parts)];
        _origins = [.. members[0].Select(f => f.TrainSteps)];
        (_horizon, _block) = (task.Horizon, PairedBlocks.Length(task));
        _scores = [.. _grid.Select(w => Metrics.Score(task, "blend", Enumerable.Range(0, _origins.Length).Select(i => Ensemble.Mix([.. members.Select(m => m[i])], w))))];
    }

    /// <summary>Learned from every origin.</summary>
    public ImmutableArray<double> All() => Learn([.. Enumerable.Range(0, _origins.Length)]);

    /// <summary>Learned from the origins whose horizon has passed at one of them; null where these are fewer than <paramref name="fewest"/>.</summary>
    public ImmutableArray<double>? Before(int index, int fewest)
    {
        int[] passed = [.. Enumerable.Range(0, _origins.Length).Where(i => _origins[i] + _horizon <= _origins[index])];
        return passed.Length < fewest ? null : Learn(passed);
    }

    /// <summary>All weights that are multiples of one part and add up to one.</summary>
    internal static IEnumerable<double[]> Simplex(int members, int parts)
    {
        IEnumerable<int[]> Compositions(int count, int rest) => count == 1
            ? [[rest]]
            : Enumerable.Range(0, rest + 1).SelectMany(first => Compositions(count - 1, rest - first), (first, others) => (int[])[first, .. others]);
        return Compositions(members, parts).Select(c => c.Select(p => (double)p / parts).ToArray());
    }

    /// <summary>The mean of all weights whose errors cannot be told from the least.</summary>
    /// <param name="grid">Weights, one a member.</param>
    /// <param name="errors">Of each entry of the grid on the same units.</param>
    /// <param name="margin">Mean difference up to which two of them cannot be told apart, from the differences.</param>
    internal static ImmutableArray<double> Average(double[][] grid, double[][] errors, Func<double[], double> margin)
    {
        double[] best = errors.MinBy(e => e.Average())!;
        double[][] alike = [.. Enumerable.Range(0, errors.Length).Where(w =>
        {
            double[] more = [.. errors[w].Zip(best, (a, b) => a - b)];
            return more.Average() <= margin(more);
        }).Select(w => grid[w])];
        return [.. Enumerable.Range(0, grid[0].Length).Select(m => alike.Average(w => w[m]))];
    }

    // Errors of the aggregate and of locations count alike, each relative to its mean over all weights.
    private ImmutableArray<double> Learn(int[] origins)
    {
        origins = [.. origins.Where(i => _scores.All(s => double.IsFinite(s.Aggregate[i]) && double.IsFinite(s.PerLocation[i])))];
        if (origins.Length == 0)
        {
            return [1, .. new double[_grid[0].Length - 1]];
        }

        double whole = _scores.Average(s => origins.Average(i => s.Aggregate[i])), each = _scores.Average(s => origins.Average(i => s.PerLocation[i]));
        double[][] errors = [.. _scores.Select(s => origins.Select(i => Relative(s.Aggregate[i], whole) + Relative(s.PerLocation[i], each)).ToArray())];
        return Average([.. _grid], errors, more => PairedBlocks.Margin(more, _block));
    }

    private static double Relative(double error, double typical) => typical > 0 ? error / typical : 0;
}
