using System.Diagnostics;

namespace NimmGen.Compile.Tests;

/// <summary>Prints the times of the figures in the documentation; asserts no time: what a busy machine takes says nothing.</summary>
public sealed class PerformanceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 294, 1.0, 1)]
    [InlineData(1, 294, 1.0, 4)]
    [InlineData(51, 179, 7.0, 28)]
    public void Seirm_forward_and_backward(int lanes, int steps, double stepDays, int subSteps)
    {
        var kernel = MechanismKernel.Compile(Models.Seirm(), new KernelOptions(stepDays, subSteps));
        SimulationBuffers b = kernel.CreateBuffers(lanes, steps);
        Array.Fill(b.Neural, 0.3);
        Array.Fill(b.Inputs, 1e6);
        b.Learned.AsSpan().Fill(0.2);
        b.Learned[2] = 1e-4;
        Array.Fill(b.ObservationAdjoint, 1e-3);
        double forward = double.MaxValue, backward = double.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long t0 = Stopwatch.GetTimestamp();
            kernel.Start(b);
            kernel.Simulate(b, 0, steps);
            long t1 = Stopwatch.GetTimestamp();
            kernel.Differentiate(b, 0, steps, throughStart: true);
            forward = Math.Min(forward, Stopwatch.GetElapsedTime(t0, t1).TotalMicroseconds);
            backward = Math.Min(backward, Stopwatch.GetElapsedTime(t1).TotalMicroseconds);
        }

        output.WriteLine($"L={lanes} T={steps} sub-steps={subSteps}: forward {forward:F1} us, backward {backward:F1} us");
        Assert.True(b.Observations[0] > 0 && b.NeuralAdjoint[0] > 0 && double.IsFinite(b.LearnedAdjoint[1]));
    }

    [Fact]
    public void Compilation_is_quick()
    {
        double best = double.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long t0 = Stopwatch.GetTimestamp();
            var kernel = MechanismKernel.Compile(Models.Seirm(), new KernelOptions(1));
            SimulationBuffers b = kernel.CreateBuffers(8, 1);
            kernel.Start(b);
            kernel.Simulate(b, 0, 1);
            kernel.Differentiate(b, 0, 1, throughStart: true);
            double elapsed = Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
            output.WriteLine($"compile, first run: {elapsed:F1} ms");
            best = Math.Min(best, elapsed);
        }

        output.WriteLine($"best: {best:F1} ms");
        Assert.True(double.IsFinite(best));
    }
}
