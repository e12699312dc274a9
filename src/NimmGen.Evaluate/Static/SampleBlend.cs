using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>
/// Weights of several predictions of samples, learned where each was made without the sample: of all weights on a coarse grid
/// those that these samples cannot tell from the best (mean squared error within one standard error of the difference, groups of
/// samples counted as independent) are averaged, as <see cref="BlendWeights"/> does for forecasts.
/// </summary>
internal static class SampleBlend
{
    /// <summary>One weight a member, adding up to one.</summary>
    /// <param name="members">Predictions of the same samples.</param>
    /// <param name="truth">What was measured.</param>
    /// <param name="groups">Which samples belong together.</param>
    public static ImmutableArray<double> Learn(IReadOnlyList<double[]> members, double[] truth, IReadOnlyList<string> groups)
    {
        // A member that is not finite somewhere has no weight.
        int[] usable = [.. Enumerable.Range(0, members.Count).Where(m => Array.TrueForAll(members[m], double.IsFinite))];
        int[][] independent = [.. groups.Select((g, i) => (g, i)).GroupBy(p => p.g, p => p.i, StringComparer.Ordinal).Select(g => g.ToArray())];
        double[][] grid = [.. BlendWeights.Simplex(usable.Length, BlendWeights.Parts)];
        ImmutableArray<double> learned = BlendWeights.Average(grid, [.. grid.Select(w => Squares(w))], more => PairedBlocks.StandardError(more, 1));
        var weights = new double[members.Count];
        for (int m = 0; m < usable.Length; m++)
        {
            weights[usable[m]] = learned[m];
        }

        return [.. weights];

        // Squared errors, summed over each group.
        double[] Squares(double[] weights) => [.. independent.Select(g => g.Sum(i =>
        {
            double error = -truth[i];
            for (int m = 0; m < usable.Length; m++)
            {
                error += weights[m] * members[usable[m]][i];
            }

            return error * error;
        }))];
    }

    /// <summary>The weighted mean; members of weight zero may hold anything.</summary>
    public static double[] Mix(IReadOnlyList<double[]> members, ImmutableArray<double> weights) =>
        [.. Ensemble.Mix([.. members.Select(m => new OriginForecast(0, [.. m]))], weights).Values];
}
