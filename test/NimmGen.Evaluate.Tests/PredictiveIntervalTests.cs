namespace NimmGen.Evaluate.Tests;

/// <summary>Intervals learned from past residuals, where their true distribution is known.</summary>
public sealed class PredictiveIntervalTests
{
    private const int Horizon = 8;

    [Fact]
    public void Intervals_cover_what_they_say_of_residuals_like_those_they_learned_from()
    {
        // Relative errors that grow with the square root of the steps ahead, normal in the logarithm.
        var random = new Random(7);
        PastForecast[] past = Forecasts(random, 40), later = Forecasts(random, 4000);
        ResidualBands bands = ResidualBands.Learn(past, 1, QuantileLevels.Hub)!;
        QuantileScores scores = QuantileScores.Of(
            later.Select((p, i) => bands.Around(i, p.Expected)), f => later[f.TrainSteps].Observed);

        // 40 origins leave about 0.4 / sqrt(40) = 6 points of chance in a coverage of 80 %.
        Assert.InRange(scores.Coverage(0.5), 0.4, 0.62);
        Assert.InRange(scores.Coverage(0.8), 0.72, 0.9);
        Assert.InRange(scores.Coverage(0.95), 0.9, 1);
        double[] width = [.. bands.Around(0, later[0].Expected) is var f ? f.Quantile(0, 0.9).Zip(f.Quantile(0, 0.1), (a, b) => a - b) : []];
        Assert.True(width[^1] > 1.5 * width[0], $"widths {string.Join(' ', width)}");
    }

    [Fact]
    public void A_miss_counts_in_either_direction()
    {
        // Twice as many came, always: the median stays, and twice or half as many lie at the edge of the likely.
        PastForecast[] past = [.. Enumerable.Range(0, 10).Select(i => new PastForecast(i, [100, 100], [200, 200]))];
        QuantileForecast forecast = ResidualBands.Learn(past, 1, QuantileLevels.Hub)!.Around(20, [50, 50]);
        Assert.Equal(50, forecast.Quantile(0, 0.5)[0], 1e-9);

        // Logarithms begin at 2 % of what was observed, 4: (50 + 4) * (204 / 104) - 4.
        Assert.Equal(54 * 204 / 104.0 - 4, forecast.Quantile(0, 0.9)[0], 1e-9);
        Assert.Equal(54 * 104 / 204.0 - 4, forecast.Quantile(0, 0.1)[0], 1e-9);
    }

    [Fact]
    public void Windows_that_overlap_leave_wider_intervals()
    {
        PastForecast[] past = Forecasts(new Random(9), 12);
        double Width(int block) => ResidualBands.Learn(past, 1, QuantileLevels.Hub, block)!.Around(0, past[0].Expected) is var f ? f.Quantile(0, 0.9)[3] - f.Quantile(0, 0.1)[3] : 0;
        Assert.True(Width(4) > 1.05 * Width(1), $"{Width(1)} and {Width(4)}");
    }

    [Fact]
    public void Quantiles_ascend_and_counts_stay_positive()
    {
        PastForecast[] past = Forecasts(new Random(3), 5);
        QuantileForecast forecast = ResidualBands.Learn(past, 1, QuantileLevels.Hub)!.Around(0, [0, 0.5, 3, 10, 100, 1000, 1e4, 1e5]);
        for (int h = 0; h < Horizon; h++)
        {
            double[] quantiles = forecast.At(h, 0).ToArray();
            Assert.All(quantiles, q => Assert.True(q >= 0 && double.IsFinite(q)));
            Assert.Equal(quantiles.Order(), quantiles);
        }
    }

    [Fact]
    public void A_noisy_place_gets_wider_intervals_than_a_quiet_one()
    {
        var random = new Random(5);
        PastForecast[] past = [.. Enumerable.Range(0, 120).Select(i => new PastForecast(
            i, [100, 100], [100 * Math.Exp(0.05 * Normal(random)), 100 * Math.Exp(0.5 * Normal(random))]))];
        QuantileForecast forecast = ResidualBands.Learn(past, 2, QuantileLevels.Hub)!.Around(0, [100, 100]);
        double Width(int series) => forecast.Quantile(series, 0.9)[0] - forecast.Quantile(series, 0.1)[0];
        Assert.True(Width(1) > 4 * Width(0), $"{Width(0)} and {Width(1)}");
    }

    [Fact]
    public void Values_below_zero_make_residuals_differences()
    {
        PastForecast[] past = [.. Enumerable.Range(0, 12).Select(i => new PastForecast(i, [0.0], [i - 5.5]))];
        QuantileForecast forecast = ResidualBands.Learn(past, 1, QuantileLevels.Hub)!.Around(0, [-100]);
        Assert.Equal(-100, forecast.Quantile(0, 0.5)[0], 1e-9);
        Assert.InRange(forecast.Quantile(0, 0.9)[0], -96.5, -95);
    }

    [Fact]
    public void Few_origins_leave_wide_tails()
    {
        // Three values say nothing of the outer 1 %: it lies beyond all of them.
        double[] three = [-1, 0, 1];
        Assert.True(ResidualQuantile.Of(three, 0.99, 3) > 1.5);
        Assert.Equal(0, ResidualQuantile.Of(three, 0.5, 3), 12);
        Assert.Equal(-ResidualQuantile.Of(three, 0.99, 3), ResidualQuantile.Of(three, 0.01, 3), 12);

        // Logistic residuals of which 19 quantiles are known: the tail is that distribution's own.
        double[] logistic = [.. Enumerable.Range(1, 1999).Select(i => Math.Log(i / 2000.0 / (1 - i / 2000.0)))];
        Assert.Equal(Math.Log(99), ResidualQuantile.Of(logistic, 0.99, 1999), 0.05);
    }

    [Fact]
    public void What_is_checked_was_not_calibrated_on_and_does_not_see_the_test_origins()
    {
        ForecastTask task = Towns.Task();
        OriginForecast[] rolling = [.. task.ValidationOrigins.Select(o => NaiveForecasts.Forecast(task, NaiveForecasts.LastValue, o))];
        PredictiveIntervals intervals = PredictiveIntervals.Learn(task, NaiveForecasts.LastValue, rolling)!;
        int expected = rolling.Count(f => rolling.Count(p => p.TrainSteps + task.Horizon <= f.TrainSteps) >= PredictiveIntervals.FewestOrigins);
        Assert.Equal(expected, intervals.CheckedOrigins);

        // What comes after the first test origin changes nothing that was learned.
        ForecastTask poisoned = PoisonedFuture.Of(task, task.TestOrigins[0].TrainSteps, 1e6);
        PredictiveIntervals again = PredictiveIntervals.Learn(poisoned, NaiveForecasts.LastValue, rolling)!;
        Assert.Equal(intervals.Aggregate.Offsets, again.Aggregate.Offsets);
        Assert.Equal(intervals.Locations.Scales, again.Locations.Scales);
    }

    private static PastForecast[] Forecasts(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            double level = 100 * Math.Exp(Normal(random)), error = Normal(random);
            return new PastForecast(
                i, [.. Enumerable.Repeat(level, Horizon)],
                [.. Enumerable.Range(1, Horizon).Select(h => level * Math.Exp(0.1 * Math.Sqrt(h) * (0.8 * error + 0.6 * Normal(random))))]);
        })];

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
