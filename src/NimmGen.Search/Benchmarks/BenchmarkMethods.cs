using System.Collections.Immutable;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>Every method of the benchmark, in the order of tables.</summary>
public static class BenchmarkMethods
{
    /// <param name="iterations">Candidates of a search.</param>
    public static ImmutableArray<BenchmarkMethod> All(int iterations) =>
    [
        .. BaselineMethods.All,
        new GradMetapopulationMethod(asPublished: false),
        new GradMetapopulationMethod(asPublished: true),
        new MechanismNetworkMethod(),
        new OpenMethod("zero-shot", "Zero-shot"),
        new OpenMethod("hdtwingen", "HDTwinGen"),
        new OpenMethod("nimmgen", "NIMMgen"),
        new BuiltInSearchMethod(iterations),
    ];
}
