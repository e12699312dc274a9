using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search.Tests.Loop;

/// <summary>Scores that depend on the mechanism alone and cost nothing: for tests of what goes around training.</summary>
internal sealed class StubEvaluator : ITwinEvaluator
{
    public ImmutableArray<MethodScores> NaiveValidation() => [Scores("last value", 40)];

    public double? Screen(MechanismIr model, CancellationToken cancellation) => null;

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1)
    {
        cancellation.ThrowIfCancellationRequested();
        progress("free path", 0);
        return new([Scores("free path", Score(model))], [])
        {
            Residuals = new("free path", [new("gamma", Unit.Parse("1/day"), "learned", 0.1, 0.5, 0.499, true)])
            {
                ForecastBias = -0.2,
                FitBias = 0.01,
                Autocorrelation = 0.7,
                Lag = 3,
                Weekdays = [1.1, 1, 1, 1, 1, 0.9, 0.9],
                Early = 10,
                Late = 30,
            },
        };
    }

    public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation) => new(
        "free path", "held", [], [Scores("free path", Score(finalists[0].Model) + 1)], ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty);

    // The faster it may recover the better: candidates of Replies improve with their number.
    private static double Score(MechanismIr model) => 30 - 20 * model.Symbols.OfType<LearnedSymbol>().First(s => s.Name == "gamma").Max;

    private static MethodScores Scores(string method, double value) => new(method, [value, value + 1], [value, value], [value, value]);
}
