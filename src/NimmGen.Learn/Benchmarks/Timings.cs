namespace NimmGen.Learn.Benchmarks;

/// <summary>Wall times of repeated calls.</summary>
internal static class Timings
{
    private const int WarmUp = 3;
    private const int Most = 2000;

    /// <summary>Milliseconds of each call, sorted.</summary>
    /// <param name="action">To be timed, after calls to warm up.</param>
    /// <param name="duration">To go on for.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Checked at every call.</param>
    /// <param name="fewest">Calls to time at least; with fewer than five there is only one to warm up.</param>
    public static double[] Of(Action action, TimeSpan duration, TimeProvider clock, CancellationToken cancellation, int fewest = 5)
    {
        for (int i = 0; i < (fewest < 5 ? 1 : WarmUp); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            action();
        }

        var times = new List<double>();
        long start = clock.GetTimestamp();
        while (times.Count < fewest || (times.Count < Most && clock.GetElapsedTime(start) < duration))
        {
            cancellation.ThrowIfCancellationRequested();
            long before = clock.GetTimestamp();
            action();
            times.Add(clock.GetElapsedTime(before).TotalMilliseconds);
        }

        times.Sort();
        return [.. times];
    }

    /// <summary>Milliseconds of each call of each action, sorted: one call of each in turn.</summary>
    public static double[][] InTurns(Action[] actions, TimeSpan duration, TimeProvider clock, CancellationToken cancellation, int fewest = 5)
    {
        List<double>[] times = [.. actions.Select(_ => new List<double>())];
        long start = clock.GetTimestamp();
        for (int round = -1; round < fewest || (round < Most && clock.GetElapsedTime(start) < duration); round++)
        {
            for (int a = 0; a < actions.Length; a++)
            {
                cancellation.ThrowIfCancellationRequested();
                long before = clock.GetTimestamp();
                actions[a]();
                if (round >= 0)
                {
                    times[a].Add(clock.GetElapsedTime(before).TotalMilliseconds);
                }
            }
        }

        return [.. times.Select(t => (double[])[.. t.Order()])];
    }

    public static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
