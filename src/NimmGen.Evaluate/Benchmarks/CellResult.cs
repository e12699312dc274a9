using System.Collections.Immutable;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>What a method made of a task: its forecasts or errors, from which every score is computed. Stored as JSON.</summary>
public sealed record CellResult
{
    /// <summary>Forecasts: one a test origin. Samples: one, at origin 0, with the value of each sample predicted by models that did not see it.</summary>
    public ImmutableArray<OriginForecast> Forecasts { get; init; } = [];

    /// <summary>Forecasts from the validation origins, which lie before the test origins; empty where they would cost too much.</summary>
    public ImmutableArray<OriginForecast> Earlier { get; init; } = [];

    /// <summary>Scores of its own quantiles of the aggregate on the test origins; null where it gives none.</summary>
    public QuantileScores? Quantiles { get; init; }

    /// <summary>RMSE of the aggregate on each validation origin, of methods that keep no forecasts from there; empty where there are none.</summary>
    public ImmutableArray<double> EarlierErrors { get; init; } = [];

    /// <summary>Cohorts: of each test patient the mean over days and states of the squared one-day error, in the data's units.</summary>
    public ImmutableArray<double> PatientSquares { get; init; } = [];

    /// <summary>Cohorts: root mean squared error of the target rolled out from the first day; NaN where it diverged.</summary>
    public double RollOut { get; init; } = double.NaN;

    /// <summary>Programs of the last 20 (or fewer) that failed, and in the first 20; null for methods that write none.</summary>
    public BugCounts? Bugs { get; init; }

    /// <summary>What was chosen, in words; empty where nothing is.</summary>
    public string Note { get; init; } = "";

    /// <summary>Seconds of processor time where the system tells it, else of the clock; of a search, which works on several threads, of the clock.</summary>
    public double Seconds { get; init; }
}

/// <summary>Programs that did not compile, verify, train or simulate.</summary>
/// <param name="First">Among the first 20.</param>
/// <param name="Last">Among the last 20.</param>
/// <param name="Codes">Error codes with their counts, most frequent first.</param>
public sealed record BugCounts(int First, int Last, string Codes);

/// <summary>What identifies a cell: equal keys have equal results.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Mode">Mode of the method.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Text">The key in full: data hash, settings, protocol, training, origins, effort and version.</param>
public sealed record CellKey(string Task, string Method, string Mode, int Seed, string Text);

/// <summary>A cell of the benchmark: a result, or why there is none.</summary>
/// <param name="Key">Which.</param>
/// <param name="Result">Null where there is none.</param>
/// <param name="Reason">Why there is no result, in words; empty where there is one.</param>
/// <param name="Cached">True where the result was there already.</param>
public sealed record Cell(CellKey Key, CellResult? Result, string Reason, bool Cached);
