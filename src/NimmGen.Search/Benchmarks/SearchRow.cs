using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>
/// A search as a row: programs of an author, each calibrated without and with a network, the winner chosen where the protocol says
/// and scored on the test data once.
/// </summary>
/// <param name="iterations">Candidates of a search.</param>
internal abstract class SearchRow(int iterations) : BenchmarkMethod
{
    // Bugs are counted in the first and last so many programs.
    private const int Counted = 20;

    // Of quick looks.
    private const int QuickOrigins = 2;

    public override bool Seeded => true;

    public override bool Selects => true;

    public override ImmutableArray<string> Modes => [Mechanistic, Hybrid];

    public override CellResult Run(BenchmarkTask task, CellContext context)
    {
        if (context.TrainLength is { } length && task.Kind == BenchmarkKind.Forecast)
        {
            // Each origin is a problem of its own: what lies before its window is not known to it.
            CellResult[] parts = [.. task.Task.TestOrigins.Select(o => Search(task.Task.Constant(o, length).Task, context))];
            return parts[0] with { Seconds = parts.Sum(p => p.Seconds), Forecasts = [.. parts.Zip(task.Task.TestOrigins, (p, o) => p.Forecasts[0] with { TrainSteps = o.TrainSteps })], EarlierErrors = [] };
        }

        return task.Kind == BenchmarkKind.Samples ? Samples(task.Task, context) : Search(task.Task, context);
    }

    // A search an outer fold: neither what it proposes nor what it chooses has seen a sample of the groups that the fold holds out.
    private CellResult Samples(ForecastTask task, CellContext context)
    {
        CellResult[] parts = [.. Enumerable.Range(0, task.Folds.Length).Select(k => Search(task.OfFold(k), context))];
        var predicted = new double[task.Panel.LocationCount];
        for (int k = 0; k < parts.Length; k++)
        {
            foreach (int sample in task.Folds[k].Test.Held)
            {
                predicted[sample] = parts[k].Forecasts[0].Values[sample];
            }
        }

        return new() { Seconds = parts.Sum(p => p.Seconds), Forecasts = [new(0, [.. predicted])], Bugs = parts[0].Bugs, Note = string.Join("; ", parts.Select((p, k) => $"fold {k + 1}: {p.Note}")) };
    }

    /// <summary>
    /// True where the row is the forecast that a run gives its user, which may combine twins and naive forecasts; false where it is that of
    /// the one best program, as the paper's methods have it.
    /// </summary>
    protected virtual bool Combines => false;

    /// <summary>Author, method and mode of the search.</summary>
    protected abstract RunConfiguration Configure(RunConfiguration plain, CellContext context);

    /// <summary>The search itself, with whoever writes and reads its programs.</summary>
    protected abstract SearchRun Search(ForecastTask task, IRunStore store, EvaluationSettings settings, CellContext context);

    /// <summary>Throws where what was done is less than the cell stands for.</summary>
    protected virtual void CheckWhole(RunRecord run, RunConfiguration asked)
    {
    }

    private CellResult Search(ForecastTask task, CellContext context)
    {
        if (context.Effort < 1 && task.Cohort is null && task.Folds.IsEmpty)
        {
            task = task.ChosenOn(task.ValidationOrigins[^Math.Min(QuickOrigins, task.ValidationOrigins.Length)..]);
        }

        EvaluationSettings settings = SettingsOf(context);
        RunConfiguration configuration = Configure(new(task.Panel.Name, context.Scaled(iterations, Math.Min(2, iterations)), 1, context.Seed), context);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nimmgen-bench-");
        try
        {
            using SqliteRunStore store = SqliteRunStore.Create(Path.Combine(folder.FullName, "cell.nimm"), configuration, DataRecords.Of(task), TimeProvider.System);
            RunRecord run = Search(task, store, settings, context)
                .ExecuteAsync(configuration, new Progress(), context.Cancellation).GetAwaiter().GetResult();   // a cell is a job of its own thread
            CheckWhole(run, configuration);
            FinalRecord final = run.Final ?? throw new InvalidOperationException($"none of {run.Candidates.Length} candidates could be scored");
            CandidateRecord winner = run.Candidates.First(c => c.Number == final.Winner);
            CellResult result = new() { Seconds = run.Seconds, Bugs = Bugs(run.Candidates), Note = $"{winner.Name}, candidate {winner.Number} of {run.Candidates.Length}, {final.Calibrator}; {final.Extension}" };
            if (task.Cohort is not null)
            {
                (ImmutableArray<double> squares, double rollOut) = new CohortEvaluator(task, settings).PatientErrors(final.Mechanism, context.Cancellation);
                return result with { PatientSquares = squares, RollOut = rollOut };
            }

            if (!task.Folds.IsEmpty)
            {
                return result with { Forecasts = final.Chosen!.Origins, Note = $"{final.Chosen.InWords()}; of {run.Candidates.Length}" };
            }

            bool held = context.Protocol != SelectionProtocol.Paper;
            if (Combines && final.Chosen is { } chosen)
            {
                return result with
                {
                    Forecasts = chosen.Origins,
                    EarlierErrors = held ? chosen.Validation.Aggregate : [],
                    Quantiles = held ? QuantilesOf(chosen.Validation.Method) : null,
                    Note = $"{chosen.InWords()}; of {run.Candidates.Length}",
                };
            }

            return result with
            {
                Forecasts = [.. final.Origins.Select(o => new OriginForecast(o.TrainSteps, o.Forecast))],
                EarlierErrors = held ? winner.Validation.First(s => s.Method == final.Calibrator).Aggregate : [],
                Quantiles = held ? QuantilesOf(final.Calibrator) : null,
            };

            QuantileScores? QuantilesOf(string method) => final.Test.FirstOrDefault(s => s.Method == method)?.Quantiles;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static EvaluationSettings SettingsOf(CellContext context)
    {
        var full = new EvaluationSettings();
        return full with
        {
            NetworkBudget = full.NetworkBudget * context.Effort,
            WarmEvaluations = context.Scaled(full.WarmEvaluations, 2),
            Calibration = full.Calibration with
            {
                Evaluations = context.Scaled(full.Calibration.Evaluations, 5),
                Iterations = context.Scaled(full.Calibration.Iterations, 2),
                Seed = (ulong)context.Seed,
            },
        };
    }

    private static BugCounts Bugs(ImmutableArray<CandidateRecord> candidates)
    {
        static bool Bug(CandidateRecord c) => c.Outcome is Outcome.NotCompiled or Outcome.Rejected or Outcome.Diverged;
        IEnumerable<string> codes = candidates.Where(Bug).SelectMany(c => c.Diagnostics.Where(d => d.Severity == Ir.Severity.Error).Select(d => d.Code).Distinct())
            .GroupBy(c => c, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} x {g.Count()}");
        return new(candidates.Take(Counted).Count(Bug), candidates.TakeLast(Counted).Count(Bug), string.Join(", ", codes));
    }

    private sealed class Progress : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            // The benchmark tells of cells, not of candidates.
        }
    }
}
