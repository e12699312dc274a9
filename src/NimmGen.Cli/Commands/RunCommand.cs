using System.CommandLine;
using NimmGen.LanguageModels;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary><c>nimmgen run [TASK|DIR]</c>: searches for the best twin and writes a run file and a report.</summary>
internal static class RunCommand
{
    public const string DefaultTask = "boarding-school";

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation, Func<Terminal, ISearch> search)
    {
        var task = new Argument<string>("TASK|DIR")
        {
            Description = "A task by name ('nimmgen data list'), or a folder with card.json; default: influenza in a boarding school, 1978, whose data are in the program",
            DefaultValueFactory = _ => DefaultTask,
        };
        Option<int> iterations = SharedOptions.Whole("--iterations", "Candidates to try", 1, 100_000, _ => 40);
        Option<int?> jobs = SharedOptions.Jobs();
        Option<int> seed = SharedOptions.Whole("--seed", "Of every random choice: the same seed gives the same run", 0, int.MaxValue, _ => 0);
        Option<int?> horizon = SharedOptions.Horizon();
        Option<string?> data = SharedOptions.Data();
        var run = new Option<string?>("--run") { Description = "The run file to write; default nimmgen-TASK-1.nimm here, or the next number that is free", HelpName = "FILE" };
        Option<string?> report = SharedOptions.Report();
        Option<bool> json = SharedOptions.Json();
        AuthorOptions author = new();
        MethodOptions method = new();
        var command = new ExampleCommand(
            "run",
            "Search for the best twin of a data set; ends in a report",
            "nimmgen run                                            the embedded outbreak, in seconds",
            "nimmgen run covid-bogota --data ../shared/data         a task of the catalogue",
            "nimmgen run my-outbreak --iterations 12 --seed 3       a folder of your own, with a card.json",
            "nimmgen run --run flu.nimm --report flu.html           names of your own",
            "nimmgen run covid-bogota --llm openai:gpt-4.1 --budget-money 5      a language model writes",
            "nimmgen run covid-bogota --llm openai:gpt-4.1 --mode hybrid         and the network too",
            "nimmgen run --llm replay:bogota.jsonl                  one that was recorded, without a network",
            "nimmgen run --json > result.json                       for scripts")
        {
            task, iterations, jobs, seed, horizon, data, run, report, json,
        };
        author.AddTo(command);
        method.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            string name = parsed.GetValue(task)!;
            var configuration = new RunConfiguration(name, parsed.GetValue(iterations), parsed.GetValue(jobs) ?? Environment.ProcessorCount, parsed.GetValue(seed));
            configuration = method.Apply(parsed, author.Apply(parsed, configuration));
            using LanguageModel? model = author.Connect(parsed, terminal, configuration, null);
            return await Execute(
                terminal, search(terminal), configuration, model, parsed.GetValue(data), parsed.GetValue(horizon),
                new(parsed.GetValue(run) ?? RunPaths.NewRun(terminal, name), parsed.GetValue(report) ?? RunPaths.Report(name), parsed.GetValue(json)),
                cancellation());
        });
        return command;
    }

    private static async Task<int> Execute(Terminal terminal, ISearch search, RunConfiguration configuration, LanguageModel? model, string? data, int? horizon, Runner.Options options, CancellationToken cancellation)
    {
        ISearchTask task = search.Find(configuration.Task, data, horizon);
        if (configuration.Mode == RunConfiguration.Hybrid && task.NoNetworks is { } why)
        {
            throw new UserErrorException($"--mode hybrid: {why}, and networks of their own are trained on series over time", "--mode mechanistic", "leave --mode out: the network is given then");
        }

        if (!configuration.Asks && task.NoModeller is { } nothing)
        {
            throw new UserErrorException(nothing, "a target in a unit of stress, such as MPa", "have a language model write: --llm SPEC; or give the target's unit in card.json");
        }

        RunPaths.CheckWritable(terminal, options.Report, "--report");
        cancellation.ThrowIfCancellationRequested();
        using var store = SqliteRunStore.Create(terminal.Resolve(options.Path), configuration, task.Data, terminal.Time);
        terminal.Error.WriteLine($"{task.Data.Title}: {Figures.Count(configuration.Iterations, "candidate")}, seed {configuration.Seed}; {configuration.Author}; run file {options.Path}");
        return await new Runner(terminal, search).Execute(task, configuration, store, model, options, cancellation);
    }
}
