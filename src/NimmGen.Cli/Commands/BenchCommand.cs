using System.CommandLine;
using NimmGen.Frontend;
using NimmGen.Learn.Benchmarks;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench</c>: the benchmark's tables, and how fast this machine trains.</summary>
internal static class BenchCommand
{
    /// <param name="PeakGflops">Multiply-add peak of one core.</param>
    /// <param name="Shapes">One timing a shape.</param>
    /// <param name="KernelMs">From a mechanism to machine code that has run.</param>
    /// <param name="FrontEndMs">From the text of a small model to its mechanism.</param>
    /// <param name="BandwidthGigabytes">Of one core to memory.</param>
    private sealed record Result(double PeakGflops, IReadOnlyList<EngineTiming> Shapes, Latency KernelMs, Latency FrontEndMs, double BandwidthGigabytes)
    {
        public IReadOnlyList<PanelTiming>? Panels { get; init; }

        public IReadOnlyList<CoreTiming>? Cores { get; init; }

        public IReadOnlyList<ScalingCurve>? Scaling { get; init; }

        public IReadOnlyList<MechanismTiming>? Mechanisms { get; init; }
    }

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation) =>
        new ExampleCommand("bench", "The NIMM benchmark's tables, the engine's speed, the course of searches, and what they cost beside training", "nimmgen bench nimm --quick", "nimmgen bench engine", "nimmgen bench search", "nimmgen bench choice run.nimm", "nimmgen bench drafts test/Wrong", "nimmgen bench loop")
        {
            BenchNimmCommand.Create(terminal, cancellation), Engine(terminal, cancellation), RecoveryBench.Create(terminal, cancellation), BenchSearchCommand.Create(terminal, cancellation),
            BenchChoiceCommand.Create(terminal, cancellation), DraftsBench.Create(terminal, cancellation), LoopBench.Create(terminal, cancellation),
        };

    private static ExampleCommand Engine(Terminal terminal, Func<CancellationToken> cancellation)
    {
        string[] names = [.. EngineShape.All.Select(s => s.Name)];
        var shape = new Option<string[]>("--shape") { Description = $"Time this one: {string.Join(", ", names)}; may be repeated", HelpName = "NAME" };
        shape.AcceptOnlyFromAmong(names);
        var all = new Option<bool>("--all") { Description = $"Time {EngineShape.MrsaVirginia.Name} too, which takes about a gigabyte of memory" };
        var panel = new Option<bool>("--panel") { Description = "Time a free path on 3,143 places over 520 weeks and over 3,650 days, on one thread and on all; about 2 GB of memory" };
        var cores = new Option<bool>("--cores") { Description = "Time all cores against one: trainings side by side, and one training divided" };
        var scaling = new Option<bool>("--scaling") { Description = "Fit how time and memory grow with places, steps, sub-steps, parameters, hidden units and cores" };
        var mechanisms = new Option<bool>("--mechanisms") { Description = "Time what matrices between places and closures cost" };
        Option<int> seconds = SharedOptions.Whole("--seconds", "For each shape", 0, 3600, _ => 2);
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "engine",
            "Time whole training iterations (CalibNN and SEIRM, one thread, seeded data) beside the core's measured peak",
            "nimmgen bench engine",
            "nimmgen bench engine --shape covid-bogota --seconds 10",
            "nimmgen bench engine --panel --cores --scaling --mechanisms",
            "nimmgen bench engine --all --json > engine.json")
        {
            shape, all, panel, cores, scaling, mechanisms, seconds, json,
        };
        command.SetAction((parsed, _) =>
        {
            string[] chosen = parsed.GetValue(shape) is { Length: > 0 } some ? some
                : parsed.GetValue(all) ? names
                : [EngineShape.CovidBogota.Name, EngineShape.InfluenzaUsa.Name];
            Latency frontEnd = FrontEnd(terminal.Time);
            EngineReport report = EngineBenchmark.Run(
                EngineShape.All.Where(s => chosen.Contains(s.Name)), TimeSpan.FromSeconds(parsed.GetValue(seconds)), terminal.Time, cancellation());
            TimeSpan duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var result = new Result(report.PeakGflops, report.Shapes, report.KernelMs, frontEnd, report.BandwidthGigabytes)
            {
                Panels = parsed.GetValue(panel) ? WiderBenchmark.Panels(duration, terminal.Time, cancellation()) : null,
                Cores = parsed.GetValue(cores) ? WiderBenchmark.Cores(duration, terminal.Time, cancellation()) : null,
                Scaling = parsed.GetValue(scaling) ? ScalingBenchmark.Run(duration, terminal.Time, cancellation()) : null,
                Mechanisms = parsed.GetValue(mechanisms) ? WiderBenchmark.Mechanisms(duration, terminal.Time, cancellation()) : null,
            };
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(result);
            }
            else
            {
                Write(terminal, result);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Latency FrontEnd(TimeProvider time)
    {
        double[] times = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            long start = time.GetTimestamp();
            ModelReader.WarmUp();
            return time.GetElapsedTime(start).TotalMilliseconds;
        })];
        return new(times[0], times[1..].Order().ElementAt(2));
    }

    private static void Write(Terminal terminal, Result result)
    {
        terminal.Out.WriteLine($"Multiply-add peak of one core: {result.PeakGflops:0} GFLOP/s, memory {result.BandwidthGigabytes:0.0} GB/s. CalibNN and SEIRM on one thread, whole iterations:");
        Table table = Tables.Create(
            "shape", ">places", ">steps", ">features", ">ms, median", ">ms, best", ">GFLOP/s", ">of peak", ">of bandwidth", ">free path, ms", ">memory, MB");
        foreach (EngineTiming timing in result.Shapes)
        {
            table.Row(
                timing.Name, $"{timing.Locations}", $"{timing.Steps}", $"{timing.Features}", Figures.Score(timing.MsPerIteration), Figures.Score(timing.MsBest),
                timing.Gflops.ToString("0.0"), timing.ShareOfPeak.ToString("0 %"), timing.ShareOfBandwidth.ToString("0 %"), Figures.Score(timing.MsFreePathEvaluation), timing.MemoryMegabytes.ToString("0"));
        }

        terminal.Write(table);
        terminal.Out.WriteLine($"A model read: {result.FrontEndMs.First:0} ms the first time, {result.FrontEndMs.Warm:0.0} ms after; compiled: {result.KernelMs.First:0} ms and {result.KernelMs.Warm:0.0} ms");
        WriteWider(terminal, result);
    }

    private static void WriteWider(Terminal terminal, Result result)
    {
        if (result.Panels is { } panels)
        {
            Table table = Tables.Create("free path", ">places", ">steps", ">threads", ">ms, median", ">memory, MB");
            foreach (PanelTiming p in panels)
            {
                table.Row(p.Name, $"{p.Locations}", $"{p.Steps}", $"{p.Threads}", Figures.Score(p.MsPerIteration), p.MemoryMegabytes.ToString("0"));
            }

            terminal.Write(table);
        }

        if (result.Cores is { } cores)
        {
            Table table = Tables.Create("cores", ">threads", ">ms on one", ">ms on all", ">speed-up");
            foreach (CoreTiming c in cores)
            {
                table.Row(c.Name, $"{c.Threads}", Figures.Score(c.MsOne), Figures.Score(c.MsAll), c.Speedup.ToString("0.00"));
            }

            terminal.Write(table);
        }

        if (result.Scaling is { } scaling)
        {
            Table table = Tables.Create("grows with", "from and to", ">ms", ">exponent of time", ">of memory");
            foreach (ScalingCurve c in scaling)
            {
                table.Row(c.What, string.Join(", ", c.Sizes), string.Join(", ", c.Ms.Select(ms => Figures.Score(ms))), c.Exponent.ToString("0.00"),
                    c.MemoryExponent == 0 ? "" : c.MemoryExponent.ToString("0.00"));
            }

            terminal.Write(table);
        }

        if (result.Mechanisms is { } mechanisms)
        {
            Table table = Tables.Create("mechanism", ">free path, ms", ">to plain");
            foreach (MechanismTiming m in mechanisms)
            {
                table.Row(m.Name, Figures.Score(m.MsFreePath), m.Ratio.ToString("0.0"));
            }

            terminal.Write(table);
        }
    }
}
