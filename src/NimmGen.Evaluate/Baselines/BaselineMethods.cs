using System.Collections.Immutable;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>Every baseline that needs no program written, in the order of tables.</summary>
public static class BaselineMethods
{
    public static ImmutableArray<BenchmarkMethod> All { get; } =
    [
        new LastValueMethod(),
        new SeasonalLastValueMethod(),
        new DampedTrendMethod(),
        new ExponentialSmoothingMethod(),
        new ArimaMethod(),
        new BoostedLagsMethod(),
        new SeirMethod(),
        new LstmMethod(),
        new TransformerMethod(),
        new PersistenceMethod(),
        new SparseRegressionMethod(logarithms: false),
        new SparseRegressionMethod(logarithms: true),
        new NeuralOdeMethod(),
        new MeanMethod(),
        new RidgeMethod(),
        new NetworkMethod(),
        new LiteratureMechanismMethod(),
    ];
}
