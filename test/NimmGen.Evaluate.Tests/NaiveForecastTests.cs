using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>Naive forecasts against figures computed by others, and by hand.</summary>
public sealed class NaiveForecastTests
{
    // Reference figures: RMSE of the series summed over locations, mean over the four test origins, as computed from the
    // same files with statsmodels and small C programs before this code; given to one decimal (cases) or two (percent),
    // so the tolerance is half of the last digit.
    [Theory]
    [InlineData("covid-bogota", NaiveForecasts.LastValue, 441.6, 0.05)]
    [InlineData("covid-medellin", NaiveForecasts.LastValue, 143.6, 0.05)]
    [InlineData("covid-bogota", NaiveForecasts.LastWeek, 769.2, 0.05)]
    [InlineData("covid-medellin", NaiveForecasts.LastWeek, 178.7, 0.05)]
    [InlineData("influenza-usa", NaiveForecasts.LastValue, 8.93, 0.005)]
    [InlineData("influenza-usa", NaiveForecasts.DampedTrend, 5.79, 0.005)]
    public void Scores_equal_the_reference_figures(string name, string method, double expected, double tolerance)
    {
        ForecastTask task = Tasks.Find(name);
        MethodScores scores = Metrics.Score(task, method, task.TestOrigins.Select(o => NaiveForecasts.Forecast(task, method, o)));
        Assert.Equal(4, scores.Aggregate.Length);
        Assert.InRange(scores.Mean, expected - tolerance, expected + tolerance);
    }

    [Fact]
    public void Last_value_repeats_the_last_known_one()
    {
        ForecastTask task = Tasks.Find("boarding-school");
        var origin = new Origin(8);
        double last = task.Panel.Values(task.Target.Name)[7];
        Assert.All(NaiveForecasts.Forecast(task, NaiveForecasts.LastValue, origin).Values, v => Assert.Equal(last, v));
    }

    [Fact]
    public void Last_week_repeats_the_day_of_a_week_ago()
    {
        ForecastTask task = Tasks.Find("boarding-school", horizon: 2);
        double[] observed = task.Panel.Values(task.Target.Name).ToArray();
        OriginForecast forecast = NaiveForecasts.Forecast(task, NaiveForecasts.LastWeek, new Origin(9));
        Assert.Equal(observed[2..4], forecast.Values);
    }

    [Fact]
    public void A_short_daily_trend_is_damped_by_the_step()
    {
        // Fewer than two weeks: last + difference * (0.7 + 0.7^2 + ...). Counts 76 and 225 on days 4 and 5.
        ForecastTask task = Tasks.Find("boarding-school", horizon: 2);
        double[] observed = task.Panel.Values(task.Target.Name).ToArray();
        double difference = observed[4] - observed[3];
        OriginForecast forecast = NaiveForecasts.Forecast(task, NaiveForecasts.DampedTrend, new Origin(5));
        Assert.Equal(observed[4] + 0.7 * difference, forecast.Values[0], 9);
        Assert.Equal(observed[4] + (0.7 + 0.49) * difference, forecast.Values[1], 9);
    }

    [Fact]
    public void Nothing_after_the_origin_is_seen()
    {
        // A panel cut at the origin gives the same forecasts as the whole one.
        ForecastTask task = Tasks.Find("boarding-school");
        Origin origin = task.TestOrigins[0];
        Panel known = task.Panel.UpTo(origin);
        Assert.All(known.Values(task.Target.Name)[origin.TrainSteps..].ToArray(), v => Assert.True(double.IsNaN(v)));
    }
}
