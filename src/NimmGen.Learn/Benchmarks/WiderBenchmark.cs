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

/// <summary>How time grows with one size.</summary>
/// <param name="What">Locations, steps, hidden units, parameters; of which training.</param>
/// <param name="Sizes">Ascending.</param>
/// <param name="Ms">Fastest iteration at each.</param>
/// <param name="Exponent">Slope of log time by log size, least squares.</param>
public sealed record ScalingCurve(string What, ImmutableArray<int> Sizes, ImmutableArray<double> Ms, double Exponent);

/// <summary>What couplings and closures cost.</summary>
/// <param name="Name">Of the mechanism.</param>
/// <param name="MsFreePath">Median of objective and gradient of the free path.</param>
/// <param name="Ratio">To the plain mechanism.</param>
public sealed record MechanismTiming(string Name, double MsFreePath, double Ratio);

/// <summary>What takes longer than <see cref="EngineBenchmark"/>: national panels, cores, scaling, mechanisms with couplings and closures.</summary>
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

    /// <summary>Independent trainings side by side, and one large training divided.</summary>
    public static ImmutableArray<CoreTiming> Cores(TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        int threads = Environment.ProcessorCount;
        return
        [
            SideBySide(EngineShape.CovidBogota, threads, duration, clock, cancellation),
            SideBySide(EngineShape.InfluenzaUsa, threads, duration, clock, cancellation),
            Divided(EngineShape.InfluenzaUsa, threads, duration, clock, cancellation),
            DividedPath(EngineShape.MrsaVirginia, threads, duration, clock, cancellation),
        ];
    }

    /// <summary>Exponents of time in each size, with a free path and with CalibNN.</summary>
    public static ImmutableArray<ScalingCurve> Scaling(TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        EngineShape path = new("scaling", 256, 200, 8, 7), network = new("scaling", 16, 128, 8, 7);
        return
        [
            Curve("locations, free path", [128, 256, 512, 1024], n => Path(path with { Locations = n })),
            Curve("steps, free path", [100, 200, 400, 800], n => Path(path with { Steps = n })),
            Curve("sub-steps, free path", [7, 14, 28, 56], n => Path(path, n)),
            Curve("locations, CalibNN", [8, 16, 32, 64], n => Network(network with { Locations = n })),
            Curve("steps, CalibNN (attention over all time)", [64, 128, 256, 512], n => Network(network with { Steps = n })),
        ];

        ScalingCurve Curve(string what, int[] sizes, Func<int, Action> training)
        {
            double[] ms = [.. sizes.Select(n => Timings.Of(training(n), duration / sizes.Length, clock, cancellation)[0])];
            return new(what, [.. sizes], [.. ms], Slope(sizes, ms));
        }

        static Action Path(EngineShape shape, int? subSteps = null) =>
            new FreePathTraining(SyntheticTraining.Seirm() is var model && subSteps is { } n ? new(model.Name, null, model.Symbols, model.Statements, model.Scheme, n) : model, shape, 1).Iterate;

        static Action Network(EngineShape shape) => Iteration(Training(shape, 1));
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

    /// <summary>Slope of the least-squares line through logarithms.</summary>
    public static double Slope(IReadOnlyList<int> sizes, IReadOnlyList<double> times)
    {
        double[] x = [.. sizes.Select(n => Math.Log(n))], y = [.. times.Select(t => Math.Log(t))];
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }

    private static CoreTiming SideBySide(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        NetworkTraining[] trainings = [.. Enumerable.Range(0, threads).Select(_ => Training(shape, 1))];
        const int iterations = 4;
        double one = Timings.Median(Timings.Of(() => Repeat(trainings[0], iterations), duration, clock, cancellation));
        double all = Timings.Median(Timings.Of(() => Parallel.For(0, threads, i => Repeat(trainings[i], iterations)), duration, clock, cancellation));
        return new($"{shape.Name}, {threads} trainings side by side", threads, one / iterations, all / iterations, threads * one / all);
    }

    private static CoreTiming Divided(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        double one = Timings.Median(Timings.Of(Iteration(Training(shape, 1)), duration, clock, cancellation));
        double all = Timings.Median(Timings.Of(Iteration(Training(shape, threads)), duration, clock, cancellation));
        return new($"{shape.Name}, one training divided", threads, one, all, one / all);
    }

    private static CoreTiming DividedPath(EngineShape shape, int threads, TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        double one = Timings.Median(Timings.Of(new FreePathTraining(SyntheticTraining.Seirm(), shape, 1).Iterate, duration, clock, cancellation));
        double all = Timings.Median(Timings.Of(new FreePathTraining(SyntheticTraining.Seirm(), shape, threads).Iterate, duration, clock, cancellation));
        return new($"{shape.Name}, one free path divided", threads, one, all, one / all);
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
