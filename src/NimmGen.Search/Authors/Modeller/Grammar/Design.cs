using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>A point of the built-in modeller's grammar: one alternative chosen for each production. It can write itself as a program.</summary>
public sealed class Design : IEquatable<Design>
{
    private readonly ImmutableArray<byte> _choices;

    private Design(Grammar grammar, ImmutableArray<byte> choices) => (Grammar, _choices) = (grammar, choices);

    internal Grammar Grammar { get; }

    /// <summary>The class name, such as "Seirs".</summary>
    public string Name => Grammar.NameOf(this);

    /// <summary>The C# program; <paramref name="note"/> goes into its summary.</summary>
    public string Program(string note) => Grammar.Write(this, note);

    /// <summary>The design with these choices; one that is not open beside the earlier ones becomes the simplest that is.</summary>
    internal static Design Of(Grammar grammar, ReadOnlySpan<byte> choices)
    {
        byte[] taken = choices.ToArray();
        foreach (Production production in grammar.Productions)
        {
            var earlier = Unchecked(grammar, taken);
            if (!production.IsOpen(taken[production.Index], earlier))
            {
                taken[production.Index] = (byte)production.First(earlier);
            }
        }

        return Unchecked(grammar, taken);
    }

    /// <summary>The design with these choices, whether or not they are open.</summary>
    internal static Design Unchecked(Grammar grammar, ReadOnlySpan<byte> choices) => new(grammar, [.. choices]);

    /// <summary>What is chosen for a production.</summary>
    internal T Get<T>(Production<T> production)
        where T : notnull => production[_choices[production.Index]];

    /// <summary>The number of the alternative that is chosen.</summary>
    internal int Choice(Production production) => _choices[production.Index];

    /// <summary>Whether the alternative may be chosen in place of the one that is.</summary>
    internal bool CanTake(Production production, int alternative) => Choice(production) != alternative && production.IsOpen(alternative, this);

    /// <summary>With another alternative; later choices that it closes become the simplest that are open.</summary>
    internal Design With(Production production, int alternative)
    {
        byte[] choices = [.. _choices];
        choices[production.Index] = (byte)alternative;
        return Of(Grammar, choices);
    }

    /// <summary>With the alternative of that value.</summary>
    internal Design With<T>(Production<T> production, T value)
        where T : notnull =>
        With(production, Enumerable.Range(0, production.Count).First(a => EqualityComparer<T>.Default.Equals(production[a], value)));

    /// <summary>With what another design of the same grammar chose for one part.</summary>
    internal Design With(Part part, Design other)
    {
        byte[] choices = [.. _choices];
        foreach (Production production in Grammar.Productions.Where(p => p.Part == part))
        {
            choices[production.Index] = other._choices[production.Index];
        }

        return Of(Grammar, choices);
    }

    /// <summary>All designs that differ by taking another alternative in one production.</summary>
    internal IEnumerable<Edit> Edits()
    {
        foreach (Production production in Grammar.Productions)
        {
            for (int a = 0; a < production.Count; a++)
            {
                if (CanTake(production, a))
                {
                    yield return new(production, a, With(production, a));
                }
            }
        }
    }

    public bool Equals(Design? other) => other is not null && ReferenceEquals(Grammar, other.Grammar) && _choices.AsSpan().SequenceEqual(other._choices.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Design);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_choices.AsSpan());
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(", ", Grammar.Productions.Select(p => $"{p.Name}: {p.Label(Choice(p))}"));
}

/// <summary>A neighbouring design.</summary>
/// <param name="Production">Where it differs.</param>
/// <param name="Alternative">What it takes there.</param>
/// <param name="Result">The changed design.</param>
internal sealed record Edit(Production Production, int Alternative, Design Result)
{
    /// <summary>What changed and why one would, one sentence.</summary>
    public string Change => Production.Change(Alternative);
}
