using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>The nine tasks of the NIMM benchmark.</summary>
public static class BenchmarkCatalogue
{
    // Of the folds of alloys: equal seeds give equal folds.
    private const int FoldSeed = 0;

    /// <summary>In the order of tables.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "covid-bogota", "covid-medellin", "influenza-usa", "mrsa-virginia",
        "lung-cancer", "lung-cancer-chemo", "lung-cancer-chemo-radio",
        "alloys-fcc", "alloys-bcc",
    ];

    /// <summary>The task, or everything that stands in its way.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="dataRoot">The --data option, or null.</param>
    /// <param name="horizon">Steps to forecast instead of the card's, for forecasts; or null.</param>
    public static (BenchmarkTask? Task, ImmutableArray<string> Problems) Find(string name, string? dataRoot, int? horizon)
    {
        if (name.StartsWith("alloys-", StringComparison.Ordinal))
        {
            ReadResult read = Catalogue.Read(name, dataRoot);
            ImmutableArray<string> problems = [.. read.Diagnostics.Select(d => d.ToString())];
            return read.Panel is null || read.HasErrors
                ? (null, problems)
                : (BenchmarkTask.Of(name, ForecastTask.OfSamples(read.Panel, GroupedFolds.Nested(read.Panel, seed: FoldSeed))), problems);
        }

        TaskResult found = TaskCatalogue.Find(name, dataRoot, name.StartsWith("lung-", StringComparison.Ordinal) ? null : horizon);
        return (found.Task is { } task ? BenchmarkTask.Of(name, task) : null, found.Problems);
    }
}
