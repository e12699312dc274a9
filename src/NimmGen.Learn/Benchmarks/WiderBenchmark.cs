using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Benchmarks;

/// <summary>An iteration of a free path and SEIRM on a national panel.</summary>
/// <param name="Name">Of the shape.</param>
/// <param name="Locations">Of the shape.</param>
/// <param name="Steps">Of the shape.</param>
/// <param name="Threads">That shared it.</param>
/// <param name="MsPerIteration">Median wall time of objective and gradient.</param>
/// <param name="MemoryMegabytes">The process's resident memory after it, data included.</param>
public sealed record PanelTiming(string Name, int Locations, int Steps, int Threads, double MsPerIteration, double MemoryMegabytes);

/// <summary>All cores against one.</summary>
/// <param name="Name">What ran.</param>
/// <param name="Threads">Cores that were used.</param>
/// <param name="MsOne">Median wall time on one.</param>
/// <param name="MsAll">On all: of one training divided among them, or of as many trainings as there are cores, one each.</param>
/// <param name="Speedup">Work a second on all over work a second on one.</param>
public sealed record CoreTiming(string Name, int Threads, double MsOne, double MsAll, double Speedup);

/// <summary>What couplings and closures cost.</summary>
/// <param name="Name">Of the mechanism.</param>
/// <param name="MsFreePath">Median of objective and gradient of the free path.</param>
/// <param name="Ratio">To the plain mechanism.</param>
public sealed record MechanismTiming(string Name, double MsFreePath, double Ratio);

/// <summary>What takes longer than <see cref="EngineBenchmark"/>: national panels, cores, mechanisms with couplings and closures.</summary>
public static class WiderBenchmark
{
    /// <summary>A free path on 3,143 locations over 520 weeks and 3,650 days, on one thread and on all.</summary>
    public static ImmutableArray<PanelTiming> Panels(TimeSpan duration, TimeProvider clock, CancellationToken cancellation) =>
    [
        .. from shape in new[] { EngineShape.NationalWeekly, EngineShape.NationalDaily }
           from threads in new[] { 1, Environment.ProcessorCount }.Distinct()
           select Panel(shape, threads, duration, clock, cancellation),
    ];

    /// <summary>One panel on so many threads.</summary>
    public static PanelTiming Panel(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var training = new FreePathTraining(SyntheticTraining.Seirm(), shape, threads);
        double median = Timings.Median(Timings.Of(training.Iterate, duration, clock, cancellation, fewest: 3));
        var timing = new PanelTiming(shape.Name, shape.Locations, shape.Steps, threads, median, Environment.WorkingSet / 1e6);
        GC.KeepAlive(training);

        // The next panel begins without this one's memory.
        training = null;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return timing;
    }

    /// <summary>Independent trainings side by side, and one large training divided; one core and all take turns.</summary>
    public static ImmutableArray<CoreTiming> Cores(TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        int threads = Environment.ProcessorCount;
        return
        [
            SideBySide(EngineShape.CovidBogota, threads, duration, clock, cancellation),
            SideBySide(EngineShape.InfluenzaUsa, threads, duration, clock, cancellation),
            Divided(EngineShape.InfluenzaUsa, threads, duration, clock, cancellation),
            Divided(EngineShape.MrsaVirginia with { Locations = 256 }, threads, duration, clock, cancellation),
            DividedPath(EngineShape.MrsaVirginia, threads, duration, clock, cancellation),
        ];
    }

    /// <summary>
    /// SEIRM plain, with a dense matrix and a sparse one between all locations, and with a closure in its force of infection; influenza's
    /// shape. All take turns, so that what else the machine does falls on all alike.
    /// </summary>
    public static ImmutableArray<MechanismTiming> Mechanisms(TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        EngineShape dense = EngineShape.InfluenzaUsa, sparse = dense with { Name = "sparse" };
        (string Name, FreePathTraining Training)[] all =
        [
            ("plain", new(SyntheticTraining.Seirm(), dense, 1)),
            ("coupled, dense", new(SyntheticTraining.Seirm(SyntheticTraining.Variant.Coupled), dense, 1)),
            ("coupled, sparse", new(SyntheticTraining.Seirm(SyntheticTraining.Variant.Coupled), sparse, 1)),
            ("closure of 8", new(SyntheticTraining.Seirm(SyntheticTraining.Variant.Closure), dense, 1)),
        ];
        double[][] times = Timings.InTurns([.. all.Select<(string, FreePathTraining Training), Action>(a => a.Training.Iterate)], duration * all.Length, clock, cancellation);
        return [.. all.Select((a, i) => new MechanismTiming(a.Name, Timings.Median(times[i]), Timings.Median(times[i]) / Timings.Median(times[0])))];
    }

    private static CoreTiming SideBySide(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        NetworkTraining[] trainings = [.. Enumerable.Range(0, threads).Select(_ => Training(shape, 1))];
        const int iterations = 4;
        CoreTiming timing = OneAndAll(
            $"{shape.Name}, {threads} trainings side by side", threads, () => Repeat(trainings[0], iterations),
            () => Parallel.For(0, threads, i => Repeat(trainings[i], iterations)), duration, clock, cancellation);
        return timing with { MsOne = timing.MsOne / iterations, MsAll = timing.MsAll / iterations, Speedup = threads * timing.Speedup };
    }

    private static CoreTiming Divided(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation) => OneAndAll(
        $"{shape.Name}, {shape.Locations} places, one training divided", threads, Iteration(Training(shape, 1)), Iteration(Training(shape, threads)), duration, clock, cancellation);

    private static CoreTiming DividedPath(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation) => OneAndAll(
        $"{shape.Name}, {shape.Locations} places, one free path divided", threads, new FreePathTraining(SyntheticTraining.Seirm(), shape, 1).Iterate,
        new FreePathTraining(SyntheticTraining.Seirm(), shape, threads).Iterate, duration, clock, cancellation);

    private static CoreTiming OneAndAll(string name, int threads, Action one, Action all, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        double[][] times = Timings.InTurns([one, all], 2 * duration, clock, cancellation);
        (double alone, double together) = (Timings.Median(times[0]), Timings.Median(times[1]));
        return new(name, threads, alone, together, alone / together);
    }

    private static NetworkTraining Training(EngineShape shape, int threads)
    {
        MechanismIr model = SyntheticTraining.Seirm();
        MechanismKernel kernel = MechanismKernel.Compile(model, new(shape.StepDays));
        return new(model, kernel, SyntheticTraining.Data(shape, kernel.Layout, seed: 1), new CalibrationSettings { Threads = threads }, iterations: 1000);
    }

    private static Action Iteration(NetworkTraining training) => () => Repeat(training, 1);

    private static void Repeat(NetworkTraining training, int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            training.Evaluate();
            training.Step();
        }
    }
}
