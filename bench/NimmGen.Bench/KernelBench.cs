using NimmGen.Learn.Kernels;

namespace NimmGen.Bench;

/// <summary>Rates of the kernels alone, in the shapes in which CalibNN calls them.</summary>
internal static unsafe class KernelBench
{
    public static int Run()
    {
        var peak = FmaPeak.Measure();
        Console.WriteLine($"FMA peak of one core: {peak:F0} GFLOP/s");
        var kernels = KernelSet.For(SimdWidth.Widest);
        Product(kernels, peak, "scores, z x'", 294, 304, 64, transposed: false);
        Product(kernels, peak, "projection", 294, 192, 64, transposed: false);
        Product(kernels, peak, "projection adjoint", 294, 64, 192, transposed: false);
        Product(kernels, peak, "weighted values", 294, 64, 294, transposed: false);
        Product(kernels, peak, "the same, transposed", 294, 64, 294, transposed: true);
        Product(kernels, peak, "weight gradient", 64, 192, 294, transposed: true);
        Product(kernels, peak, "weight gradient, L=8", 64, 192, 1432, transposed: true);
        Product(kernels, peak, "recurrent, 1 lane", 1, 64, 32, transposed: false);
        Product(kernels, peak, "recurrent, 8 lanes", 8, 64, 32, transposed: false);
        Product(kernels, peak, "recurrent, 8 lanes, n", 8, 32, 32, transposed: false);
        Softmax(kernels, 294, 304);
        Function(kernels, Elementwise.Exp);
        Function(kernels, Elementwise.Sigmoid);
        Function(kernels, Elementwise.Tanh);
        // The first size stays in the first-level cache.
        foreach (var (steps, lanes) in ((int, int)[])[(8, 1), (294, 1), (8, 4), (179, 4), (294, 4), (179, 8)])
        {
            Recurrence(kernels, peak, steps, lanes);
        }

        return 0;
    }

    private static void Product(KernelSet kernels, double peak, string name, int rows, int columns, int depth, bool transposed)
    {
        AlignedBuffer a = new((long)rows * depth), b = new((long)depth * columns), c = new((long)rows * columns);
        var seconds = Time(() => kernels.Gemm(
            rows, columns, depth, a.Pointer, transposed ? 1 : depth, transposed ? rows : 1, b.Pointer, columns, c.Pointer, columns, c.Pointer, columns));
        var rate = 2.0 * rows * columns * depth / seconds / 1e9;
        Console.WriteLine($"{name,-24} {rows} x {depth} x {columns}: {seconds * 1e6:F2} us, {rate:F0} GFLOP/s, {rate / peak:P0}");
    }

    private static void Softmax(KernelSet kernels, int steps, int padded)
    {
        AlignedBuffer s = new((long)steps * padded), sums = new(padded);
        var seconds = Time(() => kernels.Softmax(steps, steps, padded, 0.1f, s.Pointer, padded, sums.Pointer));
        Console.WriteLine($"{"softmax",-24} {steps} x {padded}: {seconds * 1e6:F1} us, {seconds / steps / padded * 1e9:F2} ns an element");
    }

    private static void Function(KernelSet kernels, Elementwise function)
    {
        AlignedBuffer x = new(4096), y = new(4096);
        var seconds = Time(() => kernels.Apply(function, 4096, x.Pointer, y.Pointer));
        Console.WriteLine($"{function,-24} {seconds / 4096 * 1e9:F3} ns an element");
    }

    private static void Recurrence(KernelSet kernels, double peak, int steps, int lanes)
    {
        var shape = new GruShape(steps, lanes, 32, 2);
        AlignedBuffer gates = new((long)shape.Rows * shape.GateWidth), memory = new((long)shape.Rows * shape.OutputWidth);
        AlignedBuffer output = new((long)shape.Rows * shape.OutputWidth), weights = new(2 * 32 * 96), bias = new(192), initial = new(64 * lanes);
        AlignedBuffer adjoint = new((long)shape.Rows * shape.OutputWidth), carry = new(64 * lanes);
        var forward = Time(() => kernels.GruForward(
            shape, 0, shape.Steps, gates.Pointer, memory.Pointer, output.Pointer, weights.Pointer, bias.Pointer, 96, initial.Pointer));
        var backward = Time(() => kernels.GruBackward(
            shape, 0, shape.Steps, gates.Pointer, memory.Pointer, output.Pointer, adjoint.Pointer, weights.Pointer, initial.Pointer, carry.Pointer));
        var flops = 2.0 * shape.Rows * 192 * 32;
        Report("recurrence forward", forward);
        Report("recurrence backward", backward);

        void Report(string name, double seconds) => Console.WriteLine(
            $"{name,-24} {lanes} lanes, T={steps}: {seconds / shape.Steps * 1e9:F0} ns a step (2 directions), {flops / seconds / 1e9:F0} GFLOP/s, {flops / seconds / 1e9 / peak:P0}");
    }

    /// <summary>Seconds a call, the best of seven batches of about 3 ms.</summary>
    private static double Time(Action action)
    {
        var clock = TimeProvider.System;
        action();
        var start = clock.GetTimestamp();
        action();
        var count = Math.Max(1, (int)(0.003 / Math.Max(1e-7, clock.GetElapsedTime(start).TotalSeconds)));
        var best = double.PositiveInfinity;
        for (var batch = 0; batch < 7; batch++)
        {
            start = clock.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                action();
            }

            best = Math.Min(best, clock.GetElapsedTime(start).TotalSeconds / count);
        }

        return best;
    }
}
