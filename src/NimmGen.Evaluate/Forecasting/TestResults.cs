using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>Scores methods on the test origins, each with the intervals that its validation forecasts taught.</summary>
internal sealed class TestResults(ForecastTask task)
{
    private readonly List<MethodScores> _scores = [];
    private readonly List<PredictiveIntervals> _intervals = [];

    public ImmutableArray<MethodScores> Scores => [.. _scores];

    public ImmutableArray<PredictiveIntervals> Intervals => [.. _intervals];

    /// <summary>Adds a method by its forecasts on validation and on test origins.</summary>
    public void Add(string method, ImmutableArray<OriginForecast> validation, ImmutableArray<OriginForecast> test)
    {
        MethodScores scores = Metrics.Score(task, method, test);
        if (PredictiveIntervals.Learn(task, method, validation) is { } intervals)
        {
            (QuantileScores aggregate, QuantileScores locations) = intervals.Score(task, test);
            scores = scores with { Quantiles = aggregate, LocationQuantiles = locations };
            _intervals.Add(intervals);
        }

        _scores.Add(scores);
    }
}
