using System.Collections.Immutable;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>What of the benchmark is run, and how.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Enters every key: cells of another version are computed again. To be raised when a baseline changes.</summary>
    public const int Version = 1;

    public SelectionProtocol Protocol { get; init; }

    /// <summary>True: every origin trains on as many steps as the first test origin has before it; false: on all that lie before it.</summary>
    public bool ConstantTraining { get; init; }

    /// <summary>Runs of methods that draw at random, with seeds 1, 2, ...</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>1 for what tables report; less for quick looks, which are never tables.</summary>
    public double Effort { get; init; } = 1;

    /// <summary>Modes of interest; empty: all.</summary>
    public ImmutableArray<string> Modes { get; init; } = [];

    /// <summary>Cells side by side. Results are the same for any number.</summary>
    public int Jobs { get; init; } = 1;
}

/// <summary>Told of each cell as it begins and ends, from several threads.</summary>
/// <param name="Cell">Null while it runs.</param>
/// <param name="Key">Which.</param>
/// <param name="Done">Cells finished.</param>
/// <param name="Total">Cells in all.</param>
/// <param name="Problem">A stored file that could not be used.</param>
public sealed record CellProgress(CellKey Key, Cell? Cell, int Done, int Total, string? Problem);

/// <summary>Runs cells that are not stored yet, stores each when it is done, and returns all in a fixed order.</summary>
public static class BenchmarkRunner
{
    /// <summary>Cancelled, it throws <see cref="OperationCanceledException"/> with every finished cell stored.</summary>
    public static ImmutableArray<Cell> Run(
        IReadOnlyList<BenchmarkTask> tasks,
        IReadOnlyList<BenchmarkMethod> methods,
        BenchmarkOptions options,
        CellStore store,
        TimeProvider time,
        Action<CellProgress> progress,
        CancellationToken cancellation)
    {
        var cells =
            (from task in tasks
             from method in methods
             from mode in method.Modes
             where options.Modes.IsEmpty || mode == BenchmarkMethod.NoMode || options.Modes.Contains(mode)
             from seed in Enumerable.Range(1, method.Seeded ? options.Seeds : 1)
             select (Task: task, Method: method, Key: KeyOf(task, method, mode, seed, options))).ToArray();
        var done = new Cell[cells.Length];
        int finished = 0;
        Workers.Run(cells.Length, options.Jobs, i =>
        {
            (BenchmarkTask task, BenchmarkMethod method, CellKey key) = cells[i];
            progress(new(key, null, Volatile.Read(ref finished), cells.Length, null));
            done[i] = One(task, method, key, options, store, time, out string? problem, cancellation);
            progress(new(key, done[i], Interlocked.Increment(ref finished), cells.Length, problem));
        }, cancellation);
        return [.. done];
    }

    /// <summary>A method that does not select has one result for both protocols, and only forecasts have origins and training windows.</summary>
    internal static CellKey KeyOf(BenchmarkTask task, BenchmarkMethod method, string mode, int seed, BenchmarkOptions options)
    {
        bool forecast = task.Kind == BenchmarkKind.Forecast;
        string[] parts =
        [
            $"version {BenchmarkOptions.Version}", task.Name, task.DataHash, method.Name, method.Settings, mode, $"seed {seed}",
            method.Selects && forecast ? options.Protocol.ToString() : "-",
            forecast ? options.ConstantTraining ? "constant training" : "expanding training" : "-",
            forecast ? $"horizon {task.Task.Horizon} from {string.Join(' ', task.Task.TestOrigins.Select(o => o.TrainSteps))}" : "-",
            $"effort {options.Effort}",
        ];
        return new(task.Name, method.Name, mode, seed, string.Join('\n', parts));
    }

    private static Cell One(
        BenchmarkTask task, BenchmarkMethod method, CellKey key, BenchmarkOptions options, CellStore store, TimeProvider time, out string? problem, CancellationToken cancellation)
    {
        problem = null;
        if (method.WhyNot(task, key.Mode) is { } reason)
        {
            return new(key, null, reason, false);
        }

        if (store.Read(key, out problem) is { } known)
        {
            return new(key, known, "", true);
        }

        var clock = new ThreadClock(time);
        try
        {
            BenchmarkTask seen = method.Selects && options.Protocol == SelectionProtocol.Paper && task.Kind == BenchmarkKind.Forecast
                ? task with { Task = task.Task.ChosenOnTest() } : task;
            CellResult result = method.Run(seen, new(key.Seed, key.Mode, options.Protocol, TrainLength(task, options), options.Effort, cancellation));
            result = result with { Seconds = result.Seconds > 0 ? result.Seconds : clock.Seconds };
            store.Write(key, result);
            return new(key, result, "", false);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            // One method's failure on one task is a cell of the table, not the end of the benchmark; it is not stored.
            return new(key, null, BenchmarkTables.Failed + e.Message, false);
        }
    }

    // What the first test origin has: 294 days, 179 or 232 weeks.
    private static int? TrainLength(BenchmarkTask task, BenchmarkOptions options) =>
        options.ConstantTraining && task.Kind == BenchmarkKind.Forecast ? task.Task.TestOrigins[0].TrainSteps : null;
}
