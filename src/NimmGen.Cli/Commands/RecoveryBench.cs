using System.CommandLine;
using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli;

/// <summary><c>nimmgen bench recovery</c>: how often training finds what is known to be there.</summary>
internal static class RecoveryBench
{
    private const double Reached = 1e-6;

    /// <param name="Task">Of the benchmark.</param>
    /// <param name="MeanSquares">One-step error squared on validation patients, one a seed, in the data's units.</param>
    /// <param name="Reached">Seeds at 1e-6 or below.</param>
    /// <param name="Seconds">Mean of a training.</param>
    private sealed record Result(string Task, IReadOnlyList<double> MeanSquares, int Reached, double Seconds);

    public static ExampleCommand Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        Option<int> seeds = SharedOptions.Whole("--seeds", "Draws of patients for each task", 1, 1000, _ => 10);
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "recovery",
            "Train the right structure of the three lung-cancer tasks from default starts, and count the seeds whose one-step error reaches 1e-6 (mean square)",
            "nimmgen bench recovery",
            "nimmgen bench recovery --seeds 3 --json")
        {
            seeds, json,
        };
        command.SetAction((parsed, _) =>
        {
            Result[] results = [.. Enum.GetValues<LungCancerScenario>().Select(s => Run(s, parsed.GetValue(seeds), terminal.Time, cancellation()))];
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(results);
            }
            else
            {
                Table table = Tables.Create("task", ">seeds at 1e-6", ">median", ">worst", ">seconds");
                foreach (Result result in results)
                {
                    double[] sorted = [.. result.MeanSquares.Order()];
                    table.Row(
                        result.Task, $"{result.Reached} of {sorted.Length}", sorted[sorted.Length / 2].ToString("0.0e+0"), sorted[^1].ToString("0.0e+0"), result.Seconds.ToString("0.0"));
                }

                terminal.Write(table);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Result Run(LungCancerScenario scenario, int seeds, TimeProvider time, CancellationToken cancellation)
    {
        var context = new TumourContext(Drug: scenario != LungCancerScenario.None, Radiation: scenario == LungCancerScenario.ChemoRadiotherapy);
        Design design = TumourDesigns.OfSimulator(context);
        Frontend.ReadResult read = ModelReader.Read(design.Program("The simulator's own structure."), design.Name, cancellation);
        MechanismIr model = read.Models.FirstOrDefault()
            ?? throw new UserErrorException($"{design.Name} was not read: {read.Diagnostics.FirstOrDefault()?.Message}", "a model", "try again when the machine is less busy: reading a model has a time limit");
        var squares = new double[seeds];
        string name = "";
        TimeSpan training = default;
        for (int seed = 0; seed < seeds; seed++)
        {
            ForecastTask task = ForecastTask.OfCohort(Cohort.LungCancer(scenario, seed + 1));
            name = task.Panel.Name;
            long start = time.GetTimestamp();
            ImmutableArray<MethodScores> scores = new CohortEvaluator(task, new EvaluationSettings()).Validate(model, (_, _) => { }, cancellation).Scores;
            training += time.GetElapsedTime(start);
            squares[seed] = scores.IsEmpty ? double.PositiveInfinity : scores[0].Mean * scores[0].Mean;
        }

        return new(name, squares, squares.Count(s => s <= Reached), training.TotalSeconds / seeds);
    }
}
