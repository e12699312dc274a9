using System.CommandLine;
using NimmGen.Evaluate;
using NimmGen.Search;
using NimmGen.Search.Benchmarks;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench choice RUN</c>: what a run's forecast is worth where every choice is made before the origin.</summary>
internal static class BenchChoiceCommand
{
    public static ExampleCommand Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        Argument<string> path = SharedOptions.Run();
        Option<int?> jobs = SharedOptions.Jobs("Candidates");
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "choice",
            "Replay the end of a search without hindsight: at each validation origin winner, twins and weights are chosen by what had passed by then. Markdown to the screen; test data are never looked at",
            "nimmgen bench choice nimmgen-covid-bogota-1.nimm --data ../shared/data",
            "nimmgen bench choice nimmgen-covid-bogota-1.nimm --json")
        {
            path, jobs, data, json,
        };
        command.SetAction((parsed, _) =>
        {
            string file = parsed.GetValue(path)!;
            RunRecord run;
            using (var store = SqliteRunStore.Open(terminal.Resolve(file), write: false))
            {
                run = store.Load();
            }

            ForecastTask task = RunData.Task(terminal, run, parsed.GetValue(data));
            if (task.Cohort is not null || !task.Folds.IsEmpty)
            {
                throw new UserErrorException($"{file}: {run.Configuration.Task} has no origins one after another", "a run on a series", "patients and samples are chosen on others than they are tested on; see 'nimmgen show'");
            }

            ChoiceReplay replay = ChoiceReplay.Of(
                run, task, parsed.GetValue(jobs) ?? Environment.ProcessorCount, (done, all) => terminal.Error.WriteLine($"{done} of {Figures.Count(all, "candidate")} calibrated at all origins"), cancellation())
                ?? throw new UserErrorException(
                    $"{file}: there is nothing to replay",
                    $"a scored candidate, and a validation origin with {RollingCombination.FewestOrigins} others before it whose horizon has passed; got {Figures.Count(run.Candidates.Count(c => c.Outcome == Outcome.Scored), "scored candidate")} and {Figures.Count(task.ValidationOrigins.Length, "validation origin")}",
                    "use a longer series or a shorter horizon");
            Write(terminal, run.Configuration, task, replay, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, RunConfiguration configuration, ForecastTask task, ChoiceReplay replay, bool json)
    {
        MethodScores best = replay.Methods.Where(m => NaiveForecasts.Methods(task).Contains(m.Method) && double.IsFinite(m.Mean)).MinBy(m => m.Mean)!;
        if (json)
        {
            terminal.WriteJson(new
            {
                task = configuration.Task,
                seed = configuration.Seed,
                candidates = replay.Candidates,
                origins = replay.Origins,
                twinWeight = replay.TwinWeight,
                methods = replay.Methods.Select(m => new { method = m.Method, mean = m.Mean, perPlace = m.MeanPerLocation, errors = m.Aggregate }),
            });
            return;
        }

        bool places = task.Panel.LocationCount > 1;
        terminal.Out.WriteLine(
            $"{configuration.Task}, seed {configuration.Seed}: RMSE, mean over {replay.Origins.Length} of {task.ValidationOrigins.Length} validation origins, all choices between {Figures.Count(replay.Candidates, "candidate")} made by what had passed before each. "
            + $"The twins weigh {100 * replay.TwinWeight:0} % in the forecast; the difference is to the best naive one, {best.Method}, with the 95 % interval over windows that do not overlap.");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"| chosen before each origin | error | {(places ? "by place | " : "")}difference |");
        terminal.Out.WriteLine($"|---|---:|{(places ? "---:|" : "")}---:|");
        foreach (MethodScores m in replay.Methods)
        {
            PairedDifference? d = m == best ? null : PairedDifference.Of(m.Aggregate, best.Aggregate, replay.Block);
            string difference = d is null ? "" : d.TooFew ? Figures.Score(d.Mean) : $"{Figures.Score(d.Mean)} ({Figures.Score(d.Low)} to {Figures.Score(d.High)})";
            terminal.Out.WriteLine($"| {m.Method} | {Figures.Score(m.Mean)} | {(places ? Figures.Score(m.MeanPerLocation) + " | " : "")}{difference} |");
        }
    }
}
