using System.CommandLine;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen report RUN</c>: one HTML file that opens without a network.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal, Func<Terminal, ISearch> search)
    {
        Argument<string> path = SharedOptions.Run();
        Option<string?> output = SharedOptions.Report("--output");
        var command = new ExampleCommand(
            "report",
            "Write the report of a run: one HTML file that opens without a network",
            "nimmgen report nimmgen-boarding-school-1.nimm",
            "nimmgen report nimmgen-covid-bogota-1.nimm --output bogota.html")
        {
            path, output,
        };
        command.SetAction(parsed => Execute(terminal, search(terminal), parsed.GetValue(path)!, parsed.GetValue(output)));
        return command;
    }

    private static int Execute(Terminal terminal, ISearch search, string path, string? output)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: false);
        RunRecord run = store.Load();
        if (run.Final is null)
        {
            terminal.Error.WriteLine($"{path}: the run has not ended; this is the report of {Figures.Count(run.Candidates.Length, "candidate")} so far. Go on with: nimmgen resume {path}");
        }

        string page = output ?? RunPaths.Report(run.Configuration.Task);
        if (!ReportFile.TryWrite(terminal, search, run, page, out string? problem))
        {
            throw new UserErrorException(problem, "a path in a folder that exists and that you may write to", "name another file with --output FILE");
        }

        terminal.Out.WriteLine(page);
        return ExitCode.Done;
    }
}
