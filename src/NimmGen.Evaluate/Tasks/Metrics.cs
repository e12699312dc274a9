using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>Scores forecasts against what came. Locations without a single observation in the horizon do not count.</summary>
public static class Metrics
{
    /// <summary>Scores of one method: one forecast an origin, in the task's order of origins.</summary>
    public static MethodScores Score(ForecastTask task, string method, IEnumerable<OriginForecast> forecasts)
    {
        var aggregate = ImmutableArray.CreateBuilder<double>();
        var perLocation = ImmutableArray.CreateBuilder<double>();
        var absolute = ImmutableArray.CreateBuilder<double>();
        foreach (OriginForecast forecast in forecasts)
        {
            Errors errors = Compare(task, forecast);
            aggregate.Add(errors.Aggregate);
            perLocation.Add(errors.PerLocation);
            absolute.Add(errors.MeanAbsolute);
        }

        return new(method, aggregate.ToImmutable(), perLocation.ToImmutable(), absolute.ToImmutable());
    }

    /// <summary>
    /// The series over locations, one value a step: the sum (or mean) over the locations that report at all, in
    /// <paramref name="values"/> [step][location]; NaN where any of them is missing at that step.
    /// </summary>
    public static double[] Aggregate(ReadOnlySpan<double> values, IReadOnlyList<int> reporting, int locations, Aggregation how)
    {
        var series = new double[values.Length / locations];
        for (int step = 0; step < series.Length; step++)
        {
            double sum = 0;
            foreach (int l in reporting)
            {
                sum += values[step * locations + l];
            }

            series[step] = how == Aggregation.Mean ? sum / reporting.Count : sum;
        }

        return series;
    }

    /// <summary>Locations with at least one observation of the target in the whole panel.</summary>
    public static ImmutableArray<int> Reporting(ForecastTask task)
    {
        int locations = task.Panel.LocationCount;
        var reporting = new bool[locations];
        ReadOnlySpan<double> values = task.Panel.Values(task.Target.Name);
        for (int i = 0; i < values.Length; i++)
        {
            reporting[i % locations] |= !double.IsNaN(values[i]);
        }

        return [.. Enumerable.Range(0, locations).Where(l => reporting[l])];
    }

    private static Errors Compare(ForecastTask task, OriginForecast forecast)
    {
        int locations = task.Panel.LocationCount;
        ReadOnlySpan<double> truth = task.Panel.Values(task.Target.Name).Slice(forecast.TrainSteps * locations, task.Horizon * locations);
        ReadOnlySpan<double> expected = forecast.Values.AsSpan();
        double squares = 0;
        int count = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            if (!double.IsNaN(truth[i]))
            {
                squares += (truth[i] - expected[i]) * (truth[i] - expected[i]);
                count++;
            }
        }

        ImmutableArray<int> reporting = Reporting(task);
        double[] truthSeries = Aggregate(truth, reporting, locations, task.Aggregate);
        double[] series = Aggregate(expected, reporting, locations, task.Aggregate);
        double aggregateSquares = 0, absolute = 0;
        int steps = 0;
        for (int step = 0; step < series.Length; step++)
        {
            double error = truthSeries[step] - series[step];
            if (!double.IsNaN(truthSeries[step]))
            {
                aggregateSquares += error * error;
                absolute += Math.Abs(error);
                steps++;
            }
        }

        return new(
            steps == 0 ? double.NaN : Math.Sqrt(aggregateSquares / steps),
            count == 0 ? double.NaN : Math.Sqrt(squares / count),
            steps == 0 ? double.NaN : absolute / steps);
    }

    private readonly record struct Errors(double Aggregate, double PerLocation, double MeanAbsolute);
}
