using System.CommandLine;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen resume RUN</c>: goes on where a stopped or killed run ended.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation, Func<Terminal, ISearch> search)
    {
        Argument<string> path = SharedOptions.Run();
        Option<int?> jobs = SharedOptions.Jobs();
        Option<string?> data = SharedOptions.Data();
        Option<string?> report = SharedOptions.Report();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "resume",
            "Go on with a run that was stopped or killed; the result is that of a run that was not",
            "nimmgen resume nimmgen-boarding-school-1.nimm",
            "nimmgen resume nimmgen-covid-bogota-1.nimm --data ../shared/data")
        {
            path, jobs, data, report, json,
        };
        command.SetAction((parsed, _) => Execute(
            terminal, search(terminal), parsed.GetValue(path)!, parsed.GetValue(jobs) ?? Environment.ProcessorCount, parsed.GetValue(data), parsed.GetValue(report), parsed.GetValue(json), cancellation()));
        return command;
    }

    private static async Task<int> Execute(
        Terminal terminal, ISearch search, string path, int jobs, string? data, string? report, bool json, CancellationToken cancellation)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: true, terminal.Time);
        RunRecord run = store.Load();
        RunConfiguration configuration = run.Configuration with { Jobs = jobs };
        ISearchTask task = search.Find(configuration.Task, data, run.Data.Horizon);
        if (task.Data.DataHash != run.Data.DataHash)
        {
            throw new UserErrorException(
                $"{path}: the data of {configuration.Task} are not those that the run began with",
                $"data with the hash {run.Data.DataHash}, got {task.Data.DataHash}",
                "name the folder with the data of that time by --data DIR, or begin anew with 'nimmgen run'");
        }

        var options = new Runner.Options(path, report ?? RunPaths.Report(configuration.Task), json);
        RunPaths.CheckWritable(terminal, options.Report, "--report");
        terminal.Error.WriteLine(run.Final is null
            ? $"{run.Data.Title}: {run.Candidates.Length} of {Figures.Count(configuration.Iterations, "candidate")} done before; going on"
            : $"{run.Data.Title}: this run had ended; nothing is left to do but the report");
        return await new Runner(terminal, search).Execute(task, configuration, store, options, cancellation);
    }
}
