using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>The benchmark's naive figures, to the digits it prints.</summary>
public sealed class NaiveForecastTests
{
    [Theory]
    [InlineData("covid-bogota", NaiveForecasts.LastValue, 441.6)]
    [InlineData("covid-bogota", NaiveForecasts.LastWeek, 769.2)]
    [InlineData("covid-medellin", NaiveForecasts.LastValue, 143.6)]
    [InlineData("covid-medellin", NaiveForecasts.LastWeek, 178.7)]
    public void Daily_figures_are_the_benchmarks(string task, string method, double expected) =>
        Assert.Equal(expected, Scores(RealData.Task(task), method).Mean, 0.05);

    [Theory]
    [InlineData("covid-bogota", 257)]
    [InlineData("covid-medellin", 138)]
    public void Damped_log_trend_is_the_benchmarks(string task, double expected) =>
        Assert.Equal(expected, Scores(RealData.Task(task), NaiveForecasts.DampedTrend).Mean, 0.5);

    [Theory]
    [InlineData(NaiveForecasts.LastValue, 8.93)]
    [InlineData(NaiveForecasts.DampedTrend, 5.79)]
    public void Influenza_figures_are_those_of_the_printed_nine_week_windows(string method, double expected) =>
        Assert.Equal(expected, Scores(RealData.Task("influenza-usa"), method).Mean, 0.005);

    [Theory]
    [InlineData(8, 0.371)]
    [InlineData(9, 0.375)]
    public void Influenza_per_state_is_pooled(int horizon, double expected) =>
        Assert.Equal(expected, Scores(RealData.Task("influenza-usa", horizon), NaiveForecasts.LastValue).MeanPerLocation, 0.0005);

    [Fact]
    public void Validation_ends_before_the_first_test_origin()
    {
        foreach (string name in (string[])["boarding-school", "covid-bogota", "covid-medellin", "influenza-usa"])
        {
            ForecastTask task = RealData.Task(name);
            Assert.InRange(task.ValidationOrigins.Length, 2, 25);
            Assert.All(task.ValidationOrigins, o => Assert.True(o.TrainSteps + task.Horizon <= task.TestOrigins[0].TrainSteps));
        }
    }

    [Fact]
    public void A_horizon_beyond_the_data_is_refused_with_what_would_fit()
    {
        Panel panel = RealData.Task("boarding-school").Panel;
        Assert.False(ForecastTask.TryCreate(panel, 10, out _, out string problem));
        Assert.Contains("use a horizon of 1 to 2", problem, StringComparison.Ordinal);
    }

    private static MethodScores Scores(ForecastTask task, string method) =>
        Metrics.Score(task, method, task.TestOrigins.Select(o => NaiveForecasts.Forecast(task, method, o)));
}
