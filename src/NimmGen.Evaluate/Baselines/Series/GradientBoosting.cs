namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// Gradient boosting of regression trees for squared errors (Friedman 2001, Ann. Stat. 29:1189, with the row sampling of
/// Friedman 2002, Comput. Stat. Data Anal. 38:367). Features are cut into bins of equal counts; trees grow level by level.
/// </summary>
internal sealed class GradientBoosting
{
    private const int Bins = 32;

    private readonly List<Tree> _trees = [];
    private readonly double _mean;
    private readonly double _rate;

    /// <param name="rows">Features.</param>
    /// <param name="targets">One a row.</param>
    /// <param name="trees">How many.</param>
    /// <param name="depth">Levels of splits.</param>
    /// <param name="rate">Shrinkage.</param>
    /// <param name="seed">Of the sampling.</param>
    /// <param name="cancellation">Checked every tree.</param>
    public GradientBoosting(double[][] rows, double[] targets, int trees, int depth, double rate, int seed, CancellationToken cancellation)
    {
        _rate = rate;
        _mean = targets.Average();
        int features = rows[0].Length;
        double[][] cuts = [.. Enumerable.Range(0, features).Select(f => Cuts(rows, f))];
        byte[][] bins = [.. Enumerable.Range(0, features).Select(f => rows.Select(r => (byte)BinOf(cuts[f], r[f])).ToArray())];
        double[] residuals = [.. targets.Select(t => t - _mean)];
        var random = new Random(seed);
        var node = new int[rows.Length];
        var sampled = new bool[rows.Length];
        for (int k = 0; k < trees; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int r = 0; r < sampled.Length; r++)
            {
                sampled[r] = random.NextDouble() < 0.8;
            }

            Tree tree = Grow(bins, cuts, residuals, sampled, node, depth);
            for (int r = 0; r < residuals.Length; r++)
            {
                residuals[r] -= rate * tree.Leaves[node[r]];
            }

            _trees.Add(tree);
        }
    }

    public double Predict(double[] row)
    {
        double sum = _mean;
        foreach (Tree tree in _trees)
        {
            int node = 0;
            for (int level = 0; level < tree.Features.Length; level++)
            {
                int feature = tree.Features[level][node];
                node = 2 * node + (feature >= 0 && row[feature] > tree.Cuts[level][node] ? 1 : 0);
            }

            sum += _rate * tree.Leaves[node];
        }

        return sum;
    }

    private static double[] Cuts(double[][] rows, int feature)
    {
        double[] sorted = [.. rows.Select(r => r[feature]).Order()];
        return [.. Enumerable.Range(1, Bins - 1).Select(b => sorted[b * sorted.Length / Bins]).Distinct()];
    }

    // Bins up to and including a cut lie left of it.
    private static int BinOf(double[] cuts, double value)
    {
        int at = Array.BinarySearch(cuts, value);
        return at >= 0 ? at : ~at;
    }

    // Leaves node[r] at the leaf of every row, sampled or not.
    private static Tree Grow(byte[][] bins, double[][] cuts, double[] residuals, bool[] sampled, int[] node, int depth)
    {
        Array.Clear(node);
        var tree = new Tree(new int[depth][], new double[depth][], new double[1 << depth]);
        int least = Math.Max(5, residuals.Length / 2000);
        for (int level = 0; level < depth; level++)
        {
            int nodes = 1 << level;
            (int Feature, int Bin, double Gain)[] best = [.. Enumerable.Repeat((-1, 0, 1e-12), nodes)];
            for (int f = 0; f < bins.Length; f++)
            {
                double[] sums = new double[nodes * Bins];
                int[] counts = new int[nodes * Bins];
                byte[] column = bins[f];
                for (int r = 0; r < residuals.Length; r++)
                {
                    if (sampled[r])
                    {
                        int at = node[r] * Bins + column[r];
                        sums[at] += residuals[r];
                        counts[at]++;
                    }
                }

                for (int n = 0; n < nodes; n++)
                {
                    Split(sums.AsSpan(n * Bins, Bins), counts.AsSpan(n * Bins, Bins), f, least, ref best[n]);
                }
            }

            tree.Features[level] = [.. best.Select(b => b.Feature)];
            tree.Cuts[level] = [.. best.Select(b => b.Feature >= 0 ? cuts[b.Feature][b.Bin] : 0)];
            for (int r = 0; r < node.Length; r++)
            {
                (int feature, int bin, _) = best[node[r]];
                node[r] = 2 * node[r] + (feature >= 0 && bins[feature][r] > bin ? 1 : 0);
            }
        }

        var leafCounts = new int[tree.Leaves.Length];
        for (int r = 0; r < node.Length; r++)
        {
            if (sampled[r])
            {
                tree.Leaves[node[r]] += residuals[r];
                leafCounts[node[r]]++;
            }
        }

        for (int l = 0; l < leafCounts.Length; l++)
        {
            tree.Leaves[l] = leafCounts[l] == 0 ? 0 : tree.Leaves[l] / leafCounts[l];
        }

        return tree;
    }

    private static void Split(ReadOnlySpan<double> sums, ReadOnlySpan<int> counts, int feature, int least, ref (int Feature, int Bin, double Gain) best)
    {
        double total = 0, left = 0;
        int count = 0, leftCount = 0;
        for (int b = 0; b < Bins; b++)
        {
            total += sums[b];
            count += counts[b];
        }

        for (int b = 0; b < Bins - 1; b++)
        {
            left += sums[b];
            leftCount += counts[b];
            int rightCount = count - leftCount;
            if (leftCount < least || rightCount < least || counts[b] == 0)
            {
                continue;
            }

            double right = total - left, gain = left * left / leftCount + right * right / rightCount - total * total / count;
            if (gain > best.Gain)
            {
                best = (feature, b, gain);
            }
        }
    }

    /// <summary>A full binary tree: of each level the feature (-1: no split, all go left) and cut of each node, and the leaves.</summary>
    private sealed record Tree(int[][] Features, double[][] Cuts, double[] Leaves);
}
