using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>Forecasts without a model, location by location: what any twin must beat.</summary>
public static class NaiveForecasts
{
    public const string LastValue = "last value";
    public const string LastWeek = "last week repeated";
    public const string DampedTrend = "damped trend";

    /// <summary>By which a trend shrinks each week.</summary>
    public const double Damping = 0.7;

    private const int Week = 7;

    /// <summary>The methods that apply to the task: a week is repeated only where there are days in it.</summary>
    public static ImmutableArray<string> Methods(ForecastTask task) =>
        task.Panel.Step == TimeStep.Day ? [LastValue, LastWeek, DampedTrend] : [LastValue, DampedTrend];

    /// <summary>One method's forecast from one origin.</summary>
    public static OriginForecast Forecast(ForecastTask task, string method, Origin origin)
    {
        Panel known = task.Panel.UpTo(origin);
        int locations = known.LocationCount;
        var values = new double[task.Horizon * locations];
        for (int l = 0; l < locations; l++)
        {
            double[] past = [.. known.Series(task.Target.Name, l).Take(origin.TrainSteps).Where(v => !double.IsNaN(v))];
            for (int h = 0; h < task.Horizon; h++)
            {
                values[h * locations + l] = past.Length == 0 ? double.NaN : Value(method, past, h, task.Panel.Step);
            }
        }

        return new(origin.TrainSteps, [.. values]);
    }

    /// <summary>Every method's forecasts at the given origins.</summary>
    public static ImmutableDictionary<string, ImmutableArray<OriginForecast>> All(ForecastTask task, IEnumerable<Origin> origins)
    {
        Origin[] list = [.. origins];
        return Methods(task).ToImmutableDictionary(m => m, m => list.Select(o => Forecast(task, m, o)).ToImmutableArray(), StringComparer.Ordinal);
    }

    private static double Value(string method, double[] past, int ahead, TimeStep step) => method switch
    {
        LastValue => past[^1],
        LastWeek => past.Length < Week ? past[^1] : past[^(Week - ahead % Week)],
        DampedTrend when step == TimeStep.Day && past.Length >= 2 * Week => DampedWeeklyLog(past, ahead),
        DampedTrend => past.Length < 2 ? past[^1] : past[^1] + (past[^1] - past[^2]) * Geometric(ahead + 1),
        _ => throw new ArgumentException($"unknown naive method '{method}'", nameof(method)),
    };

    // The mean of the last seven days stands for their middle, three and a half days back; its logarithm changes by the
    // difference to the week before, damped continuously. A week without a case has no logarithm: then its mean is held.
    private static double DampedWeeklyLog(double[] past, int ahead)
    {
        double level = past[^Week..].Average(), before = past[^(2 * Week)..^Week].Average();
        return level <= 0 || before <= 0 ? Math.Max(level, 0) : level * Math.Exp(Math.Log(level / before) * Geometric((ahead + 4.0) / Week));
    }

    // phi + phi^2 + ... + phi^n, continued to real n.
    private static double Geometric(double n) => Damping * (1 - Math.Pow(Damping, n)) / (1 - Damping);
}
