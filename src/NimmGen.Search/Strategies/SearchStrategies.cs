using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>The strategies by name.</summary>
public static class SearchStrategies
{
    /// <summary>The paper's loop: the author chooses what to change, from the best so far.</summary>
    public const string Sequential = "sequential";

    /// <summary>A tree of candidates, grown where rank and curiosity say.</summary>
    public const string Tree = "tree";

    /// <summary>Whatever was tried is changed somehow, whatever its score: the control.</summary>
    public const string Random = "random";

    /// <summary>The default of the built-in modeller: the best on validation (docs/benchmark/search.md).</summary>
    public const string ForBuiltIn = Tree;

    /// <summary>The default with a language model: the paper's, since none was measured here.</summary>
    public const string ForLanguageModels = Sequential;

    /// <summary>All names.</summary>
    public static ImmutableArray<string> Names { get; } = [Sequential, Tree, Random];

    /// <exception cref="ArgumentException">A name that is not among <see cref="Names"/>, as of a run file of a later version.</exception>
    internal static ISearchStrategy Of(RunConfiguration configuration) => configuration.Strategy switch
    {
        Sequential => new SequentialStrategy(),
        Tree => new TreeStrategy(),
        Random => new RandomStrategy(configuration.Seed),
        string other => throw new ArgumentException($"unknown strategy '{other}'; known: {string.Join(", ", Names)}", nameof(configuration)),
    };
}
