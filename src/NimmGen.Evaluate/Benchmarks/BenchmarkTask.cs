using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>What is asked of a method.</summary>
public enum BenchmarkKind
{
    /// <summary>Real-time forecasts of a series from shifting origins.</summary>
    Forecast,

    /// <summary>The next day of patients whose states are observed, and their whole course.</summary>
    Cohort,

    /// <summary>A value for samples that were left out.</summary>
    Samples,
}

/// <summary>Where choices are made.</summary>
public enum SelectionProtocol
{
    /// <summary>On validation origins that lie before the first test origin; the test windows are scored once.</summary>
    HeldOut,

    /// <summary>On the test windows themselves, as the paper does: optimistic.</summary>
    Paper,
}

/// <summary>A task of the benchmark, ready to be run.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Task">The data, the target, the origins or the folds.</param>
/// <param name="DataHash">Of everything in the data that a result can depend on.</param>
public sealed record BenchmarkTask(string Name, BenchmarkKind Kind, ForecastTask Task, string DataHash)
{
    /// <summary>True where a generator made the data: tables say so.</summary>
    public bool Simulated => Task.Panel.Card.Simulated;

    /// <summary>Nested folds of the samples; empty for other kinds.</summary>
    public ImmutableArray<NestedFold> Folds => Task.Folds;

    public static BenchmarkTask Of(string name, ForecastTask task)
    {
        BenchmarkKind kind = task.Cohort is not null ? BenchmarkKind.Cohort
            : task.Panel.Step == TimeStep.Sample ? BenchmarkKind.Samples
            : BenchmarkKind.Forecast;
        string hash = task.Cohort is { } cohort
            ? string.Join('-', new[] { cohort.Training, cohort.Validation, cohort.Test }.Select(p => p.ContentHash[..16]))
            : task.Panel.ContentHash;
        return new(name, kind, task, hash);
    }

    /// <summary>The first <paramref name="count"/> test origins only: for quick looks.</summary>
    public BenchmarkTask FirstOrigins(int count) =>
        Kind != BenchmarkKind.Forecast || count >= Task.TestOrigins.Length ? this : this with { Task = Task.WithTestOrigins(Task.TestOrigins[..count]) };
}
