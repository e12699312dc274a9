using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>How rows without time become samples (step <c>sample</c>): which rows, and which of them belong together.</summary>
public sealed record SampleRule
{
    /// <summary>Rows whose value lies outside a bound are left out. All must hold.</summary>
    public ImmutableArray<Selection> Select { get; init; } = [];

    /// <summary>Column of the key that cross-validation keeps together, such as the formula of an alloy; null: every row for itself.</summary>
    public string? Group { get; init; }

    /// <summary>Samples that the selection must give; null where that is not said. A file that gives another number is an error.</summary>
    public int? Count { get; init; }

    /// <summary>Different keys among them; null where that is not said.</summary>
    public int? Groups { get; init; }
}

/// <summary>Rows with a value of the column from <see cref="Min"/> to <see cref="Max"/>, both included.</summary>
/// <param name="Column">A column of numbers.</param>
/// <param name="Reason">Why these rows, in words.</param>
public sealed record Selection(string Column, string Reason)
{
    public double? Min { get; init; }

    public double? Max { get; init; }
}

/// <summary>
/// Atomic fractions in the columns of a sample, and the table of the elements' properties that descriptors are computed from.
/// </summary>
/// <param name="Prefix">The columns whose header is this and an element's symbol hold its atomic fraction.</param>
/// <param name="Elements">A table with one row an element.</param>
/// <param name="SymbolColumn">Header of its column of symbols.</param>
public sealed record Composition(string Prefix, DataFile Elements, string SymbolColumn);

/// <summary>
/// How a property p of the elements becomes one number of an alloy with atomic fractions c, as Ward, Agrawal, Choudhary and
/// Wolverton 2016, npj Computational Materials 2:16028, doi:10.1038/npjcompumats.2016.28, have it: mean m = sum c p.
/// </summary>
public enum Statistic
{
    /// <summary>sum c p.</summary>
    Mean,

    /// <summary>
    /// The standard deviation, sqrt(sum c (p - m)^2): of atomic volumes, the misfit that solute-strengthening theories use.
    /// (Ward et al. take the mean absolute deviation instead.)
    /// </summary>
    Deviation,

    /// <summary>Greatest minus least p among the elements present.</summary>
    Range,
}
