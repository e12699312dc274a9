using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// c = init + a b for the small and tall products of the layers (depth and columns mostly 16 to 200). No packing: the
/// right factor's rows are contiguous and a block of it fits the first-level cache.
/// </summary>
internal static unsafe class Gemm<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    // 128 rows of four 512-bit vectors are 32 kB, which leaves room in the first-level cache for the left factor.
    private const int DepthBlock = 128;

    /// <summary>
    /// Element (i, p) of a is at i aRow + p aColumn, (p, j) of b at p bRow + j, (i, j) of c at i cRow + j. The start value of
    /// (i, j) is at i initRow + j of init; null means zero, init = c accumulates, initRow = 0 repeats one row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        int rows, int columns, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        for (var start = 0; start < depth || start == 0; start += DepthBlock)
        {
            var count = Math.Min(DepthBlock, depth - start);
            // A short remainder joins the last block rather than paying for loading and storing all sums once more.
            if (depth - start - count < DepthBlock / 4)
            {
                count = depth - start;
            }

            Columns(rows, columns, count, a + (start * aColumn), aRow, aColumn, b + (start * bRow), bRow, init, initRow, c, cRow);
            if (start + count >= depth)
            {
                return;
            }

            init = c;
            initRow = cRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns(
        int rows, int columns, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var j = 0;
        if (TSimd.HasManyRegisters)
        {
            for (; j + (4 * width) <= columns; j += 4 * width)
            {
                Panel4(rows, depth, a, aRow, aColumn, b + j, bRow, init == null ? null : init + j, initRow, c + j, cRow);
            }
        }

        for (; j + (2 * width) <= columns; j += 2 * width)
        {
            Panel2(rows, depth, a, aRow, aColumn, b + j, bRow, init == null ? null : init + j, initRow, c + j, cRow);
        }

        for (; j + width <= columns; j += width)
        {
            Panel1(rows, depth, a, aRow, aColumn, b + j, bRow, init == null ? null : init + j, initRow, c + j, cRow);
        }

        if (TSimd.Width > 1 && j < columns)
        {
            Gemm<float, SimdScalar>.Columns(
                rows, columns - j, depth, a, aRow, aColumn, b + j, bRow, init == null ? null : init + j, initRow, c + j, cRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel4(
        int rows, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        while (rows > 0)
        {
            int taken;
            if (rows >= 6 && rows != 8)
            {
                GemmWideBlocks<TVector, TSimd>.Block6x4(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 6;
            }
            else if (rows >= 4)
            {
                GemmWideBlocks<TVector, TSimd>.Block4x4(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 4;
            }
            else
            {
                GemmNarrowBlocks<TVector, TSimd>.Block1x4(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 1;
            }

            rows -= taken;
            a += taken * aRow;
            c += taken * cRow;
            init = init == null ? null : init + (taken * initRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel2(
        int rows, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        while (rows > 0)
        {
            int taken;
            if (TSimd.HasManyRegisters && rows >= 8)
            {
                GemmWideBlocks<TVector, TSimd>.Block8x2(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 8;
            }
            else if (!TSimd.HasManyRegisters && rows >= 6 && rows != 8)
            {
                GemmMediumBlocks<TVector, TSimd>.Block6x2(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 6;
            }
            else if (rows >= 4)
            {
                GemmWideBlocks<TVector, TSimd>.Block4x2(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 4;
            }
            else
            {
                GemmNarrowBlocks<TVector, TSimd>.Block1x2(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
                taken = 1;
            }

            rows -= taken;
            a += taken * aRow;
            c += taken * cRow;
            init = init == null ? null : init + (taken * initRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel1(
        int rows, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        while (rows > 0)
        {
            var taken = rows >= 4 ? 4 : 1;
            if (taken == 4)
            {
                GemmNarrowBlocks<TVector, TSimd>.Block4x1(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
            }
            else
            {
                GemmNarrowBlocks<TVector, TSimd>.Block1x1(depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);
            }

            rows -= taken;
            a += taken * aRow;
            c += taken * cRow;
            init = init == null ? null : init + (taken * initRow);
        }
    }
}
