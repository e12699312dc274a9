using System.Globalization;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;

namespace NimmGen.Bench;

/// <summary>
/// Times each layer forward and backward on 64 channels, and how its time grows with the length of the history: the exponent of the best
/// times from the shortest to the longest.
/// </summary>
internal static class LayerBench
{
    private const int Channels = SingleLayer.Channels;
    private const int Places = 8;
    private static readonly int[] Lengths = [256, 1024, 4096];

    private static readonly LayerDeclaration[] Layers =
    [
        new LinearDeclaration("Linear(64)", Channels, Initial.Default, Place.None),
        new MlpDeclaration("Mlp([128, 64])", [128, Channels], Activation.Tanh, Initial.Default, Place.None),
        new GruDeclaration("Gru(32), both ways", 32, 1, true, Initial.Default, Place.None),
        new GruDeclaration("Gru(24), both ways", 24, 1, true, Initial.Default, Place.None),
        new LstmDeclaration("Lstm(32), both ways", 32, 1, true, Initial.Default, Place.None),
        new Conv1dDeclaration("Conv1d(64, kernel: 5)", Channels, 5, true, 1, Initial.Default, Place.None),
        new AttentionDeclaration("SelfAttention(4)", 4, null, Place.None),
        new AttentionDeclaration("SelfAttention(4, window: 28)", 4, 28, Place.None),
        new TransformerDeclaration("TransformerBlock(4, window: 28)", 4, 28, 4, 0, Place.None),
        new NormDeclaration("LayerNorm", Place.None),
        new DropoutDeclaration("Dropout(0.2)", 0.2, Place.None),
    ];

    public static int Run(string[] args)
    {
        TimeSpan duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 0.3);
        double peak = FmaPeak.Measure();
        Console.WriteLine($"FMA peak of one core: {peak:F0} GFLOP/s; {Places} places, {Channels} channels, best of {duration.TotalSeconds:F1} s a length");
        Console.WriteLine($"{"layer",-34}{"us a step and place, T = " + string.Join(", ", Lengths),-40}{"GFLOP/s",8}{"of peak",9}{"exponent in T",15}");
        foreach (LayerDeclaration layer in Layers)
        {
            (double Seconds, long Flops)[] times = [.. Lengths.Select(t => Best(layer, t, duration))];
            double exponent = Math.Log(times[^1].Seconds / times[0].Seconds) / Math.Log((double)Lengths[^1] / Lengths[0]);
            double rate = times[0].Flops / times[0].Seconds / 1e9;
            string each = string.Join(", ", times.Select((t, i) => (t.Seconds * 1e6 / (Lengths[i] * Places)).ToString("F2", CultureInfo.InvariantCulture)));
            Console.WriteLine($"{layer.Name,-34}{each,-40}{rate,8:F0}{rate / peak,9:P0}{exponent,15:F2}");
        }

        return 0;
    }

    private static (double Seconds, long Flops) Best(LayerDeclaration layer, int steps, TimeSpan duration)
    {
        (double plain, long plainFlops) = Time(null, steps, duration);
        (double with, long flops) = Time(layer, steps, duration);
        return (Math.Max(with - plain, 1e-9), flops - plainFlops);
    }

    private static (double Seconds, long Flops) Time(LayerDeclaration? layer, int steps, TimeSpan duration)
    {
        NetworkProgram<float> program = SingleLayer.Program(layer, 1, Places, steps);
        float[] history = SingleLayer.History(1, Places, steps);
        float[] raw = new float[Places], adjoint = [.. Enumerable.Repeat(1e-3f, Places)];
        TimeProvider clock = TimeProvider.System;
        double best = double.PositiveInfinity;
        long start = clock.GetTimestamp();
        for (int i = 0; i < 3 || clock.GetElapsedTime(start) < duration; i++)
        {
            long before = clock.GetTimestamp();
            program.Forward(history, raw, 1);
            program.Backward(adjoint);
            best = Math.Min(best, clock.GetElapsedTime(before).TotalSeconds);
        }

        return (best, program.Flops);
    }
}
