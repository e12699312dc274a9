using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Runs the cells of a benchmark with progress, and prints its tables.</summary>
internal sealed class BenchmarkRun(Terminal terminal, IReadOnlyList<BenchmarkTask> tasks, ImmutableArray<BenchmarkMethod> methods, BenchmarkOptions options, CellStore store)
{
    /// <param name="Csv">File, or null.</param>
    /// <param name="Html">File, or null.</param>
    /// <param name="Forecasts">File, or null.</param>
    /// <param name="Json">JSON instead of Markdown on the screen.</param>
    internal sealed record Outputs(string? Csv, string? Html, string? Forecasts, bool Json);

    public int Execute(Outputs outputs, CancellationToken cancellation)
    {
        long started = terminal.Time.GetTimestamp();
        ImmutableArray<Cell> cells;
        try
        {
            cells = BenchmarkRunner.Run(tasks, methods, options, store, terminal.Time, Tell, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine($"stopped; finished cells are kept in {store.Folder}: give the same command to go on");
            return ExitCode.Cancelled;
        }
        catch (SearchStoppedException e)
        {
            terminal.Error.WriteLine(e.Failure.Diagnostic);
            terminal.Error.WriteLine($"stopped; finished cells are kept in {store.Folder}: give the same command to go on");
            return ExitCode.UserError;
        }

        terminal.Error.WriteLine($"{Figures.Count(cells.Length, "cell")}, {cells.Count(c => c.Cached)} of them stored before, {cells.Count(c => c.Result is null)} without a figure; {Figures.Duration(terminal.Time.GetElapsedTime(started).TotalSeconds)}");
        ImmutableArray<RowScores> rows =
        [
            .. from task in tasks
               from method in methods
               from mode in method.Modes
               let own = cells.Where(c => c.Key.Task == task.Name && c.Key.Method == method.Name && c.Key.Mode == mode).ToArray()
               where own.Length > 0
               select RowScores.Of(task, method, mode, own),
        ];
        ImmutableArray<BenchmarkTable> tables = new BenchmarkTables(rows, options.Protocol, options.Effort < 1).All();
        Write(outputs.Csv, string.Join("\n", tables.Select(t => t.Csv())));
        Write(outputs.Html, BenchmarkTable.Page(tables));
        if (outputs.Forecasts is not null)
        {
            Write(outputs.Forecasts, Forecasts(cells));
        }

        if (outputs.Json)
        {
            terminal.WriteJson(new { protocol = options.Protocol, quick = options.Effort < 1, rows = rows.Select(Row), tables });
        }
        else
        {
            terminal.Out.WriteLine(string.Join("\n", tables.Select(t => t.Markdown())).TrimEnd());
        }

        return ExitCode.Done;
    }

    private static object Row(RowScores row) => new
    {
        task = row.Task.Name,
        simulated = row.Task.Simulated,
        method = row.Method.Name,
        mode = row.Mode,
        reason = row.Reason,
        rmse = row.Rmse.Mean,
        rmseDeviation = row.Rmse.Deviation,
        second = row.Second.Mean,
        meanAbsolute = row.MeanAbsolute.Mean,
        earlier = row.Earlier.Mean,
        seeds = row.Count,
        seconds = row.Seconds,
        bugs = row.Bugs,
        note = row.Note,
    };

    private void Tell(CellProgress progress)
    {
        string name = $"{progress.Key.Task}, {progress.Key.Method}{(progress.Key.Mode == BenchmarkMethod.NoMode ? "" : $", {progress.Key.Mode}")}, seed {progress.Key.Seed}";
        lock (store)
        {
            if (progress.Problem is not null)
            {
                terminal.Error.WriteLine(progress.Problem);
            }

            // A method for another kind of task is no news.
            if (progress.Cell is { Cached: false } cell && (cell.Result is not null || cell.Reason.StartsWith(BenchmarkTables.Failed, StringComparison.Ordinal)))
            {
                terminal.Error.WriteLine($"[{progress.Done}/{progress.Total}] {name}: {(cell.Result is { } result ? Figures.Duration(result.Seconds) : cell.Reason)}");
            }
        }
    }

    private void Write(string? path, string text)
    {
        if (path is not null)
        {
            File.WriteAllText(terminal.Resolve(path), text);
        }
    }

    // Design: task, method, mode, seed, origin, location, time, quantile or "point", value.
    private string Forecasts(ImmutableArray<Cell> cells)
    {
        var text = new System.Text.StringBuilder("task,method,mode,seed,origin,location,time,quantile,value\n");
        foreach (Cell cell in cells.Where(c => c.Result is not null))
        {
            ForecastTask task = tasks.First(t => t.Name == cell.Key.Task).Task;
            foreach (OriginForecast forecast in cell.Result!.Forecasts)
            {
                for (int i = 0; i < forecast.Values.Length; i++)
                {
                    (int step, int location) = int.DivRem(i, task.Panel.LocationCount);
                    string place = task.Panel.Locations[location] is var l && l.Contains(',', StringComparison.Ordinal) ? $"\"{l}\"" : task.Panel.Locations[location];
                    text.Append(CultureInfo.InvariantCulture, $"{cell.Key.Task},{cell.Key.Method},{cell.Key.Mode},{cell.Key.Seed},{forecast.TrainSteps},{place},{task.Panel.TimeLabel(forecast.TrainSteps + step)},point,{forecast.Values[i]:R}\n");
                }
            }
        }

        return text.ToString();
    }
}
