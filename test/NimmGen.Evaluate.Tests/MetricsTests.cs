using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>Scores whose value is known without computing them, and naive forecasts by hand.</summary>
public sealed class MetricsTests
{
    private static readonly ForecastTask School = RealData.Task("boarding-school");
    private static readonly double[] Observed = School.Panel.Values(School.Target.Name).ToArray();

    [Fact]
    public void A_perfect_forecast_scores_zero()
    {
        MethodScores scores = Shifted(0);
        Assert.All(scores.Aggregate.Concat(scores.PerLocation).Concat(scores.MeanAbsolute), e => Assert.Equal(0, e));
    }

    [Fact]
    public void A_constant_error_is_its_own_score()
    {
        MethodScores scores = Shifted(12);
        Assert.Equal(12, scores.Mean, 9);
        Assert.Equal(12, scores.MeanPerLocation, 9);
        Assert.All(scores.MeanAbsolute, e => Assert.Equal(12, e, 9));
    }

    [Fact]
    public void Last_week_repeats_the_day_of_a_week_ago() =>
        Assert.Equal(Observed[2..(2 + School.Horizon)], NaiveForecasts.Forecast(School, NaiveForecasts.LastWeek, new Origin(9)).Values);

    [Fact]
    public void A_short_daily_trend_is_damped_by_the_step()
    {
        // Fewer than two weeks: last + difference * (0.7 + 0.7^2 + ...).
        double difference = Observed[4] - Observed[3];
        OriginForecast forecast = NaiveForecasts.Forecast(School, NaiveForecasts.DampedTrend, new Origin(5));
        Assert.Equal(Observed[4] + 0.7 * difference, forecast.Values[0], 9);
        Assert.Equal(Observed[4] + (0.7 + 0.49) * difference, forecast.Values[1], 9);
    }

    private static MethodScores Shifted(double error) => Metrics.Score(School, "shifted", School.TestOrigins.Select(o =>
        new OriginForecast(o.TrainSteps, [.. Observed.Skip(o.TrainSteps).Take(School.Horizon).Select(v => v + error)])));
}
