using System.Collections.Immutable;
using System.CommandLine;
using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Frontend;
using NimmGen.Frontend.Worker;
using NimmGen.LanguageModels;
using NimmGen.Search;
using NimmGen.Search.Benchmarks;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench nimm</c>: the NIMM benchmark's tables.</summary>
internal static class BenchNimmCommand
{
    private const double QuickEffort = 0.01;
    private const string DefaultCache = ".nimmgen-bench";

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        string[] methods = [.. BenchmarkMethods.All(1).Select(m => m.Name)];
        Option<string[]> tasks = Several("--tasks", "Tasks; default all whose data are there", BenchmarkCatalogue.Names);
        Option<string[]> chosen = Several("--methods", "Methods; default all", methods);
        Option<string[]> modes = Several("--modes", "Modes of methods that write programs; default both", [BenchmarkMethod.Mechanistic, BenchmarkMethod.Hybrid]);
        Option<int> seeds = SharedOptions.Whole("--seeds", "Runs of methods that draw at random, with seeds 1 to N", 1, 100, _ => 3);
        Option<int> origins = SharedOptions.Whole("--origins", "Test origins of forecasts: the first N", 1, 1000, _ => 4);
        var protocol = new Option<string>("--protocol") { Description = "Where choices are made: held-out (before the first test origin) or paper (on the test windows, as the paper does: optimistic)", DefaultValueFactory = _ => "held-out" };
        protocol.AcceptOnlyFromAmong("held-out", "paper");
        var training = new Option<string>("--training") { Description = "What an origin trains on: expanding (all before it) or constant (as many steps as the first test origin has)", DefaultValueFactory = _ => "expanding" };
        training.AcceptOnlyFromAmong("expanding", "constant");
        Option<int?> horizon = SharedOptions.Horizon();
        Option<int> iterations = SharedOptions.Whole("--iterations", "Candidates of a search", 1, 100_000, _ => 40);
        var quick = new Option<bool>("--quick") { Description = "Every task and method in tiny, to see that all of it runs: one seed, one origin, a hundredth of each training; no figure of it is a result" };
        Option<int?> jobs = SharedOptions.Jobs();
        Option<string?> data = SharedOptions.Data();
        var cache = new Option<string>("--cache") { Description = "Folder of finished cells; what is there is not computed again", HelpName = "DIR", DefaultValueFactory = _ => DefaultCache };
        Option<string?> csv = Output("--csv", "Write the tables as CSV too"), html = Output("--html", "Write the tables as one HTML page too"), forecasts = Output("--forecasts", "Write every forecast as CSV");
        Option<bool> json = SharedOptions.Json();
        AuthorOptions author = new();
        var command = new ExampleCommand(
            "nimm",
            "The NIMM benchmark: tasks by methods, Tables 1, 2 and 5 of the paper and each kind in full; Markdown to the screen",
            "nimmgen bench nimm --data ../shared/data --html tables.html",
            "nimmgen bench nimm --quick --data ../shared/data",
            "nimmgen bench nimm --tasks covid-bogota,covid-medellin --methods last-value,ets,arima",
            "nimmgen bench nimm --tasks influenza-usa --horizon 8 --training constant",
            "nimmgen bench nimm --methods zero-shot --llm openai:gpt-4.1 --budget-money 20 --cassette zero-shot.jsonl",
            "nimmgen bench nimm --methods hdtwingen --llm openai:gpt-4.1 --tasks covid-bogota --modes hybrid",
            "nimmgen bench nimm --tasks alloys-fcc --seeds 1 --json > alloys.json")
        {
            tasks, chosen, modes, seeds, origins, protocol, training, horizon, iterations, quick, jobs, data, cache, csv, html, forecasts, json,
        };
        author.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            bool tiny = parsed.GetValue(quick);
            string[] Names(Option<string[]> option) => [.. (parsed.GetValue(option) ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            foreach (Option<string?> file in (Option<string?>[])[csv, html, forecasts])
            {
                if (parsed.GetValue(file) is { } path)
                {
                    RunPaths.CheckWritable(terminal, path, file.Name);
                }
            }

            CancellationToken stop = cancellation();
            string[] wanted = Names(chosen);
            int side = parsed.GetValue(jobs) ?? Environment.ProcessorCount;
            RunConfiguration asked = author.Apply(parsed, new("the benchmark", parsed.GetValue(iterations), side, 0));
            using LanguageModel? model = author.Connect(parsed, terminal, asked, null);
            using WorkerReader? reader = model is null ? null : ReaderProcess.Create(side);
            ImmutableArray<BenchmarkMethod> all = BenchmarkMethods.All(
                parsed.GetValue(iterations), model is null ? null : new(new ProviderRespondent(model), reader!, asked.Asking.Temperature is { } t ? $"temperature {t}" : ""));
            var options = new BenchmarkOptions
            {
                Protocol = parsed.GetValue(protocol) == "paper" ? SelectionProtocol.Paper : SelectionProtocol.HeldOut,
                ConstantTraining = parsed.GetValue(training) == "constant",
                Seeds = tiny ? 1 : parsed.GetValue(seeds),
                Effort = tiny ? QuickEffort : 1,
                Modes = [.. Names(modes)],
                Jobs = side,
            };
            ImmutableArray<BenchmarkMethod> running = [.. all.Where(m => wanted.Length == 0 || wanted.Contains(m.Name))];
            if (running.Any(BenchmarkMethods.ReadsPrograms))
            {
                // The compiler takes long to load on a busy machine, and reading a program has a time limit.
                ModelReader.WarmUp();
            }

            var run = new BenchmarkRun(
                terminal, Tasks(terminal, Names(tasks), parsed.GetValue(data), parsed.GetValue(horizon), tiny ? 1 : parsed.GetValue(origins)),
                running, options, new CellStore(terminal.Resolve(parsed.GetValue(cache)!)));
            int code = run.Execute(new(parsed.GetValue(csv), parsed.GetValue(html), parsed.GetValue(forecasts), parsed.GetValue(json)), stop);
            if (model is not null)
            {
                terminal.Error.WriteLine($"language model: {Spending.Words(model.Budget)}");
            }

            return Task.FromResult(code);
        });
        return command;
    }

    // A task that was asked for by name must be there; of all tasks, those that are not are named and left out.
    private static List<BenchmarkTask> Tasks(Terminal terminal, string[] names, string? data, int? horizon, int origins)
    {
        string? root = DataRoot.Find(data, terminal.Variable);
        var found = new List<BenchmarkTask>();
        foreach (string name in names.Length > 0 ? names : [.. BenchmarkCatalogue.Names])
        {
            (BenchmarkTask? task, ImmutableArray<string> problems) = BenchmarkCatalogue.Find(name, root is null ? null : terminal.Resolve(root), horizon);
            if (task is null && names.Length > 0)
            {
                throw new UserErrorException(string.Join('\n', problems));
            }

            foreach (string problem in problems)
            {
                terminal.Error.WriteLine(problem);
            }

            if (task is null)
            {
                terminal.Error.WriteLine($"{name} is left out");
                continue;
            }

            found.Add(task.FirstOrigins(origins));
        }

        return found;
    }

    private static Option<string?> Output(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    // A list may be given with commas, or the option several times.
    private static Option<string[]> Several(string name, string description, IReadOnlyList<string> known)
    {
        var option = new Option<string[]>(name) { Description = $"{description}: {string.Join(", ", known)}", HelpName = "NAME,..." };
        option.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            {
                if (!known.Contains(value))
                {
                    string near = Nearest.To(value, known) is { } word ? $"did you mean '{word}'? " : "";
                    result.AddError($"{name} '{value}': {near}one of {string.Join(", ", known)} is expected");
                }
            }
        });
        return option;
    }
}
