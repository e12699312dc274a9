using System.CommandLine;
using NimmGen.Evaluate;
using NimmGen.Frontend.Worker;
using NimmGen.LanguageModels;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench drafts PATH...</c>: how many programs compile, verify and train as first written.</summary>
internal static class DraftsBench
{
    private const int Shown = 6;

    /// <param name="Source">As given.</param>
    /// <param name="Written">Programs, or replies that should have been one.</param>
    /// <param name="Trained">Null where nothing was trained.</param>
    /// <param name="Stopped">How many were stopped by each code.</param>
    private sealed record Result(string Source, int Written, int Compiled, int Verified, int? Trained, IReadOnlyDictionary<string, int> Stopped);

    public static ExampleCommand Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Cassettes (.jsonl), run files (.nimm), programs (.cs), or folders of programs", Arity = ArgumentArity.OneOrMore };
        var task = new Option<string?>("--task") { Description = "Check them against the data of this task and train them on it, quickly", HelpName = "TASK|DIR" };
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "drafts",
            "Count how many programs compile, are accepted by the checker, and train, as first written",
            "nimmgen bench drafts bogota.jsonl --task covid-bogota --data ../shared/data",
            "nimmgen bench drafts test/Wrong test/Wrong/Verifier",
            "nimmgen bench drafts nimmgen-covid-bogota-1.nimm --json")
        {
            paths, task, data, json,
        };
        command.SetAction((parsed, _) =>
        {
            CancellationToken stop = cancellation();
            ForecastTask? on = parsed.GetValue(task) is { } name ? Find(terminal, name, parsed.GetValue(data)) : null;
            using WorkerReader reader = ReaderProcess.Create();
            var gates = new DraftGates(reader, on, on is null ? null : EvaluationSettings.Quick);
            Result[] results = [.. parsed.GetValue(paths)!.Select(p => Of(p, Drafts(terminal, p, gates, stop), on is not null))];
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(results);
            }
            else
            {
                Write(terminal, results);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>A task by name or folder.</summary>
    internal static ForecastTask Find(Terminal terminal, string name, string? data)
    {
        TaskResult found = TaskCatalogue.Find(TaskCatalogue.Names.Contains(name) ? name : terminal.Resolve(name), data is null ? null : terminal.Resolve(data));
        return found.Task ?? throw new UserErrorException(string.Join('\n', found.Problems));
    }

    private static Draft[] Drafts(Terminal terminal, string path, DraftGates gates, CancellationToken stop)
    {
        string full = terminal.Resolve(path);
        if (Directory.Exists(full))
        {
            string[] files = [.. Directory.EnumerateFiles(full, "*.cs").Order(StringComparer.Ordinal)];
            return files.Length == 0 ? throw Nothing(path, "the folder has no .cs files") : [.. files.Select(f => OfFile(f, gates, stop))];
        }

        switch (Path.GetExtension(path))
        {
            case ".cs":
                return [OfFile(full, gates, stop)];
            case ".nimm":
                using (var store = SqliteRunStore.Open(full, write: false))
                {
                    return [.. store.Load().Candidates.Select(c => c.Program.Length == 0 ? new Draft(Gate.None, c.Diagnostics.FirstOrDefault()?.Code) : gates.Try(c.Program, $"candidate {c.Number}", stop))];
                }

            default:
                (System.Collections.Immutable.ImmutableArray<RecordedReply> replies, Ir.Diagnostic? failure) = CassetteReplies.Read(full);
                return failure is not null ? throw new UserErrorException(failure)
                    : [.. replies.Where(r => r.Purpose == "modelling").Select(r => r.Failure is { } code ? new Draft(Gate.None, code) : gates.TryReply(r.Text, stop))];
        }
    }

    private static Draft OfFile(string file, DraftGates gates, CancellationToken stop) =>
        ModelFile.TryRead(file, out string text) ? gates.Try(text, Path.GetFileName(file), stop) : throw Nothing(file, text);

    private static UserErrorException Nothing(string path, string why) => new($"{path}: {why}", "a cassette, a run file, a program or a folder of programs", "check the path");

    private static Result Of(string path, Draft[] drafts, bool trained) => new(
        path, drafts.Length, drafts.Count(d => d.Passed >= Gate.Compiled), drafts.Count(d => d.Passed >= Gate.Verified), trained ? drafts.Count(d => d.Passed == Gate.Trained) : null,
        drafts.Where(d => d.Stopped is not null).GroupBy(d => d.Stopped!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()));

    private static void Write(Terminal terminal, Result[] results)
    {
        Table table = Tables.Create("source", ">written", ">compile", ">verify", ">train", "stopped by");
        foreach (Result r in results)
        {
            table.Row(
                r.Source, $"{r.Written}", Rate(r.Compiled, r.Written), Rate(r.Verified, r.Compiled), r.Trained is { } trained ? Rate(trained, r.Verified) : "-",
                string.Join(", ", r.Stopped.Take(Shown).Select(s => $"{s.Value} x {s.Key}")) + (r.Stopped.Count > Shown ? ", ..." : ""));
        }

        terminal.Write(table);
    }

    private static string Rate(int passed, int of) => of == 0 ? "-" : $"{passed} of {of}, {100.0 * passed / of:0} %";
}
