using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NimmGen.Data;
using NimmGen.Frontend.Worker;
using NimmGen.LanguageModels;

namespace NimmGen.Cli;

/// <summary><c>nimmgen doctor</c>: what this machine has, what is missing, what to do about it.</summary>
internal static class DoctorCommand
{
    /// <param name="Subject">What was looked at.</param>
    /// <param name="Found">What was found.</param>
    /// <param name="Verdict">"ok"; "optional" where something can be done without it; "missing" where it cannot.</param>
    /// <param name="Fix">What to do, where there is something to do.</param>
    private sealed record Finding(string Subject, string Found, string Verdict = "ok", string? Fix = null);

    public static Command Create(Terminal terminal)
    {
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand("doctor", "What this machine has, what is missing, what to do", "nimmgen doctor", "nimmgen doctor --data ../shared/data") { data, json };
        command.SetAction(parsed =>
        {
            Finding[] findings = [.. Machine(), Reader(terminal.Time), Storage(terminal), .. LanguageModels(terminal), .. DataSets(terminal, parsed.GetValue(data))];
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(findings);
            }
            else
            {
                foreach (Finding finding in findings)
                {
                    terminal.Out.WriteLine($"{finding.Verdict,-9} {finding.Subject,-12} {finding.Found}");
                    if (finding.Fix is not null)
                    {
                        terminal.Out.WriteLine($"{"",-23}fix: {finding.Fix}");
                    }
                }
            }

            return findings.Any(f => f.Verdict == "missing") ? ExitCode.UserError : ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<Finding> Machine()
    {
        string version = typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        yield return new("nimmgen", version);
        yield return new("runtime", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new("processors", $"{Environment.ProcessorCount} (the default of --jobs)");
        bool wide = Vector256.IsHardwareAccelerated;
        string lanes = Vector512.IsHardwareAccelerated ? "8" : wide ? "4" : "2";
        yield return new(
            "vectors", $"{lanes} numbers at once, fused multiply-add: {(Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported ? "yes" : "no")}",
            wide || RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "ok" : "optional",
            wide || RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? null : "training is slower here; a processor with AVX2 is about twice as fast");
        double gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        yield return new("memory", $"{gigabytes:0.0} GB", gigabytes < 1 ? "optional" : "ok", gigabytes < 1 ? "1 GB is enough for every task of the catalogue" : null);
    }

    // Models that a machine wrote are read in a process of their own: it starts, or no search can.
    private static Finding Reader(TimeProvider time)
    {
        long started = time.GetTimestamp();
        using WorkerReader reader = ReaderProcess.Create();
        Ir.Diagnostic? wrong = reader.Read("class Probe : Model { protected override void Define() { } }", "probe").Diagnostics.FirstOrDefault(d => d.Code is "NG0010" or "NG0011" or "NG0012");
        return wrong is null
            ? new("reader", $"starts in {time.GetElapsedTime(started).TotalSeconds:0.0} s, {reader.Usage.MostResident >> 20} MB")
            : new("reader", wrong.Message, "missing", wrong.Fix);
    }

    private static Finding Storage(Terminal terminal)
    {
        string probe = Path.Combine(terminal.Folder, $".nimmgen-doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            double free = new DriveInfo(terminal.Folder).AvailableFreeSpace / 1e9;
            return new("this folder", $"can be written to, {free:0.0} GB free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("this folder", $"{terminal.Folder} cannot be written to", "missing", "change to another folder, or name files elsewhere with --run FILE and --report FILE");
        }
    }

    // By name only: a key is never printed, whole or in part.
    private static IEnumerable<Finding> LanguageModels(Terminal terminal)
    {
        foreach (KeyPresence key in ProviderKeys.From(terminal.Variable).Present())
        {
            yield return key.Source is { } source
                ? new("key", $"{key.Variable}, from the {source}: for {key.For}")
                : new("key", $"{key.Variable} is not set: none for {key.For}", "optional", "docs/language-models.md; a server of your own, exec: and replay: need no key, and without a language model the built-in modeller writes");
        }
    }

    private static IEnumerable<Finding> DataSets(Terminal terminal, string? option)
    {
        DataCard[] needed = [.. Catalogue.All.Where(c => !Catalogue.IsEmbedded(c) && !c.Simulated)];
        if (DataRoot.Find(option, terminal.Variable) is not { } root)
        {
            yield return new("data", $"no folder is named; '{Catalogue.Default.Name}' needs none", "optional", $"for {string.Join(", ", needed.Select(c => c.Name))}: 'nimmgen data get NAME'; --data DIR or the variable {DataRoot.Variable} for a folder that has them");
            yield break;
        }

        string folder = terminal.Resolve(root);
        if (!Directory.Exists(folder))
        {
            yield return new("data", $"{root}: there is no such folder", "missing", $"correct --data DIR or the variable {DataRoot.Variable}");
            yield break;
        }

        foreach (DataCard card in needed)
        {
            Availability there = Availability.Of(card, folder, terminal.Variable);
            yield return there.Missing.IsEmpty
                ? new("data", card.Name)
                : new("data", $"{card.Name}: no {there.Missing[0]} in {root}", "optional", $"nimmgen data get {card.Name} --data {root}");
        }
    }
}
