namespace NimmGen.Compile;

/// <summary>
/// A matrix between locations, in its declared unit. Few entries are kept by rows (compressed sparse rows), many as they are. Immutable;
/// products run in a fixed order, so that they give the same bits on any number of threads.
/// </summary>
public sealed class CouplingMatrix
{
    // Below this share of entries that are not zero, indices cost less than zeros.
    private const double SparseShare = 0.2;

    private readonly double[]? _dense;
    private readonly int[] _rowStart;
    private readonly int[] _columns;
    private readonly double[] _values;

    /// <param name="size">Locations, at least 1.</param>
    /// <param name="values">Entry [i, j] at i * size + j: what j contributes to i.</param>
    public CouplingMatrix(int size, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (values.Length != (long)size * size)
        {
            throw new ArgumentException($"a matrix of {size} locations has {(long)size * size} entries, got {values.Length}", nameof(values));
        }

        Size = size;
        int count = 0;
        foreach (double value in values)
        {
            count += value == 0 ? 0 : 1;
        }

        bool sparse = count < SparseShare * values.Length;
        _dense = sparse ? null : values.ToArray();
        (_rowStart, _columns, _values) = (new int[size + 1], new int[sparse ? count : 0], new double[sparse ? count : 0]);
        for (int i = 0, at = 0; sparse && i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                if (values[(i * size) + j] != 0)
                {
                    (_columns[at], _values[at++]) = (j, values[(i * size) + j]);
                }
            }

            _rowStart[i + 1] = at;
        }
    }

    /// <summary>From entries that are not zero, by rows: those of row i are rowStart[i] to rowStart[i + 1], exclusive.</summary>
    public CouplingMatrix(int size, int[] rowStart, int[] columns, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        bool ordered = rowStart.Length == size + 1 && rowStart[0] == 0 && rowStart[size] == columns.Length && columns.Length == values.Length;
        for (int i = 0; ordered && i < size; i++)
        {
            ordered = rowStart[i] <= rowStart[i + 1];
        }

        if (!ordered || Array.Exists(columns, j => j < 0 || j >= size))
        {
            throw new ArgumentException($"not the compressed rows of a matrix of {size} locations", nameof(rowStart));
        }

        (Size, _rowStart, _columns, _values) = (size, [.. rowStart], [.. columns], [.. values]);
    }

    /// <summary>Locations.</summary>
    public int Size { get; }

    /// <summary>True where only entries that are not zero are kept.</summary>
    public bool IsSparse => _dense is null;

    /// <summary>y = matrix x, or its transpose times x; both as long as <see cref="Size"/>, not overlapping.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y, bool transposed)
    {
        if (transposed)
        {
            y.Clear();
        }

        for (int i = 0; i < Size; i++)
        {
            if (_dense is not null)
            {
                ReadOnlySpan<double> row = _dense.AsSpan(i * Size, Size);
                if (transposed)
                {
                    Lines.AddScaled(x[i], row, y);
                }
                else
                {
                    y[i] = Lines.Dot(row, x);
                }
            }
            else
            {
                double sum = 0, factor = x[i];
                for (int k = _rowStart[i]; k < _rowStart[i + 1]; k++)
                {
                    if (transposed)
                    {
                        y[_columns[k]] += _values[k] * factor;
                    }
                    else
                    {
                        sum += _values[k] * x[_columns[k]];
                    }
                }

                if (!transposed)
                {
                    y[i] = sum;
                }
            }
        }
    }
}
