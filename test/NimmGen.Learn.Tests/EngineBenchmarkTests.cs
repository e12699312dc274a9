using NimmGen.Learn.Benchmarks;

namespace NimmGen.Learn.Tests;

public sealed class EngineBenchmarkTests
{
    [Fact]
    public void Figures_belong_together()
    {
        var shape = new EngineShape("small", 3, 40, 5, 7);
        EngineReport report = EngineBenchmark.Run([shape], TimeSpan.Zero, cancellation: TestContext.Current.CancellationToken);
        EngineTiming timing = Assert.Single(report.Shapes);
        Assert.Equal(("small", 3, 40, 5, 40, 28, 1), (timing.Name, timing.Locations, timing.Steps, timing.Features, timing.Weeks, timing.SubSteps, timing.Threads));
        Assert.True(timing.Iterations >= 5);
        Assert.InRange(timing.MsBest, double.Epsilon, timing.MsPerIteration);
        Assert.True(timing.Gflops > 0 && timing.MsFreePathEvaluation > 0 && timing.MemoryMegabytes > 0);
        // The same quotient of the same two numbers.
        Assert.Equal(timing.Gflops / report.PeakGflops, timing.ShareOfPeak);
        Assert.True(report.KernelMs is { First: > 0, Warm: > 0 });
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => EngineBenchmark.Run([EngineShape.MrsaVirginia with { Locations = 1 }], TimeSpan.FromHours(1), cancellation: source.Token));
    }

    [Fact]
    public void Shapes_are_those_of_the_benchmark() =>
        Assert.Equal(["covid-bogota", "influenza-usa", "mrsa-virginia"], EngineShape.All.Select(s => s.Name));
}
