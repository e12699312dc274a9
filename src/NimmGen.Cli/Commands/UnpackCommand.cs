using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen unpack RUN DIR</c>: everything that a run holds as plain files.</summary>
internal static class UnpackCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> path = SharedOptions.Run();
        var folder = new Argument<string>("DIR") { Description = "A folder that does not exist yet, or is empty" };
        var command = new ExampleCommand(
            "unpack",
            "Write what a run holds as plain files: programs, candidates, prompts and replies, forecasts, the whole as JSON",
            "nimmgen unpack nimmgen-boarding-school-1.nimm boarding-school")
        {
            path, folder,
        };
        command.SetAction(parsed => Execute(terminal, parsed.GetValue(path)!, parsed.GetValue(folder)!));
        return command;
    }

    private static int Execute(Terminal terminal, string path, string folder)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: false);
        RunRecord run = store.Load();
        string full = terminal.Resolve(folder);
        if (File.Exists(full) || (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any()))
        {
            throw new UserErrorException($"{folder}: there is something there already", "a new or an empty folder", "name another folder, or empty this one");
        }

        try
        {
            Write(run, full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{folder}: cannot be written ({e.Message})", "a folder that you may write to, with room", "name another folder");
        }

        terminal.Out.WriteLine(folder);
        return ExitCode.Done;
    }

    private static void Write(RunRecord run, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "programs"));
        Save("run.json", JsonSerializer.Serialize(run, RunJson.Indented) + "\n");
        foreach (CandidateRecord candidate in run.Candidates.Where(c => c.Program.Length > 0))
        {
            Save($"programs/{candidate.Number:000}-{candidate.Name}.cs", candidate.Program.TrimEnd() + "\n");
        }

        Save("candidates.csv", Csv(
            ["number", "parent", "name", "author", "outcome", "score", "seconds", "hash", "codes", "change"],
            run.Candidates.Select(c => (object?[])[c.Number, c.Parent, c.Name, c.Author, c.Outcome, c.Score, c.Seconds, c.Hash, string.Join(' ', c.Diagnostics.Select(d => d.Code).Distinct()), c.Change])));
        if (!run.Exchanges.IsEmpty)
        {
            Save("exchanges.jsonl", string.Concat(run.Exchanges.Select(e => JsonSerializer.Serialize(e, RunJson.Compact) + "\n")));
        }

        if (run.Final is { } final)
        {
            Save("forecasts.csv", Csv(["method", "origin", "step", "location", "value"], Forecasts(run, final)));
            Save("parameters.csv", Csv(
                ["origin", "name", "unit", "kind", "min", "max", "value", "at_bound"],
                final.Origins.SelectMany(o => o.Parameters.Select(p => (object?[])[run.Data.Steps[o.TrainSteps - 1], p.Name, p.Unit, p.Origin, p.Min, p.Max, p.Value, p.AtBound]))));
        }

        void Save(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
    }

    private static IEnumerable<object?[]> Forecasts(RunRecord run, FinalRecord final)
    {
        IEnumerable<(string Method, OriginForecast Forecast)> all =
        [
            .. final.Origins.Select(o => (final.Calibrator, new OriginForecast(o.TrainSteps, o.Forecast))),
            .. final.Naive.OrderBy(n => n.Key, StringComparer.Ordinal).SelectMany(n => n.Value.Select(f => (n.Key, f))),
        ];
        foreach ((string method, OriginForecast forecast) in all)
        {
            int places = Math.Max(1, forecast.Values.Length / Math.Max(1, run.Data.Horizon));
            for (int i = 0; i < forecast.Values.Length; i++)
            {
                yield return [method, run.Data.Steps[forecast.TrainSteps - 1], i / places + 1, i % places < run.Data.Locations.Length ? run.Data.Locations[i % places] : i % places, forecast.Values[i]];
            }
        }
    }

    private static string Csv(string[] header, IEnumerable<object?[]> rows) =>
        string.Concat(rows.Prepend(header).Select(r => string.Join(',', r.Select(Cell)) + "\n"));

    // RFC 4180; numbers with every digit, in the form that every program reads.
    private static string Cell(object? value)
    {
        string text = value switch
        {
            null => "",
            double d => double.IsNaN(d) ? "" : d.ToString("R", CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
