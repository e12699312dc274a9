using System.Globalization;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Networks;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Bench;

/// <summary>Times one training iteration of CalibNN (forward, backward, AdamW) on the shapes of the benchmark's tasks.</summary>
internal static class NetworkBench
{
    private static readonly (string Name, CalibNNOptions Options)[] Shapes =
    [
        ("bogota", new CalibNNOptions(Features: 11, Locations: 1, Steps: 294, Weeks: 46, Outputs: 4)),
        ("influenza", new CalibNNOptions(Features: 15, Locations: 51, Steps: 179, Weeks: 187, Outputs: 4)),
    ];

    public static int Run(string[] args)
    {
        var name = args.Length > 0 ? args[0] : "all";
        var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2;
        var chosen = Shapes.Where(shape => name is "all" || shape.Name == name).ToArray();
        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"No shape '{name}'; expected all, {string.Join(", ", Shapes.Select(shape => shape.Name))}.");
            return 2;
        }

        var peak = FmaPeak.Measure();
        Console.WriteLine($"FMA peak of one core: {peak:F0} GFLOP/s");
        foreach (var (label, options) in chosen)
        {
            Time(label, options, peak, TimeSpan.FromSeconds(seconds));
        }

        return 0;
    }

    private static void Time(string label, CalibNNOptions options, double peak, TimeSpan duration)
    {
        var network = new CalibNN(options, seed: 1);
        var optimiser = new AdamW<float>(network.Parameters.Length, new AdamWOptions());
        var history = new float[options.Steps * options.Locations * options.Features];
        for (var i = 0; i < history.Length; i++)
        {
            history[i] = MathF.Sin(0.7f * i);
        }

        var raw = new float[options.Weeks * options.Outputs * options.Locations];
        var adjoint = new float[raw.Length];
        List<double> forward = [], backward = [], step = [], together = [];
        var clock = TimeProvider.System;
        var (separateCpu, togetherCpu) = (TimeSpan.Zero, TimeSpan.Zero);
        LocationsAdjoint fill = Fill;
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < duration || forward.Count < 5)
        {
            var cpu0 = Environment.CpuUsage.TotalTime;
            var t0 = clock.GetTimestamp();
            network.Forward(history, raw);
            var t1 = clock.GetTimestamp();
            Fill(0, options.Locations);
            var t2 = clock.GetTimestamp();
            network.Backward(adjoint);
            var t3 = clock.GetTimestamp();
            separateCpu += Environment.CpuUsage.TotalTime - cpu0;
            optimiser.Step(network.Parameters, network.Gradients);
            var t4 = clock.GetTimestamp();
            cpu0 = Environment.CpuUsage.TotalTime;
            network.ForwardBackward(history, raw, adjoint, fill);
            var t5 = clock.GetTimestamp();
            togetherCpu += Environment.CpuUsage.TotalTime - cpu0;
            forward.Add(clock.GetElapsedTime(t0, t1).TotalMilliseconds);
            backward.Add(clock.GetElapsedTime(t2, t3).TotalMilliseconds);
            step.Add(clock.GetElapsedTime(t3, t4).TotalMilliseconds);
            together.Add(clock.GetElapsedTime(t4, t5).TotalMilliseconds);
        }

        Console.WriteLine(
            $"{label}: L={options.Locations} T={options.Steps} F={options.Features} weeks={options.Weeks} P={options.Outputs}, "
            + $"{network.Parameters.Length} parameters, {network.FlopsPerIteration / 1e6:F1} MFLOP an iteration");
        Report("forward", forward);
        Report("backward", backward);
        Report("AdamW", step);
        Report("both, a few locations at a time", together);
        Rate("forward, then backward", forward.Min() + backward.Min(), separateCpu);
        Rate("a few locations at a time", together.Min(), togetherCpu);

        void Fill(int first, int count)
        {
            for (var row = 0; row < raw.Length; row += options.Locations)
            {
                for (var i = row + first; i < row + first + count; i++)
                {
                    adjoint[i] = raw[i] / raw.Length;
                }
            }
        }

        void Rate(string name, double milliseconds, TimeSpan cpu) => Console.WriteLine(
            $"  {name}: {milliseconds:F3} ms at best, {network.FlopsPerIteration / (milliseconds * 1e6):F0} GFLOP/s, "
            + $"{network.FlopsPerIteration / (milliseconds * 1e6) / peak:P0} of the peak; "
            + $"mean CPU time {cpu.TotalMilliseconds / forward.Count:F3} ms (on a busy machine the better guide)");
    }

    private static void Report(string name, List<double> values)
    {
        values.Sort();
        Console.WriteLine($"  {name}: {values[values.Count / 2]:F3} ms, median of {values.Count}; best {values[0]:F3}");
    }
}
