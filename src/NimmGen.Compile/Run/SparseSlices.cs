using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NimmGen.Compile;

/// <summary>
/// Entries of a square matrix that are not zero, in slices of four rows (sliced ELLPACK, Monakov, Lokhmotov and Avetisyan 2010): entry k of
/// the four rows side by side, shorter rows filled up with zeros of their own column. Four sums go on at a time, each over its row's
/// entries in their order.
/// </summary>
internal sealed unsafe class SparseSlices
{
    private const int Rows = 4;
    private readonly int _size;
    private readonly int[] _sliceStart;
    private readonly int[] _columns;
    private readonly double[] _values;

    /// <param name="size">Rows and columns.</param>
    /// <param name="rowStart">Entries of row i are rowStart[i] to rowStart[i + 1], exclusive.</param>
    /// <param name="columns">Of each entry.</param>
    /// <param name="values">Of each entry.</param>
    public SparseSlices(int size, int[] rowStart, int[] columns, double[] values)
    {
        _size = size;
        int slices = (size + Rows - 1) / Rows;
        _sliceStart = new int[slices + 1];
        for (int s = 0; s < slices; s++)
        {
            int longest = 0;
            for (int i = s * Rows; i < Math.Min(size, (s + 1) * Rows); i++)
            {
                longest = Math.Max(longest, rowStart[i + 1] - rowStart[i]);
            }

            _sliceStart[s + 1] = checked(_sliceStart[s] + longest);
        }

        (_columns, _values) = (new int[_sliceStart[^1] * Rows], new double[_sliceStart[^1] * Rows]);
        for (int s = 0; s < slices; s++)
        {
            for (int at = _sliceStart[s] * Rows; at < _sliceStart[s + 1] * Rows; at++)
            {
                int row = (s * Rows) + (at % Rows), i = Math.Min(size - 1, row), k = rowStart[i] + (at / Rows) - _sliceStart[s];
                (_columns[at], _values[at]) = row < size && k < rowStart[i + 1] ? (columns[k], values[k]) : (i, 0);
            }
        }
    }

    /// <summary>The compressed rows of the transpose.</summary>
    public static (int[] RowStart, int[] Columns, double[] Values) Transpose(int size, int[] rowStart, int[] columns, double[] values)
    {
        var start = new int[size + 1];
        foreach (int j in columns)
        {
            start[j + 1]++;
        }

        for (int j = 0; j < size; j++)
        {
            start[j + 1] += start[j];
        }

        int[] next = [.. start[..size]], rows = new int[columns.Length];
        var entries = new double[columns.Length];
        for (int i = 0; i < size; i++)
        {
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++)
            {
                int at = next[columns[k]]++;
                (rows[at], entries[at]) = (i, values[k]);
            }
        }

        return (start, rows, entries);
    }

    /// <summary>y = matrix x; not overlapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(double* x, double* y)
    {
        fixed (int* columns = _columns)
        fixed (double* values = _values)
        {
            for (int s = 0; s < _sliceStart.Length - 1; s++)
            {
                Vector256<double> sums = Vector256<double>.Zero;
                for (nint at = (nint)_sliceStart[s] * Rows; at < (nint)_sliceStart[s + 1] * Rows; at += Rows)
                {
                    int* c = columns + at;
                    sums = Vector256.FusedMultiplyAdd(Vector256.Load(values + at), Vector256.Create(x[c[0]], x[c[1]], x[c[2]], x[c[3]]), sums);
                }

                double* to = y + (s * Rows);
                if ((s + 1) * Rows <= _size)
                {
                    sums.Store(to);
                }
                else
                {
                    for (int i = 0; i < _size - (s * Rows); i++)
                    {
                        to[i] = sums[i];
                    }
                }
            }
        }
    }
}
