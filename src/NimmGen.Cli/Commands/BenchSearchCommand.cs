using System.CommandLine;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Search;
using NimmGen.Search.Benchmarks;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench search</c>: how fast each strategy finds a good candidate, at an equal number of candidates.</summary>
internal static class BenchSearchCommand
{
    public static ExampleCommand Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var task = new Argument<string>("TASK|DIR") { Description = "A task by name, or a folder with card.json", DefaultValueFactory = _ => RunCommand.DefaultTask };
        var strategies = new Option<string[]>("--strategies") { Description = $"Strategies; default all: {string.Join(", ", SearchStrategies.Names)}", HelpName = "NAME,...", AllowMultipleArgumentsPerToken = true };
        strategies.Validators.Add(result =>
        {
            foreach (string name in Names(result.Tokens.Select(t => t.Value)).Where(n => !SearchStrategies.Names.Contains(n)))
            {
                result.AddError($"--strategies '{name}': one of {string.Join(", ", SearchStrategies.Names)} is expected");
            }
        });
        Option<int> seeds = SharedOptions.Whole("--seeds", "Searches of each strategy, with seeds 1 to N", 1, 100, _ => 3);
        Option<int> iterations = SharedOptions.Whole("--iterations", "Candidates of a search", 1, 100_000, _ => 40);
        Option<int> round = SharedOptions.Whole("--round", "Candidates that are written from the same memory", 1, 64, _ => 4);
        var training = new Option<string>("--training") { Description = "full, or quick: about a tenth of it, to try things out", DefaultValueFactory = _ => "full" };
        training.AcceptOnlyFromAmong("full", "quick");
        var whole = new Option<bool>("--no-early-stop") { Description = "Validate every candidate in full" };
        Option<int?> jobs = SharedOptions.Jobs();
        Option<string?> data = SharedOptions.Data();
        var csv = new Option<string?>("--csv") { Description = "Write every candidate's score and the best so far as CSV", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "search",
            "Best-so-far curves of the built-in modeller by strategy, on validation origins; test data are never looked at. Markdown to the screen",
            "nimmgen bench search",
            "nimmgen bench search covid-bogota --data ../shared/data --csv curves.csv",
            "nimmgen bench search covid-bogota --strategies tree,random --seeds 5 --training quick")
        {
            task, strategies, seeds, iterations, round, training, whole, jobs, data, csv, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(csv) is { } path)
            {
                RunPaths.CheckWritable(terminal, path, "--csv");
            }

            string[] named = [.. Names(parsed.GetValue(strategies) ?? [])];
            var configuration = new RunConfiguration(parsed.GetValue(task)!, parsed.GetValue(iterations), parsed.GetValue(jobs) ?? Environment.ProcessorCount, 1)
            {
                Round = parsed.GetValue(round),
                Training = parsed.GetValue(training)!,
                Halving = !parsed.GetValue(whole),
            };
            ForecastTask found = Find(terminal, configuration.Task, parsed.GetValue(data));
            var evaluator = new ValidationOnly(TwinEvaluators.Of(found, EvaluationSettings.Of(configuration.Training)));
            var curves = new List<SearchCurve>();
            foreach (string strategy in named.Length > 0 ? named : [.. SearchStrategies.Names])
            {
                for (int seed = 1; seed <= parsed.GetValue(seeds); seed++)
                {
                    var progress = new Told(terminal, $"{strategy}, seed {seed}");
                    curves.Add(await SearchCurve.RunAsync(found, evaluator, configuration with { Strategy = strategy, Seed = seed }, new InProcessReader(), progress, cancellation()));
                }
            }

            SearchCurveTables.Write(terminal, configuration, curves, evaluator.NaiveValidation(), parsed.GetValue(json));
            if (parsed.GetValue(csv) is { } file)
            {
                File.WriteAllText(terminal.Resolve(file), SearchCurveTables.Csv(configuration.Task, curves));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static ForecastTask Find(Terminal terminal, string task, string? data)
    {
        string folder = terminal.Resolve(task);
        bool named = TaskCatalogue.Names.Contains(task) || !Directory.Exists(folder);
        TaskResult found = TaskCatalogue.Find(named ? task : folder, data is null ? null : terminal.Resolve(data));
        return found.Task ?? throw new UserErrorException(string.Join('\n', found.Problems));
    }

    private static IEnumerable<string> Names(IEnumerable<string> values) =>
        values.SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // One line a candidate, as a search prints where it cannot redraw.
    private sealed class Told(Terminal terminal, string search) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is CandidateFinished finished)
            {
                terminal.Error.WriteLine($"{search}: {finished.Done} of {finished.Total} done: candidate {finished.Candidate.Number}, {finished.Candidate.Name}: {Outcomes.Words(finished.Candidate)}");
            }
        }
    }
}
