using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>
/// A matrix of a data set. Entry [i, j] belongs to the row's group i and the column's group j; <see cref="RowMeaning"/> and
/// <see cref="ColumnMeaning"/> say what these are. Held by rows without its zeros (compressed sparse rows).
/// </summary>
public sealed class PanelMatrix
{
    private readonly Lazy<double[]> _dense;

    /// <param name="card">What the card says of it.</param>
    /// <param name="rows">Labels of the rows.</param>
    /// <param name="columns">Labels of the columns.</param>
    /// <param name="stored">Entries that are not zero, in ascending order of the cell row * columns + column.</param>
    internal PanelMatrix(CardMatrix card, ImmutableArray<string> rows, ImmutableArray<string> columns, IReadOnlyList<(long Cell, double Value)> stored)
    {
        Card = card;
        Rows = rows;
        Columns = columns;
        int[] starts = new int[rows.Length + 1];
        foreach ((long cell, _) in stored)
        {
            starts[cell / columns.Length + 1]++;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            starts[i + 1] += starts[i];
        }

        RowStarts = [.. starts];
        ColumnIndices = [.. stored.Select(s => (int)(s.Cell % columns.Length))];
        Values = [.. stored.Select(s => s.Value)];
        _dense = new(Expand);
    }

    internal CardMatrix Card { get; }

    public string Name => Card.Name;

    public Unit Unit => Card.Unit;

    /// <summary>Name of the axis of the rows, or <c>location</c>.</summary>
    public string RowAxis => Card.Rows;

    /// <summary>Name of the axis of the columns, or <c>location</c>.</summary>
    public string ColumnAxis => Card.Columns;

    public string RowMeaning => Card.RowMeaning;

    public string ColumnMeaning => Card.ColumnMeaning;

    public Normalisation Normalisation => Card.Normalisation;

    public ImmutableArray<string> Rows { get; }

    public ImmutableArray<string> Columns { get; }

    /// <summary>Where each row begins in <see cref="Values"/>, and the end of the last: rows + 1 numbers.</summary>
    public ImmutableArray<int> RowStarts { get; }

    /// <summary>Column of each value, ascending within a row.</summary>
    public ImmutableArray<int> ColumnIndices { get; }

    /// <summary>The entries that are not zero, row by row.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>All entries, [row, column]: index row * columns + column. Made at the first use; 8 bytes a cell.</summary>
    public ReadOnlySpan<double> Dense => _dense.Value;

    public double this[int row, int column]
    {
        get
        {
            int at = ColumnIndices.AsSpan(RowStarts[row], RowStarts[row + 1] - RowStarts[row]).BinarySearch(column);
            return at < 0 ? 0 : Values[RowStarts[row] + at];
        }
    }

    /// <summary>A matrix of the card from all its entries, [row, column].</summary>
    public static PanelMatrix Create(CardMatrix card, ImmutableArray<string> rows, ImmutableArray<string> columns, ReadOnlySpan<double> dense)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(dense.Length, rows.Length * columns.Length, nameof(dense));
        var entries = new List<(long Cell, double Value)>();
        for (int at = 0; at < dense.Length; at++)
        {
            if (dense[at] != 0)
            {
                entries.Add((at, dense[at]));
            }
        }

        return new(card, rows, columns, entries);
    }

    private double[] Expand()
    {
        var dense = new double[Rows.Length * Columns.Length];
        for (int i = 0; i < Rows.Length; i++)
        {
            for (int at = RowStarts[i]; at < RowStarts[i + 1]; at++)
            {
                dense[i * Columns.Length + ColumnIndices[at]] = Values[at];
            }
        }

        return dense;
    }
}
