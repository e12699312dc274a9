namespace NimmGen.Evaluate.Tests;

/// <summary>Naive forecasts against a future that was replaced.</summary>
public sealed class NaiveFutureTests
{
    [Theory]
    [InlineData("covid-bogota", double.NaN)]
    [InlineData("covid-bogota", 1e9)]
    [InlineData("influenza-usa", double.NaN)]
    [InlineData("influenza-usa", 1e9)]
    [InlineData("boarding-school", 1e9)]
    public void Forecasts_do_not_see_the_future(string name, double poison)
    {
        ForecastTask task = RealData.Task(name);
        foreach (Data.Origin origin in task.ValidationOrigins.Concat(task.TestOrigins))
        {
            ForecastTask poisoned = PoisonedFuture.Of(task, origin.TrainSteps, poison);
            foreach (string method in NaiveForecasts.Methods(task))
            {
                Assert.Equal(NaiveForecasts.Forecast(task, method, origin).Values.ToArray(), NaiveForecasts.Forecast(poisoned, method, origin).Values.ToArray());
            }
        }
    }
}
