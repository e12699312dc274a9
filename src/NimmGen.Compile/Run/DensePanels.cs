using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NimmGen.Compile;

/// <summary>
/// A square matrix laid out for products: panels of <see cref="Width"/> rows, of each column the panel's rows side by side, so that a product
/// streams through it once and keeps a panel's sums in registers. Every sum runs over columns in their order: the same bits for every
/// vector width and for any number of vectors at a time.
/// </summary>
internal sealed unsafe class DensePanels
{
    private readonly double[] _entries;
    private readonly int _size;

    /// <param name="size">Rows and columns.</param>
    /// <param name="values">Entry [i, j] at i * size + j.</param>
    /// <param name="transposed">True for the panels of the transpose.</param>
    public DensePanels(int size, ReadOnlySpan<double> values, bool transposed)
    {
        _size = size;
        _entries = new double[checked((size + Width - 1) / Width * Width * size)];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                _entries[(((i / Width * size) + j) * Width) + (i % Width)] = values[transposed ? (j * size) + i : (i * size) + j];
            }
        }
    }

    /// <summary>Rows of a panel: eight vectors, whose multiply-adds hide each other's latency.</summary>
    private static int Width => 8 * (Vector512.IsHardwareAccelerated ? 8 : 4);

    /// <summary>y = matrix x for several x, vector v at xs + v stride, each y likewise; as long as the matrix is wide, not overlapping.</summary>
    public void Multiply(double* xs, double* ys, int count, nint stride)
    {
        fixed (double* entries = _entries)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Multiply<Vector512<double>, Doubles8>(entries, xs, ys, count, stride);
            }
            else
            {
                Multiply<Vector256<double>, Doubles4>(entries, xs, ys, count, stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply<TVector, TDoubles>(double* entries, double* xs, double* ys, int count, nint stride)
        where TVector : struct
        where TDoubles : struct, IDoubles<TVector>
    {
        double* sums = stackalloc double[4 * Width];
        for (int first = 0; first < _size; first += Width, entries += (nint)_size * Width)
        {
            int rows = Math.Min(Width, _size - first), v = 0;
            for (; v + 4 <= count; v += 4)
            {
                for (int part = 0; part < 4; part++)
                {
                    Four<TVector, TDoubles>(entries + (2 * part * TDoubles.Width), xs + (v * stride), stride, sums + (2 * part * TDoubles.Width));
                }

                for (int k = 0; k < 4; k++)
                {
                    new ReadOnlySpan<double>(sums + (k * Width), rows).CopyTo(new Span<double>(ys + ((v + k) * stride) + first, rows));
                }
            }

            for (; v < count; v++)
            {
                double* y = ys + (v * stride) + first;
                One<TVector, TDoubles>(entries, xs + (v * stride), rows == Width ? y : sums);
                if (rows < Width)
                {
                    new ReadOnlySpan<double>(sums, rows).CopyTo(new Span<double>(y, rows));
                }
            }
        }
    }

    /// <summary>A panel times one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void One<TVector, TDoubles>(double* m, double* x, double* y)
        where TVector : struct
        where TDoubles : struct, IDoubles<TVector>
    {
        int w = TDoubles.Width;
        TVector s0 = TDoubles.Broadcast(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int j = 0; j < _size; j++, m += 8 * w)
        {
            TVector f = TDoubles.Broadcast(x[j]);
            s0 = TDoubles.MultiplyAdd(f, TDoubles.Load(m), s0);
            s1 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + w), s1);
            s2 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + (2 * w)), s2);
            s3 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + (3 * w)), s3);
            s4 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + (4 * w)), s4);
            s5 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + (5 * w)), s5);
            s6 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + (6 * w)), s6);
            s7 = TDoubles.MultiplyAdd(f, TDoubles.Load(m + (7 * w)), s7);
        }

        TDoubles.Store(y, s0);
        TDoubles.Store(y + w, s1);
        TDoubles.Store(y + (2 * w), s2);
        TDoubles.Store(y + (3 * w), s3);
        TDoubles.Store(y + (4 * w), s4);
        TDoubles.Store(y + (5 * w), s5);
        TDoubles.Store(y + (6 * w), s6);
        TDoubles.Store(y + (7 * w), s7);
    }

    /// <summary>Two vectors of a panel's rows times four vectors: every entry that is loaded counts four times. Sums of the next vector are a panel's width on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Four<TVector, TDoubles>(double* m, double* x, nint stride, double* y)
        where TVector : struct
        where TDoubles : struct, IDoubles<TVector>
    {
        int w = TDoubles.Width, row = 8 * w;
        double* x1 = x + stride, x2 = x1 + stride, x3 = x2 + stride;
        TVector a0 = TDoubles.Broadcast(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (int j = 0; j < _size; j++, m += row)
        {
            TVector m0 = TDoubles.Load(m), m1 = TDoubles.Load(m + w), f = TDoubles.Broadcast(x[j]);
            a0 = TDoubles.MultiplyAdd(f, m0, a0);
            a1 = TDoubles.MultiplyAdd(f, m1, a1);
            f = TDoubles.Broadcast(x1[j]);
            b0 = TDoubles.MultiplyAdd(f, m0, b0);
            b1 = TDoubles.MultiplyAdd(f, m1, b1);
            f = TDoubles.Broadcast(x2[j]);
            c0 = TDoubles.MultiplyAdd(f, m0, c0);
            c1 = TDoubles.MultiplyAdd(f, m1, c1);
            f = TDoubles.Broadcast(x3[j]);
            d0 = TDoubles.MultiplyAdd(f, m0, d0);
            d1 = TDoubles.MultiplyAdd(f, m1, d1);
        }

        TDoubles.Store(y, a0);
        TDoubles.Store(y + w, a1);
        TDoubles.Store(y + row, b0);
        TDoubles.Store(y + row + w, b1);
        TDoubles.Store(y + (2 * row), c0);
        TDoubles.Store(y + (2 * row) + w, c1);
        TDoubles.Store(y + (3 * row), d0);
        TDoubles.Store(y + (3 * row) + w, d1);
    }
}
