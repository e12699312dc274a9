using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Benchmarks;

/// <summary>How time and memory grow with one size.</summary>
/// <param name="What">Which size, of which training.</param>
/// <param name="Sizes">Ascending.</param>
/// <param name="Ms">Fastest iteration at each.</param>
/// <param name="Exponent">Slope of log time by log size, least squares.</param>
public sealed record ScalingCurve(string What, ImmutableArray<int> Sizes, ImmutableArray<double> Ms, double Exponent)
{
    /// <summary>The same of the bytes that the training takes, as they are predicted before it begins; 0 where they do not depend on the size.</summary>
    public double MemoryExponent { get; init; }
}

/// <summary>
/// Exponents of time and memory in each size: locations, steps, sub-steps, parameters, hidden units, cores. All sizes of a curve take turns, so
/// that what else the machine does falls on all alike, and the fastest of each counts.
/// </summary>
public static class ScalingBenchmark
{
    private const int Channels = 64;

    /// <summary>All curves, each for so long.</summary>
    public static ImmutableArray<ScalingCurve> Run(TimeSpan duration, TimeProvider clock, CancellationToken cancellation)
    {
        EngineShape path = new("scaling", 256, 200, 8, 7), network = new("scaling", 16, 128, 8, 7);
        int[] lengths = [256, 512, 1024, 2048];
        return
        [
            Curve("locations, free path", [128, 256, 512, 1024], n => Path(path with { Locations = n })),
            Curve("steps, free path", [100, 200, 400, 800], n => Path(path with { Steps = n })),
            Curve("sub-steps, free path", [7, 14, 28, 56], n => Path(path, n)),
            Curve("locations, CalibNN", [8, 16, 32, 64], n => Calibrated(network with { Locations = n })),
            Curve("steps, CalibNN (attention over all time)", [64, 128, 256, 512], n => Calibrated(network with { Steps = n })),
            Curve("parameters, CalibNN", [2, 4, 8, 16], n => Alone(new(8, 16, 128, 128, n))),
            Curve("hidden units, CalibNN", [16, 32, 64, 128], n => Alone(new(8, 16, 128, 128, 4) { Hidden = n })),
            Curve("steps, Gru", lengths, n => Layer(new GruDeclaration("layer", 32, 1, true, Initial.Default, Place.None), n)),
            Curve("steps, Lstm", lengths, n => Layer(new LstmDeclaration("layer", 32, 1, true, Initial.Default, Place.None), n)),
            Curve("steps, Conv1d of 5", lengths, n => Layer(new Conv1dDeclaration("layer", Channels, 5, true, 1, Initial.Default, Place.None), n)),
            Curve("steps, attention in windows of 28", lengths, n => Layer(new AttentionDeclaration("layer", 4, 28, Place.None), n)),
            Curve("steps, attention over weekly means", lengths, n => Layer(new AttentionDeclaration("layer", 4, null, Place.None), n, weekly: true)),
            Curve("steps, attention over all time", lengths, n => Layer(new AttentionDeclaration("layer", 4, null, Place.None), n)),
            .. Environment.ProcessorCount == 1 ? [] : (ImmutableArray<ScalingCurve>)
            [
                Curve("cores, CalibNN (-1: twice as fast on two)", Cores, n => (Training(network with { Locations = 64 }, n), 0)),
            ],
        ];

        ScalingCurve Curve(string what, int[] sizes, Func<int, (Action Iteration, double Bytes)> training)
        {
            (Action Iteration, double Bytes)[] trainings = [.. sizes.Select(training)];
            double[] ms = [.. Timings.InTurns([.. trainings.Select(t => t.Iteration)], duration, clock, cancellation).Select(t => t[0])];
            double[] bytes = [.. trainings.Select(t => t.Bytes)];
            return new(what, [.. sizes], [.. ms], Slope(sizes, ms)) { MemoryExponent = bytes[0] > 0 ? Slope(sizes, bytes) : 0 };
        }
    }

    /// <summary>Slope of the least-squares line through logarithms.</summary>
    public static double Slope(IReadOnlyList<int> sizes, IReadOnlyList<double> values)
    {
        double[] x = [.. sizes.Select(n => Math.Log(n))], y = [.. values.Select(t => Math.Log(t))];
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }

    private static int[] Cores => [.. Enumerable.Range(0, 7).Select(k => 1 << k).Where(n => n <= Environment.ProcessorCount)];

    private static (Action Iteration, double Bytes) Path(EngineShape shape, int? subSteps = null)
    {
        MechanismIr model = SyntheticTraining.Seirm();
        var training = new FreePathTraining(subSteps is { } n ? new(model.Name, null, model.Symbols, model.Statements, model.Scheme, n) : model, shape, 1);
        KernelLayout layout = training.Kernel.Layout;
        double bytes = subSteps is null ? TrainingMemory.OfMechanism(layout, SyntheticTraining.Data(shape, layout, seed: 1, history: false)) : 0;
        return (training.Iterate, bytes);
    }

    private static (Action Iteration, double Bytes) Calibrated(EngineShape shape) =>
        (Training(shape, 1), TrainingMemory.OfNetwork(new(shape.Features, shape.Locations, shape.Steps, shape.Steps, 4)));

    private static Action Training(EngineShape shape, int threads)
    {
        MechanismIr model = SyntheticTraining.Seirm();
        MechanismKernel kernel = MechanismKernel.Compile(model, new(shape.StepDays));
        var training = new NetworkTraining(model, kernel, SyntheticTraining.Data(shape, kernel.Layout, seed: 1), new CalibrationSettings { Threads = threads }, iterations: 1000);
        return () =>
        {
            training.Evaluate();
            training.Step();
        };
    }

    /// <summary>CalibNN without a mechanism behind it.</summary>
    private static (Action Iteration, double Bytes) Alone(CalibNNOptions options)
    {
        var network = new CalibNN(options, seed: 1);
        float[] history = Waves(options.Steps * options.Locations * options.Features), raw = new float[options.Weeks * options.Outputs * options.Locations];
        float[] adjoint = Waves(raw.Length);
        return (() =>
        {
            network.Forward(history, raw);
            network.Backward(adjoint);
        }, TrainingMemory.OfNetwork(options));
    }

    /// <summary>One layer behind a linear map, forward and backward on 8 places.</summary>
    private static (Action Iteration, double Bytes) Layer(LayerDeclaration layer, int steps, bool weekly = false)
    {
        var sizes = new NetworkSizes(1, 8, steps, 1, 1, StepDays: 1);
        SignalNode[] before = weekly ? [new FunctionNode(SignalFunction.WeeklyMeans, 0), new LayerNode("before", [1])] : [new LayerNode("before", [0])];
        int own = before.Length + 1;
        var network = new NetworkIr(
            "One", null, [new LinearDeclaration("before", Channels, Initial.Default, Place.None), layer],
            [
                new HistoryNode(), .. before, new LayerNode("layer", [own - 1]), new ProductNode(own, own),
                new FunctionNode(SignalFunction.SumOverTime, own + 1), new RepeatNode(own + 2, TimeAxis.Steps),
            ],
            own + 3);
        var program = new NetworkProgram<float>(network, sizes, 1, new FloatArithmetic(SimdWidth.Widest), long.MaxValue);
        float[] history = Waves(steps * sizes.Locations), raw = new float[sizes.Locations], adjoint = Waves(sizes.Locations);
        return (() =>
        {
            program.Forward(history, raw, 1);
            program.Backward(adjoint);
        }, NetworkMemory.Predict(network, sizes, long.MaxValue).Bytes);
    }

    private static float[] Waves(int length) => [.. Enumerable.Range(0, length).Select(i => 1e-2f * MathF.Sin(0.7f * i))];
}
