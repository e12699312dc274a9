using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>What a cell is run with.</summary>
/// <param name="Seed">Of every random choice of the method.</param>
/// <param name="Mode">"mechanistic", "hybrid", or "-" where the distinction means nothing.</param>
/// <param name="Protocol">Where choices are made.</param>
/// <param name="TrainLength">Steps of training before an origin; null: all of them.</param>
/// <param name="Effort">1 for what the tables report; less scales every training down, for quick looks.</param>
/// <param name="Cancellation">Stops inside a training.</param>
public sealed record CellContext(int Seed, string Mode, SelectionProtocol Protocol, int? TrainLength, double Effort, CancellationToken Cancellation)
{
    /// <summary>So many iterations at full effort; at least <paramref name="least"/>.</summary>
    public int Scaled(int full, int least = 1) => Math.Max(least, (int)Math.Round(full * Effort));
}

/// <summary>A row of the benchmark's tables: something that forecasts or predicts. Stateless; safe to call from several threads.</summary>
public abstract class BenchmarkMethod
{
    /// <summary>The mode of methods for which there is only one.</summary>
    public const string NoMode = "-";

    public const string Mechanistic = "mechanistic";

    public const string Hybrid = "hybrid";

    /// <summary>As on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>As in tables.</summary>
    public abstract string Title { get; }

    /// <summary>Everything that a result depends on beside data, seed and protocol; part of a cell's key.</summary>
    public abstract string Settings { get; }

    /// <summary>False where every seed gives the same result: it is run once.</summary>
    public virtual bool Seeded => false;

    /// <summary>True where the result depends on the protocol of selection.</summary>
    public virtual bool Selects => false;

    public virtual ImmutableArray<string> Modes => [NoMode];

    /// <summary>Why the method has no figure for a task, in words; null where it has one.</summary>
    public abstract string? WhyNot(BenchmarkTask task, string mode);

    /// <summary>Runs the method on a task for which <see cref="WhyNot"/> is null.</summary>
    public abstract CellResult Run(BenchmarkTask task, CellContext context);
}

/// <summary>A method that forecasts from one origin at a time.</summary>
public abstract class ForecastMethod : BenchmarkMethod
{
    /// <summary>True where the earlier origins, on which others make their choices, are forecast too.</summary>
    protected virtual bool Cheap => true;

    public override string? WhyNot(BenchmarkTask task, string mode) => task.Kind switch
    {
        BenchmarkKind.Forecast => WhyNot(task.Task),
        BenchmarkKind.Cohort => "made for series; patients are predicted from their state of the day before",
        _ => "made for series; samples have no time",
    };

    public override CellResult Run(BenchmarkTask task, CellContext context)
    {
        ImmutableArray<OriginForecast> Each(IEnumerable<Origin> origins) => [.. origins.Select(o => At(task.Task, o, context))];
        return new() { Forecasts = Each(task.Task.TestOrigins), Earlier = Cheap && context.Effort >= 1 ? Each(task.Task.ValidationOrigins) : [] };
    }

    /// <summary>A reason of this method's own, or null.</summary>
    protected virtual string? WhyNot(ForecastTask task) => null;

    /// <summary>Expected values after the origin, [horizon][location]; reads nothing dated after it (<see cref="ForecastTask.Known"/>).</summary>
    protected abstract double[] Forecast(ForecastTask task, Origin origin, CellContext context);

    private OriginForecast At(ForecastTask task, Origin origin, CellContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        (ForecastTask view, Origin at) = context.TrainLength is { } length ? task.Constant(origin, length) : (task, origin);
        return new(origin.TrainSteps, [.. Forecast(view, at, context)]);
    }
}
