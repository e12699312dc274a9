using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;

namespace NimmGen.Search.Benchmarks;

/// <summary>The course of one search of the built-in modeller, on validation data alone.</summary>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Candidates">In order of number; fewer than were asked for where the grammar was used up.</param>
public sealed record SearchCurve(string Strategy, int Seed, ImmutableArray<CandidateRecord> Candidates)
{
    /// <summary>The least score of the first so many candidates; NaN where none of them was scored.</summary>
    public double Best(int count) => Candidates.Take(count).Select(c => c.Score).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();

    /// <summary>Mean over all counts of the best so far: the lower, the sooner a good candidate was there. Counts before the first score are left out.</summary>
    public double MeanBest => Enumerable.Range(1, Candidates.Length).Select(Best).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    public int Count(Outcome outcome) => Candidates.Count(c => c.Outcome == outcome);

    /// <summary>Searches as <c>nimmgen run</c> does, without an end: nothing is scored on test data.</summary>
    /// <param name="task">The task.</param>
    /// <param name="evaluator">May be shared with other searches on the same task.</param>
    /// <param name="configuration">Of the search.</param>
    /// <param name="reader">Reads the programs.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellation">Stops everything in flight.</param>
    public static async Task<SearchCurve> RunAsync(
        ForecastTask task, ValidationOnly evaluator, RunConfiguration configuration, IModelReader reader, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nimmgen-bench-");
        try
        {
            using SqliteRunStore store = SqliteRunStore.Create(Path.Combine(folder.FullName, "search.nimm"), configuration, DataRecords.Of(task), TimeProvider.System);
            RunRecord run = await new SearchRun(task, store, evaluator, TimeProvider.System, null, reader).ExecuteAsync(configuration, progress, cancellation);
            return new(configuration.Strategy, configuration.Seed, run.Candidates);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
