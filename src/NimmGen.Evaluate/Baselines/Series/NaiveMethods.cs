using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>The last value, held.</summary>
public sealed class LastValueMethod : ForecastMethod
{
    public override string Name => "last-value";

    public override string Title => NaiveForecasts.LastValue;

    public override string Settings => "";

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context) =>
        [.. NaiveForecasts.Forecast(task, NaiveForecasts.LastValue, origin).Values];
}

/// <summary>The last season over again: the last seven days of daily data, the same weeks of the year before of weekly data.</summary>
public sealed class SeasonalLastValueMethod : ForecastMethod
{
    private const int WeeksAYear = 52;

    public override string Name => "seasonal-last-value";

    public override string Title => "seasonal last value";

    public override string Settings => "7 days or 52 weeks";

    protected override string? WhyNot(ForecastTask task) =>
        task.Panel.Step == TimeStep.Week && task.TestOrigins[0].TrainSteps < WeeksAYear ? $"needs a year of training, got {task.TestOrigins[0].TrainSteps} weeks" : null;

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context)
    {
        if (task.Panel.Step == TimeStep.Day)
        {
            return [.. NaiveForecasts.Forecast(task, NaiveForecasts.LastWeek, origin).Values];
        }

        Panel known = task.Known(origin);
        double[][] past = [.. Enumerable.Range(0, known.LocationCount).Select(l => SeriesMethod.Filled(known.Series(task.Target.Name, l).AsSpan(0, origin.TrainSteps)))];
        return [.. Enumerable.Range(0, task.Horizon).SelectMany(h => past.Select(p => p.Length == 0 ? double.NaN : p[Math.Max(0, p.Length - WeeksAYear + h % WeeksAYear)]))];
    }
}

/// <summary>The last change, shrinking.</summary>
public sealed class DampedTrendMethod : ForecastMethod
{
    public override string Name => "damped-trend";

    public override string Title => NaiveForecasts.DampedTrend;

    public override string Settings => $"damping {NaiveForecasts.Damping}";

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context) =>
        [.. NaiveForecasts.Forecast(task, NaiveForecasts.DampedTrend, origin).Values];
}
