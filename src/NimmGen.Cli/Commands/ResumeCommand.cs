using System.CommandLine;
using NimmGen.LanguageModels;
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
        Option<int?> iterations = new("--iterations") { Description = "Candidates in all, where there are to be more than were asked for", HelpName = "N" };
        iterations.Validators.Add(result => SharedOptions.CheckBounds(result, 1, 100_000));
        AuthorOptions author = new();
        var command = new ExampleCommand(
            "resume",
            "Go on with a run that was stopped or killed; the result is that of a run that was not",
            "nimmgen resume nimmgen-boarding-school-1.nimm",
            "nimmgen resume nimmgen-covid-bogota-1.nimm --data ../shared/data",
            "nimmgen resume nimmgen-covid-bogota-1.nimm --iterations 80 --budget-money 10   more than was asked for",
            "nimmgen resume nimmgen-covid-bogota-1.nimm --llm anthropic:claude-sonnet-4-5   another model goes on")
        {
            path, iterations, jobs, data, report, json,
        };
        author.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            RunConfiguration Asked(RunConfiguration before) => author.Apply(parsed, before with
            {
                Jobs = parsed.GetValue(jobs) ?? Environment.ProcessorCount,
                Iterations = Math.Max(before.Iterations, parsed.GetValue(iterations) ?? 0),
            });
            return Execute(
                terminal, search(terminal), parsed.GetValue(path)!, Asked, (configuration, run) => author.Connect(parsed, terminal, configuration, run),
                parsed.GetValue(data), parsed.GetValue(report), parsed.GetValue(json), cancellation());
        });
        return command;
    }

    private static async Task<int> Execute(
        Terminal terminal, ISearch search, string path, Func<RunConfiguration, RunConfiguration> asked, Func<RunConfiguration, RunRecord, LanguageModel?> connect,
        string? data, string? report, bool json, CancellationToken cancellation)
    {
        using var store = SqliteRunStore.Open(terminal.Resolve(path), write: true, terminal.Time);
        RunRecord run = store.Load();
        RunConfiguration configuration = asked(run.Configuration);
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
        bool more = SearchRun.AsksForMore(configuration, run);
        using LanguageModel? model = more || run.Final is null ? connect(configuration, run) : null;
        terminal.Error.WriteLine(run.Final is null || more
            ? $"{run.Data.Title}: {run.Candidates.Length} of {Figures.Count(configuration.Iterations, "candidate")} done before; going on"
            : $"{run.Data.Title}: this run had ended; nothing is left to do but the report");
        return await new Runner(terminal, search).Execute(task, configuration, store, model, options, cancellation);
    }
}
