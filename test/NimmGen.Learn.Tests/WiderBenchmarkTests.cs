using NimmGen.Learn.Benchmarks;

namespace NimmGen.Learn.Tests;

public sealed class WiderBenchmarkTests
{
    [Fact]
    public void The_exponent_is_the_slope_in_logarithms()
    {
        int[] sizes = [10, 20, 40, 80];
        Assert.Equal(1.5, ScalingBenchmark.Slope(sizes, [.. sizes.Select(n => 3 * Math.Pow(n, 1.5))]), 1e-12);
    }

    [Fact]
    public void Actions_take_turns()
    {
        var order = new List<int>();
        double[][] times = Timings.InTurns([() => order.Add(0), () => order.Add(1)], TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken, fewest: 2);
        // One turn of each to warm up.
        Assert.Equal([0, 1, 0, 1, 0, 1], order);
        Assert.All(times, t => Assert.Equal(t.Order(), t));
        Assert.All(times, t => Assert.Equal(2, t.Length));
    }

    [Fact]
    public void A_panel_is_timed_on_threads()
    {
        PanelTiming timing = WiderBenchmark.Panel(new("small", 70, 20, 1, 7), 2, TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(("small", 70, 20, 2), (timing.Name, timing.Locations, timing.Steps, timing.Threads));
        Assert.True(timing is { MsPerIteration: > 0, MemoryMegabytes: > 0 });
    }

    [Fact]
    public void Memory_is_measured() => Assert.InRange(MemoryBandwidth.Measure(), 0.05, 2000);
}
