using System.CommandLine;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Learn;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Cli;

/// <summary><c>nimmgen train FILE TASK</c>: one written model, with its network if it brings one, on the validation origins of a task.</summary>
internal static class TrainCommand
{
    /// <param name="File">As named.</param>
    /// <param name="Model">Class name.</param>
    /// <param name="Network">Of the file's network, or null for CalibNN.</param>
    /// <param name="Task">Name of the task.</param>
    /// <param name="Target">Channel that is forecast, with its unit.</param>
    /// <param name="Origins">Steps that were seen at each validation origin.</param>
    /// <param name="Scores">Of each calibrator, then of the naive forecasts; root mean square errors at each origin.</param>
    /// <param name="Diagnostics">Warnings, and trainings that diverged.</param>
    /// <param name="Seconds">Of training and scoring.</param>
    private sealed record Trained(
        string File, string Model, string? Network, string Task, string Target, IReadOnlyList<int> Origins, IReadOnlyList<MethodScores> Scores,
        IReadOnlyList<Diagnostic> Diagnostics, double Seconds);

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var file = new Argument<string>("FILE") { Description = "A model in the language of NimmGen, with its network beside it or not" };
        var task = new Argument<string>("TASK|DIR") { Description = "A task by name ('nimmgen data list'), or a folder with card.json" };
        Option<int> seed = SharedOptions.Whole("--seed", "Of start values and dropout: the same seed gives the same training", 0, int.MaxValue, _ => 1);
        Option<int> iterations = SharedOptions.Whole("--iterations", "Of the network's first training, at most; a large panel takes fewer", 1, 1_000_000, _ => new CalibrationSettings().Iterations);
        Option<int?> horizon = SharedOptions.Horizon();
        Option<string?> data = SharedOptions.Data();
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "train",
            "Train one written model on a task and score it on the validation origins; test data stay unseen",
            "nimmgen train MyModel.cs boarding-school",
            "nimmgen train MyModel.cs covid-bogota --data ../shared/data",
            "nimmgen train MyModel.cs my-outbreak --iterations 300 --json")
        {
            file, task, seed, iterations, horizon, data, json,
        };
        command.SetAction((parsed, _) =>
        {
            CancellationToken stop = cancellation();
            ForecastTask found = Find(terminal, parsed.GetValue(task)!, parsed.GetValue(data), parsed.GetValue(horizon));
            var settings = new EvaluationSettings { LargestNetwork = double.PositiveInfinity, Calibration = new() { Seed = (ulong)parsed.GetValue(seed), Iterations = parsed.GetValue(iterations) } };
            return Task.Run(() => Execute(terminal, parsed.GetValue(file)!, found, settings, parsed.GetValue(json), stop), CancellationToken.None);
        });
        return command;
    }

    private static ForecastTask Find(Terminal terminal, string task, string? data, int? horizon)
    {
        string folder = terminal.Resolve(task);
        bool named = TaskCatalogue.Names.Contains(task) || !Directory.Exists(folder);
        TaskResult found = TaskCatalogue.Find(named ? task : folder, data is null ? null : terminal.Resolve(data), horizon);
        return found.Task ?? throw new UserErrorException(string.Join('\n', found.Problems));
    }

    private static int Execute(Terminal terminal, string file, ForecastTask task, EvaluationSettings settings, bool json, CancellationToken cancellation)
    {
        (MechanismIr model, List<Diagnostic> diagnostics) = Model(terminal, file, task, cancellation);
        if (diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            return Refuse(terminal, diagnostics);
        }

        if (model.Network is not null && (task.Cohort is not null || !task.Folds.IsEmpty))
        {
            terminal.Error.WriteLine($"note: networks of their own are trained on series over time; {model.Network.Name} is not used");
        }

        ITwinEvaluator evaluator = TwinEvaluators.Of(task, settings);
        long started = terminal.Time.GetTimestamp();
        Validation validation;
        try
        {
            validation = evaluator.Validate(model, (calibrator, share) => Progress(terminal, calibrator, share), cancellation);
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException(e.Message);
        }

        double seconds = terminal.Time.GetElapsedTime(started).TotalSeconds;
        diagnostics.AddRange(validation.Failures.Select(f => Failures.Describe(f, task)));
        var trained = new Trained(
            file, model.Name, model.Network?.Name, task.Panel.Name, $"{task.Target.Name} [{task.Target.Unit}]", [.. task.ValidationOrigins.Select(o => o.TrainSteps)],
            [.. validation.Scores, .. evaluator.NaiveValidation()], diagnostics, seconds);
        if (json)
        {
            terminal.WriteJson(trained);
        }
        else
        {
            Print(terminal, trained);
        }

        return validation.Scores.IsEmpty ? ExitCode.NoTwin : ExitCode.Done;
    }

    private static (MechanismIr Model, List<Diagnostic> Diagnostics) Model(Terminal terminal, string file, ForecastTask task, CancellationToken cancellation)
    {
        if (!ModelFile.TryRead(terminal.Resolve(file), out string text))
        {
            throw new UserErrorException($"{file}: {text}", "a model, a C# file such as those in models/", "check the path");
        }

        ReadResult read = ModelReader.Read(text, file, cancellation);
        List<Diagnostic> diagnostics = [.. read.Diagnostics];
        if (read.Models is not [{ } model])
        {
            return diagnostics.Exists(d => d.Severity == Severity.Error)
                ? (null!, diagnostics)
                : throw new UserErrorException($"{file} has {Figures.Count(read.Models.Length, "model")}", "one model, with its network or without", "put it into a file of its own");
        }

        diagnostics.AddRange(Verifier.Verify(model, DataContexts.Of(task.Panel), new() { Simulator = new KernelSimulator() }).Findings);
        return (model, diagnostics);
    }

    private static int Refuse(Terminal terminal, List<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            terminal.Error.WriteLine(diagnostic);
        }

        terminal.Error.WriteLine($"what a code means: nimmgen explain {diagnostics.First(d => d.Severity == Severity.Error).Code}");
        return ExitCode.UserError;
    }

    // One line when a calibrator begins and one when it ends: plain enough for a file.
    private static void Progress(Terminal terminal, string calibrator, double share)
    {
        if (share is 0 or >= 1)
        {
            terminal.Error.WriteLine($"{calibrator}: {(share == 0 ? "training" : "trained at every validation origin")}");
        }
    }

    private static void Print(Terminal terminal, Trained trained)
    {
        foreach (Diagnostic diagnostic in trained.Diagnostics)
        {
            terminal.Error.WriteLine(diagnostic);
        }

        terminal.Out.WriteLine(
            $"{trained.Model} on {trained.Task}, {Figures.Count(trained.Origins.Count, "validation origin")}, {Figures.Duration(trained.Seconds)}: root mean square error of {trained.Target}");
        Spectre.Console.Table table = Tables.Create("method", ">all places together", ">per place");
        foreach (MethodScores scores in trained.Scores.OrderBy(s => double.IsFinite(s.Mean) ? s.Mean : double.PositiveInfinity))
        {
            table.Row(scores.Method, Figures.Score(scores.Mean), Figures.Score(scores.MeanPerLocation));
        }

        terminal.Write(table);
    }
}
