namespace NimmGen.Compile;

/// <summary>
/// A matrix between locations, in its declared unit. Of few entries only those that are not zero are kept. Immutable; products run in a fixed
/// order, so that they give the same bits on any number of threads.
/// </summary>
public sealed class CouplingMatrix
{
    // Below this share of entries that are not zero, indices cost less than zeros.
    private const double SparseShare = 0.2;

    private readonly DensePanels? _dense, _denseTransposed;
    private readonly SparseSlices? _sparse, _sparseTransposed;

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

        if (count >= SparseShare * values.Length)
        {
            (_dense, _denseTransposed) = (new(size, values, transposed: false), new(size, values, transposed: true));
            return;
        }

        var (rowStart, columns, entries) = (new int[size + 1], new int[count], new double[count]);
        for (int i = 0, at = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                if (values[(i * size) + j] != 0)
                {
                    (columns[at], entries[at++]) = (j, values[(i * size) + j]);
                }
            }

            rowStart[i + 1] = at;
        }

        (_sparse, _sparseTransposed) = Slices(size, rowStart, columns, entries);
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

        Size = size;
        (_sparse, _sparseTransposed) = Slices(size, rowStart, columns, values);
    }

    /// <summary>Locations.</summary>
    public int Size { get; }

    /// <summary>True where only entries that are not zero are kept.</summary>
    public bool IsSparse => _sparse is not null;

    /// <summary>y = matrix x, or its transpose times x; both as long as <see cref="Size"/>, not overlapping.</summary>
    public unsafe void Multiply(ReadOnlySpan<double> x, Span<double> y, bool transposed)
    {
        if (x.Length != Size || y.Length != Size)
        {
            throw new ArgumentException($"a product of {Size} locations with {x.Length} numbers into {y.Length}", nameof(x));
        }

        fixed (double* from = x, to = y)
        {
            Multiply(from, to, count: 1, stride: 0, transposed);
        }
    }

    /// <summary>The same for several x, vector v at xs + v stride, and each y likewise.</summary>
    internal unsafe void Multiply(double* xs, double* ys, int count, nint stride, bool transposed)
    {
        if ((transposed ? _denseTransposed : _dense) is { } dense)
        {
            dense.Multiply(xs, ys, count, stride);
            return;
        }

        SparseSlices sparse = (transposed ? _sparseTransposed : _sparse)!;
        for (int v = 0; v < count; v++)
        {
            sparse.Multiply(xs + (v * stride), ys + (v * stride));
        }
    }

    private static (SparseSlices Rows, SparseSlices Columns) Slices(int size, int[] rowStart, int[] columns, double[] values)
    {
        (int[] start, int[] rows, double[] entries) = SparseSlices.Transpose(size, rowStart, columns, values);
        return (new(size, rowStart, columns, values), new(size, start, rows, entries));
    }
}
