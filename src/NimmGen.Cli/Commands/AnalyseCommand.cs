using System.CommandLine;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen analyse RUN...</c>: how a search went: what improved it, which errors it made, what it took.</summary>
internal static class AnalyseCommand
{
    private const string Text = "text";

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("RUN") { Description = "Run files; several are also put beside each other", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text, markdown, csv, html with the course of the search drawn, or svg: that drawing alone", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, "markdown", "csv", "html", "svg");
        var output = new Option<string?>("--output") { Description = "Write to this file instead", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "analyse",
            "Tell how a search went: score by iteration, what changed in each improvement and what it gained, bugs by code, first drafts, time",
            "nimmgen analyse nimmgen-covid-bogota-1.nimm",
            "nimmgen analyse nimmgen-covid-bogota-1.nimm --format html --output search.html",
            "nimmgen analyse nimmgen-covid-bogota-1.nimm --format svg --output course.svg",
            "nimmgen analyse a.nimm b.nimm --format csv                   several: by iterations, by author")
        {
            paths, format, output, json,
        };
        command.SetAction(parsed => Execute(terminal, parsed.GetValue(paths)!, parsed.GetValue(format)!, parsed.GetValue(output), parsed.GetValue(json)));
        return command;
    }

    private static int Execute(Terminal terminal, string[] paths, string format, string? output, bool json)
    {
        (string Path, RunRecord Run, RunAnalysis Analysis)[] runs = [.. paths.Select(p => Read(terminal, p))];
        if (json)
        {
            terminal.WriteJson(runs.Select(r => new { run = r.Path, task = r.Run.Configuration.Task, author = r.Run.Configuration.Author, analysis = r.Analysis }));
            return ExitCode.Done;
        }

        Sheet[] sheets =
        [
            .. runs.Length > 1 ? (Sheet[])[AnalysisSheets.Sensitivity(runs), AnalysisSheets.Authors(runs), .. OfOneTask(runs) ? (Sheet[])[AnalysisSheets.Course(runs)] : []] : [],
            .. runs.SelectMany(r => AnalysisSheets.Of(r.Analysis).Select(s => runs.Length > 1 ? s with { Title = $"{r.Path}: {s.Title}" } : s)),
        ];
        string title = runs.Length == 1 ? $"{runs[0].Run.Data.Title}: the search of {runs[0].Run.Configuration.Author}" : $"{runs.Length} searches";
        if (format == Text && output is null)
        {
            Draw(terminal, title, sheets);
            return ExitCode.Done;
        }

        string text = format switch
        {
            "csv" => SheetWriter.Csv(sheets),
            "svg" => Drawing(runs),
            "html" => SheetWriter.Html(title, runs.Select(r => LossChart.Svg($"{r.Path}: score by iteration", r.Analysis.Loss)), sheets),
            _ => SheetWriter.Markdown(title, sheets),
        };
        if (output is null)
        {
            terminal.Out.Write(text);
            return ExitCode.Done;
        }

        RunPaths.CheckWritable(terminal, output, "--output");
        File.WriteAllText(terminal.Resolve(output), text);
        terminal.Out.WriteLine(output);
        return ExitCode.Done;
    }

    // Scores of different tasks have no mean.
    private static bool OfOneTask((string Path, RunRecord Run, RunAnalysis Analysis)[] runs) => runs.Select(r => r.Run.Data.DataHash).Distinct().Count() == 1;

    private static string Drawing((string Path, RunRecord Run, RunAnalysis Analysis)[] runs) =>
        runs is not [var one] ? throw new UserErrorException($"--format svg draws one run, got {runs.Length}", "one run file", "name one, or take --format html, which draws each")
        : LossChart.Svg($"{one.Path}: score by iteration", one.Analysis.Loss) is { Length: > 0 } svg ? svg + "\n"
        : throw new UserErrorException($"{one.Path}: there is nothing to draw: no candidate has a score", "a run with a scored candidate", $"see what became of them: nimmgen show {one.Path}");

    private static void Draw(Terminal terminal, string title, Sheet[] sheets)
    {
        terminal.Out.WriteLine(title);
        foreach (Sheet sheet in sheets.Where(s => s.Rows.Count > 0))
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(sheet.Title);
            Table table = Tables.Create(sheet.Columns);
            foreach (string[] row in sheet.Rows)
            {
                table.Row(row);
            }

            terminal.Write(table);
        }
    }

    private static (string Path, RunRecord Run, RunAnalysis Analysis) Read(Terminal terminal, string path)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: false);
        RunRecord run = store.Load();
        return (path, run, Analyst.Of(run));
    }
}
