namespace NimmGen.Evaluate.Tests;

/// <summary>Which origins there are, and that validation ends before the test begins.</summary>
public sealed class ForecastTaskTests
{
    [Theory]
    [InlineData("boarding-school")]
    [InlineData("covid-bogota")]
    [InlineData("influenza-usa")]
    public void Validation_forecasts_end_before_the_first_test_origin(string name)
    {
        ForecastTask task = Tasks.Find(name);
        Assert.NotEmpty(task.ValidationOrigins);
        Assert.InRange(task.ValidationOrigins.Length, 1, 13);
        Assert.All(task.ValidationOrigins, o => Assert.True(o.TrainSteps + task.Horizon <= task.TestOrigins[0].TrainSteps));
        Assert.Equal(task.ValidationOrigins.Order(), task.ValidationOrigins);
    }

    [Fact]
    public void A_horizon_beyond_the_data_is_refused_with_the_longest_that_fits()
    {
        ForecastTask task = Tasks.Find("boarding-school");
        int longest = task.Panel.StepCount - task.TestOrigins[^1].TrainSteps;
        Assert.False(ForecastTask.TryCreate(task.Panel, longest + 1, out _, out string problem));
        Assert.Contains($"use a horizon of 1 to {longest}", problem);
    }

    [Fact]
    public void A_perfect_forecast_scores_zero()
    {
        ForecastTask task = Tasks.Find("boarding-school");
        double[] observed = task.Panel.Values(task.Target.Name).ToArray();
        MethodScores scores = Metrics.Score(task, "oracle", task.TestOrigins.Select(o =>
            new OriginForecast(o.TrainSteps, [.. observed.Skip(o.TrainSteps).Take(task.Horizon)])));
        Assert.All(scores.Aggregate.Concat(scores.PerLocation).Concat(scores.MeanAbsolute), e => Assert.Equal(0, e));
    }

    [Fact]
    public void A_constant_error_is_its_own_score()
    {
        ForecastTask task = Tasks.Find("boarding-school");
        double[] observed = task.Panel.Values(task.Target.Name).ToArray();
        MethodScores scores = Metrics.Score(task, "high", task.TestOrigins.Select(o =>
            new OriginForecast(o.TrainSteps, [.. observed.Skip(o.TrainSteps).Take(task.Horizon).Select(v => v + 12)])));
        Assert.Equal(12, scores.Mean, 9);
        Assert.Equal(12, scores.MeanPerLocation, 9);
        Assert.All(scores.MeanAbsolute, e => Assert.Equal(12, e, 9));
    }
}
