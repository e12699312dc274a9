using System.Collections.Immutable;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>The nine tasks of the NIMM benchmark.</summary>
public static class BenchmarkCatalogue
{
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
        TaskResult found = TaskCatalogue.Find(name, dataRoot, name.StartsWith("lung-", StringComparison.Ordinal) || name.StartsWith("alloys-", StringComparison.Ordinal) ? null : horizon);
        return (found.Task is { } task ? BenchmarkTask.Of(name, task) : null, found.Problems);
    }
}
