namespace NimmGen.Search;

/// <summary>A point in the built-in modeller's grammar: it can write itself as a program and name its neighbours.</summary>
public abstract record Design
{
    private protected Design()
    {
    }

    /// <summary>Designs that differ in one production, each with a sentence that says what changed and why one would.</summary>
    public abstract IEnumerable<Edit> Edits();

    /// <summary>The class name, such as "Seirs".</summary>
    public abstract string Name { get; }

    /// <summary>The C# program; <paramref name="note"/> goes into its summary.</summary>
    public abstract string Program(string note);
}

/// <summary>A neighbouring design.</summary>
/// <param name="Result">The changed design.</param>
/// <param name="Change">What changed and why, one sentence.</param>
public sealed record Edit(Design Result, string Change);
