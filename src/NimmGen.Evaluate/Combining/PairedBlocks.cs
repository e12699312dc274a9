using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate;

/// <summary>
/// Is one method better than another on the same rolling origins? Windows that overlap are no independent evidence, so the
/// standard error of the mean difference is that of means over blocks of origins that together reach one horizon.
/// </summary>
public static class PairedBlocks
{
    /// <summary>Origins whose windows overlap the first one's.</summary>
    public static int Length(ForecastTask task) => Length([.. task.ValidationOrigins.Select(o => o.TrainSteps)], task.Horizon);

    /// <summary>The same of origins alone.</summary>
    /// <param name="origins">Train steps, ascending, evenly apart.</param>
    /// <param name="horizon">Steps that a window reaches.</param>
    public static int Length(IReadOnlyList<int> origins, int horizon) =>
        origins.Count < 2 ? 1 : (int)Math.Ceiling((double)horizon / Math.Max(1, origins[1] - origins[0]));

    /// <summary>
    /// Half of the 95 % interval of the mean difference, by Student's t over the blocks: a mean beyond it tells two methods apart. Zero
    /// where there are fewer than two blocks, so that the means themselves decide.
    /// </summary>
    /// <param name="differences">One an origin, in their order.</param>
    /// <param name="block">Origins in a block.</param>
    public static double Margin(IReadOnlyList<double> differences, int block)
    {
        int blocks = Count(differences.Count, block);
        return blocks < 2 ? 0 : StudentT.Critical(1 - PairedDifference.Level, blocks - 1) * StandardError(differences, block);
    }

    /// <summary>Blocks that so many origins make.</summary>
    public static int Count(int origins, int block) => (origins + Math.Max(1, block) - 1) / Math.Max(1, block);

    /// <summary>Standard error of the mean of the differences; zero where there are fewer than two blocks.</summary>
    /// <param name="differences">One an origin, in their order.</param>
    /// <param name="block">Origins in a block.</param>
    public static double StandardError(IReadOnlyList<double> differences, int block)
    {
        double[] means = [.. differences.Chunk(Math.Max(1, block)).Select(b => b.Average())];
        if (means.Length < 2)
        {
            return 0;
        }

        double mean = means.Average();
        return Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Length - 1) / means.Length);
    }
}
