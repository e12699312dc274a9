using System.Collections.Concurrent;
using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search.Benchmarks;

/// <summary>
/// Scores of another evaluator on validation data, each mechanism's once for a number of starts, however many searches ask for it; test data are never looked
/// at. Safe to call from several threads: of two that ask at once for one mechanism the second waits.
/// </summary>
public sealed class ValidationOnly(ITwinEvaluator evaluator) : ITwinEvaluator
{
    private readonly ConcurrentDictionary<string, Lazy<double?>> _screened = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Hash, int Starts), Lazy<Validation>> _validated = [];
    private readonly Lazy<ImmutableArray<MethodScores>> _naive = new(evaluator.NaiveValidation);

    public ImmutableArray<MethodScores> NaiveValidation() => _naive.Value;

    public double? Screen(MechanismIr model, CancellationToken cancellation) =>
        _screened.GetOrAdd(model.Hash, _ => new(() => evaluator.Screen(model, cancellation))).Value;

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1) =>
        _validated.GetOrAdd((model.Hash, starts), _ => new(() => evaluator.Validate(model, progress, cancellation, starts))).Value;

    public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation) =>
        new("", "", [], [], ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty);
}
