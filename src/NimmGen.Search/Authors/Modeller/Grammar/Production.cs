using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>A place in a grammar where one of several alternatives is written.</summary>
internal abstract class Production
{
    private protected Production(string name, Part part, ImmutableArray<Production> needs) => (Name, Part, Needs) = (name, part, needs);

    /// <summary>In words, such as "force of infection".</summary>
    public string Name { get; }

    public Part Part { get; }

    /// <summary>Earlier productions on which it depends which alternatives are open; no others may be looked at.</summary>
    public ImmutableArray<Production> Needs { get; }

    /// <summary>Its position in the grammar.</summary>
    public int Index { get; set; } = -1;

    /// <summary>How many alternatives there are, open or not.</summary>
    public abstract int Count { get; }

    /// <summary>An alternative in a word or two, as tables show it.</summary>
    public abstract string Label(int alternative);

    /// <summary>What taking the alternative changes and why one would, one sentence.</summary>
    public abstract string Change(int alternative);

    /// <summary>How often chance takes it beside others, before anything is known: 1 is usual.</summary>
    public abstract double Weight(int alternative);

    /// <summary>Whether it may be taken beside what the earlier productions chose.</summary>
    public abstract bool IsOpen(int alternative, Design earlier);

    /// <summary>The first open alternative: the simplest.</summary>
    public int First(Design earlier) => Enumerable.Range(0, Count).First(a => IsOpen(a, earlier));
}

/// <summary>A production whose alternatives are values of one type.</summary>
/// <param name="name">In words.</param>
/// <param name="part">What it is about.</param>
/// <param name="alternatives">The simplest first; at least one is always open.</param>
/// <param name="needs">Earlier productions that its conditions look at.</param>
internal sealed class Production<T>(string name, Part part, ImmutableArray<Alternative<T>> alternatives, params ImmutableArray<Production> needs)
    : Production(name, part, needs)
    where T : notnull
{
    public override int Count => alternatives.Length;

    public T this[int alternative] => alternatives[alternative].Value;

    public override string Label(int alternative) => alternatives[alternative].Label ?? Words($"{alternatives[alternative].Value}");

    public override string Change(int alternative) => alternatives[alternative].Change;

    public override double Weight(int alternative) => alternatives[alternative].Weight;

    public override bool IsOpen(int alternative, Design earlier) => alternatives[alternative].When?.Invoke(earlier) ?? true;

    // "FixedDelay" is "fixed delay".
    private static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString())).Replace('_', ' ');
}

/// <summary>One alternative of a production.</summary>
/// <param name="Value">What it is.</param>
/// <param name="Change">What taking it changes and why one would, one sentence.</param>
/// <param name="Weight">How often chance takes it beside others.</param>
/// <param name="When">Whether it may be taken beside what earlier productions chose; null: always.</param>
internal sealed record Alternative<T>(T Value, string Change, double Weight = 1, Func<Design, bool>? When = null)
{
    /// <summary>In a word or two; null: the value says it.</summary>
    public string? Label { get; init; }
}
