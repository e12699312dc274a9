using System.Globalization;
using NimmGen.Learn.Benchmarks;

namespace NimmGen.Bench;

/// <summary>The benchmark of <c>nimmgen bench engine</c> in a process where all code is optimised at its first call.</summary>
internal static class EngineBench
{
    /// <summary>What matrices between places and closures cost, all in turns.</summary>
    public static int Mechanisms(string[] args)
    {
        double seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2;
        foreach (MechanismTiming m in WiderBenchmark.Mechanisms(TimeSpan.FromSeconds(seconds), TimeProvider.System, default))
        {
            Console.WriteLine($"{m.Name}: {m.MsFreePath:F2} ms, {m.Ratio:F2} times the plain one");
        }

        return 0;
    }

    public static int Run(string[] args)
    {
        var name = args.Length > 0 ? args[0] : "all";
        var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2;
        EngineShape[] shapes = [.. EngineShape.All.Where(s => name == "all" || s.Name == name)];
        if (shapes.Length == 0)
        {
            Console.Error.WriteLine($"No shape '{name}'; expected all, {string.Join(", ", EngineShape.All.Select(s => s.Name))}.");
            return 2;
        }

        var report = EngineBenchmark.Run(shapes, TimeSpan.FromSeconds(seconds));
        Console.WriteLine($"FMA peak of one core: {report.PeakGflops:F0} GFLOP/s; kernel compiled in {report.KernelMs.First:F1} ms cold, {report.KernelMs.Warm:F1} ms warm");
        foreach (var t in report.Shapes)
        {
            Console.WriteLine(
                $"{t.Name}: L={t.Locations} T={t.Steps} F={t.Features}: {t.MsPerIteration:F2} ms an iteration (median of {t.Iterations}, best {t.MsBest:F2}), "
                + $"{t.Gflops:F0} GFLOP/s, {t.ShareOfPeak:P0} of the peak; free path {t.MsFreePathEvaluation:F3} ms an evaluation; {t.MemoryMegabytes:F0} MB");
        }

        return 0;
    }
}
