using System.Collections.Immutable;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>Every method of the benchmark, in the order of tables.</summary>
public static class BenchmarkMethods
{
    /// <summary>True for methods whose mechanism is a program, for which the compiler is loaded.</summary>
    public static bool ReadsPrograms(BenchmarkMethod method) => method is GradMetapopulationMethod or MechanismNetworkMethod or SearchRow;

    /// <param name="iterations">Candidates of a search.</param>
    /// <param name="author">The language model of the rows that need one, or null.</param>
    public static ImmutableArray<BenchmarkMethod> All(int iterations, BenchmarkAuthor? author = null) =>
    [
        .. BaselineMethods.All,
        new GradMetapopulationMethod(asPublished: false),
        new GradMetapopulationMethod(asPublished: true),
        new MechanismNetworkMethod(),
        new LanguageModelMethod("zero-shot", "Zero-shot", SearchMethod.ZeroShot, iterations, author),
        new LanguageModelMethod("hdtwingen", "HDTwinGen", SearchMethod.HdTwinGen, iterations, author),
        new LanguageModelMethod("nimmgen", "NIMMgen", SearchMethod.NimmGen, iterations, author),
        new BuiltInSearchMethod(iterations),
    ];
}
