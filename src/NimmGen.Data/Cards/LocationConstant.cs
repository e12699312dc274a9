using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>
/// A quantity that each location has one of. Either <see cref="Value"/> holds for all locations, or it is read from a
/// column of <see cref="File"/>: the row of each location, or, without <see cref="LocationColumn"/>, the sum over all rows.
/// With an <see cref="Axis"/> there is one value a group: in columns whose header <see cref="Column"/> gives with a <c>*</c>
/// for the label, or in rows that <see cref="GroupColumn"/> tells apart.
/// </summary>
/// <param name="Name">Symbol authors use, such as <c>population</c>.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Source">Where the figure comes from and why this one.</param>
public sealed record LocationConstant(string Name, Unit Unit, string Source)
{
    public double? Value { get; init; }

    public DataFile? File { get; init; }

    public string? Column { get; init; }

    public string? LocationColumn { get; init; }

    /// <summary>Name of the axis by whose groups the values are given; null: one value a location.</summary>
    public string? Axis { get; init; }

    /// <summary>Column of the file that holds the label of the group.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>True where the value of a location is the sum over its groups, and not their mean: people.</summary>
    internal bool IsSum => Unit.IsCompatibleWith(Unit.Of("people"));
}

/// <summary>A published value or range of a quantity of this system.</summary>
/// <param name="Name">Such as <c>basic reproduction number</c>.</param>
/// <param name="Unit">Unit of the bounds.</param>
/// <param name="Min">Lowest plausible value, or the published value itself.</param>
/// <param name="Max">Highest plausible value; equal to <paramref name="Min"/> for a single published value.</param>
/// <param name="Source">Authors, year, place, and what the range is (posterior interval, fit, review).</param>
public sealed record LiteratureRange(string Name, Unit Unit, double Min, double Max, string Source)
{
    public bool Contains(double value) => value >= Min && value <= Max;
}
