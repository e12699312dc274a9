using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>
/// A quantity that each location has one of. Either <see cref="Value"/> holds for all locations, or it is read from a
/// column of <see cref="File"/>: the row of each location, or, without <see cref="LocationColumn"/>, the sum over all rows.
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
