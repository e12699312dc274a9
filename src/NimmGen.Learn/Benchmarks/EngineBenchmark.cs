using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Benchmarks;

/// <summary>
/// Times the engine on one thread, with the code that a search runs: whole iterations of CalibNN and SEIRM (network
/// forward, bounds, simulation, loss, and all the way back, AdamW), the free path's objective, and compilation.
/// </summary>
public static class EngineBenchmark
{
    private const ulong Seed = 1;
    private const int Fewest = 5;

    /// <param name="shapes">To be timed, in this order.</param>
    /// <param name="duration">For each shape; at least a few iterations are timed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    public static EngineReport Run(
        IEnumerable<EngineShape> shapes, TimeSpan duration, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        TimeProvider clock = time ?? TimeProvider.System;
        Latency kernel = CompileKernels(clock);
        double before = FmaPeak.Measure(clock);
        EngineTiming[] timings = [.. shapes.Select(shape => Measure(shape, duration, clock, cancellation))];
        double peak = Math.Max(before, FmaPeak.Measure(clock));
        double bandwidth = MemoryBandwidth.Measure(clock);
        return new(
            peak, [.. timings.Select(t => t with { ShareOfPeak = t.Gflops / peak, ShareOfBandwidth = t.TrafficMegabytes / t.MsPerIteration / bandwidth })], kernel)
        {
            BandwidthGigabytes = bandwidth,
        };
    }

    private static EngineTiming Measure(EngineShape shape, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        MechanismIr model = SyntheticTraining.Seirm();
        MechanismKernel kernel = MechanismKernel.Compile(model, new(shape.StepDays));
        CalibrationData data = SyntheticTraining.Data(shape, kernel.Layout, Seed);
        var settings = new CalibrationSettings { Seed = Seed };

        var path = new FreePathObjective(model, kernel, data, settings);
        var point = new double[path.Count];
        var gradient = new double[path.Count];
        double[] evaluations = Timings.Of(() => Finite(path.Evaluate(point, gradient), shape), duration / 4, clock, cancellation);

        var training = new NetworkTraining(model, kernel, data, settings, settings.Iterations);
        double[] iterations = Timings.Of(
            () =>
            {
                Finite(training.Evaluate(), shape);
                training.Step();
            },
            duration, clock, cancellation);
        double median = Timings.Median(iterations);
        return new(
            shape.Name, shape.Locations, shape.Steps, shape.Features, training.Weeks, kernel.SubSteps, Threads: 1, iterations.Length,
            median, iterations[0], training.FlopsPerIteration / (median * 1e6), ShareOfPeak: 0, Timings.Median(evaluations), Environment.WorkingSet / 1e6)
        {
            TrafficMegabytes = Traffic(training, kernel.Layout, data) / 1e6,
        };
    }

    // Every activation is written once and read once on the way back; rows of the mechanism likewise.
    private static double Traffic(NetworkTraining training, KernelLayout layout, CalibrationData data) =>
        2 * (TrainingMemory.OfNetwork(((CalibNN)training.Network).Options) + TrainingMemory.OfMechanism(layout, data));

    /// <summary>A diverged training does less work: its time would say nothing.</summary>
    private static void Finite(double objective, EngineShape shape)
    {
        if (!double.IsFinite(objective))
        {
            throw new InvalidOperationException($"the objective of the shape {shape.Name} is {objective}: its synthetic data are outside what the mechanism can follow");
        }
    }

    private static Latency CompileKernels(TimeProvider clock)
    {
        MechanismIr model = SyntheticTraining.Seirm();
        double[] times = [.. Enumerable.Range(0, Fewest + 1).Select(_ => CompileKernel(model, clock))];
        return new(times[0], Timings.Median([.. times[1..].Order()]));
    }

    private static double CompileKernel(MechanismIr model, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        MechanismKernel kernel = MechanismKernel.Compile(model, new(1));
        SimulationBuffers buffers = kernel.CreateBuffers(lanes: 1, steps: 2);
        // Machine code is made when it is first called.
        kernel.Start(buffers);
        kernel.Simulate(buffers, 0, 2);
        kernel.Differentiate(buffers, 0, 2, throughStart: true);
        return clock.GetElapsedTime(start).TotalMilliseconds;
    }
}
