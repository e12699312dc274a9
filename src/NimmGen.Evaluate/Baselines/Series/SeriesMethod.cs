using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// A method that forecasts each location's target from its own past. Counts are taken to log(1 + y) where the method asks for
/// it. A panel of many locations is forecast from the top: the sum is forecast and shared out by each location's part in the
/// last year, since a model of one count in a hundred weeks is no model.
/// </summary>
public abstract class SeriesMethod : ForecastMethod
{
    /// <summary>Locations above which the sum is forecast and shared out.</summary>
    protected const int ManyLocations = 100;

    private const int Year = 52;

    /// <summary>Steps after which a season repeats that the method may model: a week of days, else none.</summary>
    protected static int Period(ForecastTask task) => task.Panel.Step == TimeStep.Day ? 7 : 1;

    /// <summary>True where counts are taken to log(1 + y).</summary>
    protected virtual bool Logarithmic => true;

    /// <summary>Expected values of one series.</summary>
    /// <param name="past">At least two values, none missing.</param>
    /// <param name="period">Of the season; 1 for none.</param>
    /// <param name="horizon">Steps to forecast.</param>
    /// <param name="context">Cancellation and effort.</param>
    protected abstract double[] Forecast(double[] past, int period, int horizon, CellContext context);

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context)
    {
        Panel known = task.Known(origin);
        int locations = known.LocationCount;
        double[][] past = [.. Enumerable.Range(0, locations).Select(l => Filled(known.Series(task.Target.Name, l).AsSpan(0, origin.TrainSteps)))];
        var values = new double[task.Horizon * locations];
        Array.Fill(values, double.NaN);
        double[]? total = locations > ManyLocations ? One(task, [.. Enumerable.Range(0, origin.TrainSteps).Select(t => past.Where(p => p.Length > t).Sum(p => p[t]))], context) : null;
        double all = past.Sum(Recent);
        for (int l = 0; l < locations; l++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (past[l].Length == 0)
            {
                continue;
            }

            double[] series = total is null ? One(task, past[l], context) : [.. total.Select(v => all > 0 ? v * Recent(past[l]) / all : 0)];
            for (int h = 0; h < task.Horizon; h++)
            {
                values[h * locations + l] = series[h];
            }
        }

        return values;
    }

    private static double Recent(double[] past) => past.TakeLast(Year).Sum();

    private double[] One(ForecastTask task, double[] past, CellContext context)
    {
        if (past.Length < 3 || past.Max() == past.Min())
        {
            return [.. Enumerable.Repeat(past[^1], task.Horizon)];
        }

        bool log = Logarithmic && task.Target.IsCount;
        double[] forecast = Forecast(log ? [.. past.Select(v => Math.Log(1 + v))] : past, Period(task), task.Horizon, context);
        double floor = past.Min() >= 0 ? 0 : double.NegativeInfinity;
        return [.. forecast.Select(v => Math.Max(floor, log ? Math.Exp(v) - 1 : v))];
    }

    /// <summary>A missing value carries the one before it; leading ones are dropped; empty where nothing is known.</summary>
    internal static double[] Filled(ReadOnlySpan<double> series)
    {
        int first = 0;
        while (first < series.Length && double.IsNaN(series[first]))
        {
            first++;
        }

        double[] filled = series[first..].ToArray();
        for (int t = 1; t < filled.Length; t++)
        {
            filled[t] = double.IsNaN(filled[t]) ? filled[t - 1] : filled[t];
        }

        return filled;
    }
}
