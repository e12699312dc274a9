using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Learn.Benchmarks;

namespace NimmGen.Bench;

/// <summary>What docs/benchmarks.md says of the engine, as Markdown: <c>bench/engine.py</c> puts it together.</summary>
internal static class MarkdownBench
{
    public static int Run(string part, double seconds)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        TimeSpan each = TimeSpan.FromSeconds(seconds);
        TimeProvider clock = TimeProvider.System;
        switch (part)
        {
            case "shapes":
                Shapes(EngineBenchmark.Run(EngineShape.All, each, clock));
                return 0;
            case "mechanisms":
                Table(
                    "| mechanism | free path, ms | to the plain one |\n|---|---|---|",
                    WiderBenchmark.Mechanisms(each, clock, default), m => $"| {m.Name} | {m.MsFreePath:F2} | {m.Ratio:F2} |");
                return 0;
            case "scaling":
                Table(
                    "| grows with | sizes | ms, best | exponent of time | of memory |\n|---|---|---|---|---|",
                    ScalingBenchmark.Run(each, clock, default),
                    c => $"| {c.What} | {string.Join(", ", c.Sizes)} | {string.Join(", ", c.Ms.Select(ms => ms.ToString("G3")))} | {c.Exponent:F2} | {(c.MemoryExponent == 0 ? "" : c.MemoryExponent.ToString("F2"))} |");
                return 0;
            case "cores":
                Table(
                    "| cores | threads | ms on one | ms on all | speed-up |\n|---|---|---|---|---|",
                    WiderBenchmark.Cores(each, clock, default), c => $"| {c.Name} | {c.Threads} | {c.MsOne:F2} | {c.MsAll:F2} | {c.Speedup:F2} |");
                return 0;
            case "panels":
                Table(
                    "| free path and SEIRM | places | steps | threads | s an iteration, median | resident memory, MiB |\n|---|---|---|---|---|---|",
                    WiderBenchmark.Panels(each, clock, default),
                    p => $"| {p.Name} | {p.Locations} | {p.Steps} | {p.Threads} | {p.MsPerIteration / 1000:F2} | {p.MemoryMegabytes * 1e6 / (1 << 20):F0} |");
                return 0;
            default:
                Console.Error.WriteLine($"No part '{part}'; expected shapes, mechanisms, scaling, cores or panels.");
                return 2;
        }
    }

    private static void Shapes(EngineReport report)
    {
        Console.WriteLine($"Multiply-add peak of one core: {report.PeakGflops:F0} GFLOP/s; memory {report.BandwidthGigabytes:F1} GB/s.\n");
        Table(
            "| shape | places | steps | features | ms, median | ms, best | GFLOP/s | of peak, median | of peak, best | free path, ms | memory, MB |\n|---|---|---|---|---|---|---|---|---|---|---|",
            report.Shapes,
            t => $"| {t.Name} | {t.Locations} | {t.Steps} | {t.Features} | {t.MsPerIteration:G4} | {t.MsBest:G4} | {t.Gflops:F0} | {t.ShareOfPeak:P0} | {t.ShareOfPeak * t.MsPerIteration / t.MsBest:P0} | {t.MsFreePathEvaluation:G3} | {t.MemoryMegabytes:F0} |");
    }

    private static void Table<T>(string head, ImmutableArray<T> rows, Func<T, string> row)
    {
        Console.WriteLine(head);
        foreach (T item in rows)
        {
            Console.WriteLine(row(item));
        }
    }
}
