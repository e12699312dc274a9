using NimmGen.Data;
using NimmGen.Evaluate.Baselines;

namespace NimmGen.Evaluate.Tests;

/// <summary>ARIMA and exponential smoothing beside statsmodels 0.13.5; the figures are those that bench/reference/series_models.py prints.</summary>
public sealed class SeriesModelTests
{
    // Of the log-likelihood: statsmodels and this program sum the same terms in another order.
    private const double Exact = 1e-6;

    [Fact]
    public void Arima_with_two_seasonal_parts_is_that_of_statsmodels() => CheckArima(
        "covid-bogota", new(2, 1, 1, 1, 0, 1, 7), [0.3, -0.2, -0.4, 0.9, -0.7], -29.1960724557577,
        [7.388486047314922, 7.754170969211781, 7.777023062916875, 7.861482015681873, 7.6739749647572495], 4.621703400995919);

    [Fact]
    public void Arima_with_a_seasonal_difference_is_that_of_statsmodels() => CheckArima(
        "covid-medellin", new(1, 1, 2, 0, 1, 1, 7), [0.5, -0.9, 0.1, -0.6], -153.7306619882681,
        [5.480134503122682, 6.234278069010081, 6.329577722959258, 6.522312995819229, 6.1192038200284955], -137.18391707776692);

    [Fact]
    public void Autoregression_of_a_state_is_that_of_statsmodels() => CheckArima(
        "influenza-usa", new(3, 1, 0, 0, 0, 0, 1), [0.2, 0.1, -0.1], -148.3377414396556,
        [1.295638, 1.2880116000000001, 1.3002191200000002, 1.307750184, 1.3112397888], -124.30953203598261);

    // statsmodels' optimiser ends a little below the maximum where a seasonal parameter is near its bound: ours may be higher.
    [Theory]
    [InlineData("covid-bogota", true, true, 7, 7.42617812448972, new[] { 7.332088402066418, 7.796193156050153, 7.789348413905117, 7.8663623987063005, 7.720806305650915 })]
    [InlineData("covid-medellin", true, false, 7, -126.3437110234857, new[] { 5.9169831036131875, 6.2696779423465605, 6.195952356406198, 6.176905303920112, 6.127651997865865 })]
    [InlineData("influenza-usa", true, true, 1, -136.59785383097966, new[] { 1.197465537859606, 1.0721094412536678, 0.9718245639689173, 0.8915966621411169, 0.8274143406788765 })]
    [InlineData("influenza-usa", false, false, 1, -170.6146437111209, new[] { 1.3541795873663431, 1.3541795873663431, 1.3541795873663431, 1.3541795873663431, 1.3541795873663431 })]
    public void Smoothing_reaches_the_likelihood_of_statsmodels(string task, bool trend, bool damped, int period, double likelihood, double[] forecast)
    {
        ExponentialSmoothing fit = ExponentialSmoothing.Fit(Series(task), new(trend, damped, period), 3000);
        Assert.InRange(fit.LogLikelihood, likelihood - 0.02, likelihood + 0.6);

        // In units of the series (logarithms, percent): what differences in the parameters within the above leave.
        double[] ours = fit.Forecast(forecast.Length);
        for (int h = 0; h < forecast.Length; h++)
        {
            Assert.Equal(forecast[h], ours[h], 0.02);
        }
    }

    [Fact]
    public void A_straight_line_is_continued()
    {
        double[] line = [.. Enumerable.Range(0, 40).Select(t => 3.0 + 2 * t + (t % 2 == 0 ? 1e-3 : -1e-3))];
        double[] forecast = ExponentialSmoothing.Fit(line, new(true, false, 1)).Forecast(3);
        Assert.Equal(3 + 2 * 42, forecast[2], 0.01);
        Assert.Equal(3 + 2 * 42, ArimaModel.Fit(line, new(0, 2, 1, 0, 0, 0, 1)).Forecast(3)[2], 0.05);
    }

    [Fact]
    public void Tests_of_stationarity_and_season_tell_the_clear_cases_apart()
    {
        var random = new Random(3);
        double[] noise = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() - 0.5)], walk = [.. noise];
        for (int t = 1; t < walk.Length; t++)
        {
            walk[t] += walk[t - 1];
        }

        // Five per cent point .463.
        Assert.True(ArimaSearch.Kpss(noise) < 0.463);
        Assert.True(ArimaSearch.Kpss(walk) > 0.463);
        Assert.True(ArimaSearch.SeasonalStrength(noise, 7) < 0.3);
        Assert.True(ArimaSearch.SeasonalStrength([.. noise.Select((v, t) => v + 3 * Math.Sin(2 * Math.PI * t / 7))], 7) > 0.9);
    }

    private static void CheckArima(string task, ArimaOrder order, double[] given, double likelihood, double[] forecast, double maximum)
    {
        double[] series = Series(task);
        ArimaModel at = ArimaModel.At(series, order, given);
        Assert.Equal(likelihood, at.LogLikelihood, Exact);
        double[] ours = at.Forecast(forecast.Length);
        for (int h = 0; h < forecast.Length; h++)
        {
            Assert.Equal(forecast[h], ours[h], Exact);
        }

        // At least as high, within the flatness of the top; for Medellin we end 1.05 above where statsmodels stops.
        Assert.InRange(ArimaModel.Fit(series, order, 200).LogLikelihood, maximum - 0.01, maximum + 2);
    }

    private static double[] Series(string name)
    {
        ForecastTask task = RealData.Task(name);
        int location = Math.Max(0, task.Panel.Locations.IndexOf("VA"));
        double[] values = task.Panel.Series(task.Target.Name, location)[..task.TestOrigins[0].TrainSteps];
        return task.Target.Kind == ChannelKind.New ? [.. values.Select(v => Math.Log(1 + v))] : values;
    }
}
