using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>
/// A matrix between the groups of two axes, or between places: who meets whom, who travels where. The file is a table with
/// the row's label in its first column and the columns' labels in its header, or, with <see cref="Triples"/>, one row a cell.
/// </summary>
/// <param name="Name">Symbol authors use, such as <c>contacts</c>.</param>
/// <param name="Unit">Unit of an entry.</param>
/// <param name="Rows">Name of the axis of the rows, or <c>location</c>.</param>
/// <param name="Columns">Name of the axis of the columns, or <c>location</c>.</param>
/// <param name="RowMeaning">What the row's group is in an entry, in words: "home", "age of the person who is met".</param>
/// <param name="ColumnMeaning">What the column's group is in an entry, in words.</param>
/// <param name="Normalisation">What sums to one.</param>
/// <param name="Source">Where the figures come from and what is to be known of them.</param>
/// <param name="File">The file.</param>
public sealed record CardMatrix(
    string Name, Unit Unit, string Rows, string Columns, string RowMeaning, string ColumnMeaning, Normalisation Normalisation, string Source, DataFile File)
{
    /// <summary>Columns of a file of triples; what it does not list is zero. Null: the file is a table.</summary>
    public TripleColumns? Triples { get; init; }
}

/// <summary>The columns of a file that lists the cells of a matrix.</summary>
/// <param name="Row">Header of the row's label.</param>
/// <param name="Column">Header of the column's label.</param>
/// <param name="Value">Header of the entry.</param>
public sealed record TripleColumns(string Row, string Column, string Value);

/// <summary>Which sums of a matrix are one.</summary>
public enum Normalisation
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>Each row: a distribution over the columns.</summary>
    Rows,

    /// <summary>Each column: a distribution over the rows.</summary>
    Columns,
}
