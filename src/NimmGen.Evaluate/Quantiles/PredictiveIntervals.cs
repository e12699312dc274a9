namespace NimmGen.Evaluate;

/// <summary>
/// How far one method's forecasts may be off: learned from its forecasts on rolling validation origins, and checked as it would
/// have been in use, on each of these origins with what the earlier ones, whose horizon had passed by then, had taught. One number
/// follows the times: the width, where another one than the residuals say would have suited the origins checked so far better by
/// more than chance, by the logarithmic interval score (compare Gibbs and Candes 2021, arXiv:2106.00170).
/// </summary>
/// <param name="Method">As in tables.</param>
/// <param name="Aggregate">For the series over all locations.</param>
/// <param name="Locations">For each location.</param>
/// <param name="Check">Scores of the aggregate on origins that did not calibrate; null where there were too few to try.</param>
/// <param name="LocationCheck">The same for locations.</param>
public sealed record PredictiveIntervals(
    string Method,
    ResidualBands Aggregate,
    ResidualBands Locations,
    QuantileScores? Check,
    QuantileScores? LocationCheck)
{
    /// <summary>Origins that intervals are learned from at least, before they are checked on a later one.</summary>
    public const int FewestOrigins = 6;

    /// <summary>Coverage of 80 % intervals on origins that did not calibrate them, between which they are promised.</summary>
    public const double LeastCoverage = 0.7;

    /// <summary>See <see cref="LeastCoverage"/>.</summary>
    public const double MostCoverage = 0.9;

    /// <summary>Origins on which the coverage was checked.</summary>
    public int CheckedOrigins => Check?.Wis.Length ?? 0;

    /// <summary>True where 80 % intervals covered what they should, false where not, null where it was not checked.</summary>
    public bool? Holds => Check?.Coverage(0.8) is { } c && double.IsFinite(c) ? c is >= LeastCoverage and <= MostCoverage : null;

    /// <summary>Learns and checks; null where nothing of the target was observed.</summary>
    /// <param name="task">The task, of which only values before the end of the forecasts are read.</param>
    /// <param name="method">As in tables.</param>
    /// <param name="rolling">The method's forecasts on rolling origins.</param>
    public static PredictiveIntervals? Learn(ForecastTask task, string method, IEnumerable<OriginForecast> rolling)
    {
        OriginForecast[] forecasts = [.. rolling.OrderBy(f => f.TrainSteps)];
        PastForecast[] aggregate = [.. forecasts.Select(f => new PastForecast(f.TrainSteps, AggregateOf(task, f.Values.AsSpan()), ObservedAggregate(task, f.TrainSteps)))];
        PastForecast[] locations = [.. forecasts.Select(f => new PastForecast(f.TrainSteps, [.. f.Values], Observed(task, f.TrainSteps)))];
        int block = PairedBlocks.Length(task), count = task.Panel.LocationCount;
        ResidualBands? whole = ResidualBands.Learn(aggregate, 1, QuantileLevels.Hub, block);
        ResidualBands? each = ResidualBands.Learn(locations, count, QuantileLevels.Hub, block);
        if (whole is null || each is null)
        {
            return null;
        }

        var wholeCheck = new RollingCheck(aggregate, 1, task.Horizon, block);
        var eachCheck = new RollingCheck(locations, count, task.Horizon, block);
        return new(method, whole.Scaled(wholeCheck.Width), each.Scaled(eachCheck.Width), wholeCheck.Scores, eachCheck.Scores);
    }

    /// <summary>Quantiles of the series over all locations.</summary>
    public QuantileForecast OfAggregate(ForecastTask task, OriginForecast forecast) => Aggregate.Around(forecast.TrainSteps, AggregateOf(task, forecast.Values.AsSpan()));

    /// <summary>Quantiles of every location.</summary>
    public QuantileForecast OfLocations(OriginForecast forecast) => Locations.Around(forecast.TrainSteps, forecast.Values.AsSpan());

    /// <summary>Scores of the intervals around forecasts, for the aggregate and for locations.</summary>
    public (QuantileScores Aggregate, QuantileScores Locations) Score(ForecastTask task, IReadOnlyList<OriginForecast> forecasts) => (
        QuantileScores.Of(forecasts.Select(f => OfAggregate(task, f)), f => ObservedAggregate(task, f.TrainSteps)),
        QuantileScores.Of(forecasts.Select(OfLocations), f => Observed(task, f.TrainSteps)));

    /// <summary>What came of the target from an origin on, [step][location].</summary>
    internal static double[] Observed(ForecastTask task, int trainSteps) =>
        task.Panel.Values(task.Target.Name).Slice(trainSteps * task.Panel.LocationCount, task.Horizon * task.Panel.LocationCount).ToArray();

    private static double[] ObservedAggregate(ForecastTask task, int trainSteps) => AggregateOf(task, Observed(task, trainSteps));

    private static double[] AggregateOf(ForecastTask task, ReadOnlySpan<double> values) =>
        Metrics.Aggregate(values, Metrics.Reporting(task), task.Panel.LocationCount, task.Aggregate);
}
