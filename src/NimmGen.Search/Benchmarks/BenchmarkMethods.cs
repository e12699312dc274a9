using System.Collections.Immutable;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>Every method of the benchmark, in the order of tables.</summary>
public static class BenchmarkMethods
{
    /// <summary>True for methods whose mechanism is a program, for which the compiler is loaded.</summary>
    public static bool ReadsPrograms(BenchmarkMethod method) => method is GradMetapopulationMethod or MechanismNetworkMethod or BuiltInSearchMethod;

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
