using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// The largest block of <see cref="GemmWideBlocks{TVector, TSimd}"/>'s kind for 16 vector registers: twelve sums, two vectors of b and one
/// number of a. Twelve chains hide the latency of two multiply-adds a cycle, and eight loads for them leave the load ports idle a third of the time.
/// </summary>
internal static unsafe class GemmMediumBlocks<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block6x2(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var c00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var c01 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + width);
        var c10 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow);
        var c11 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + width);
        var c20 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow));
        var c21 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + width);
        var c30 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow));
        var c31 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + width);
        var c40 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (4 * initRow));
        var c41 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (4 * initRow) + width);
        var c50 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (5 * initRow));
        var c51 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (5 * initRow) + width);
        var a3 = a + (3 * aRow);
        TVector s, b0, b1;
        for (nint p = 0; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            s = TSimd.Broadcast(*a);
            c00 = TSimd.MultiplyAdd(s, b0, c00);
            c01 = TSimd.MultiplyAdd(s, b1, c01);
            s = TSimd.Broadcast(a[aRow]);
            c10 = TSimd.MultiplyAdd(s, b0, c10);
            c11 = TSimd.MultiplyAdd(s, b1, c11);
            s = TSimd.Broadcast(a[2 * aRow]);
            c20 = TSimd.MultiplyAdd(s, b0, c20);
            c21 = TSimd.MultiplyAdd(s, b1, c21);
            s = TSimd.Broadcast(*a3);
            c30 = TSimd.MultiplyAdd(s, b0, c30);
            c31 = TSimd.MultiplyAdd(s, b1, c31);
            s = TSimd.Broadcast(a3[aRow]);
            c40 = TSimd.MultiplyAdd(s, b0, c40);
            c41 = TSimd.MultiplyAdd(s, b1, c41);
            s = TSimd.Broadcast(a3[2 * aRow]);
            c50 = TSimd.MultiplyAdd(s, b0, c50);
            c51 = TSimd.MultiplyAdd(s, b1, c51);
            a += aColumn;
            a3 += aColumn;
            b += bRow;
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + width, c01);
        TSimd.Store(c + cRow, c10);
        TSimd.Store(c + cRow + width, c11);
        TSimd.Store(c + (2 * cRow), c20);
        TSimd.Store(c + (2 * cRow) + width, c21);
        TSimd.Store(c + (3 * cRow), c30);
        TSimd.Store(c + (3 * cRow) + width, c31);
        TSimd.Store(c + (4 * cRow), c40);
        TSimd.Store(c + (4 * cRow) + width, c41);
        TSimd.Store(c + (5 * cRow), c50);
        TSimd.Store(c + (5 * cRow) + width, c51);
    }
}
