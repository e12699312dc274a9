using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// Register blocks of several rows: c[rows, columns x width] = init + a b. Every sum lives in a register over the whole depth.
/// Element (i, p) of a is at i aRow + p aColumn, so that a transposed left factor costs nothing; init is null for zero, and
/// initRow 0 repeats one row (a bias). Written out by hand: the JIT keeps named locals in registers, arrays it does not.
/// </summary>
internal static unsafe class GemmWideBlocks<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block6x4(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var c00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var c01 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + width);
        var c02 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * width));
        var c03 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * width));
        var c10 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow);
        var c11 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + width);
        var c12 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + (2 * width));
        var c13 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + (3 * width));
        var c20 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow));
        var c21 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + width);
        var c22 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + (2 * width));
        var c23 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + (3 * width));
        var c30 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow));
        var c31 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + width);
        var c32 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + (2 * width));
        var c33 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + (3 * width));
        var c40 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (4 * initRow));
        var c41 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (4 * initRow) + width);
        var c42 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (4 * initRow) + (2 * width));
        var c43 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (4 * initRow) + (3 * width));
        var c50 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (5 * initRow));
        var c51 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (5 * initRow) + width);
        var c52 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (5 * initRow) + (2 * width));
        var c53 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (5 * initRow) + (3 * width));
        var a3 = a + (3 * aRow);
        TVector s, b0, b1, b2, b3;
        for (nint p = 0; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            b2 = TSimd.Load(b + (2 * width));
            b3 = TSimd.Load(b + (3 * width));
            s = TSimd.Broadcast(*a);
            c00 = TSimd.MultiplyAdd(s, b0, c00);
            c01 = TSimd.MultiplyAdd(s, b1, c01);
            c02 = TSimd.MultiplyAdd(s, b2, c02);
            c03 = TSimd.MultiplyAdd(s, b3, c03);
            s = TSimd.Broadcast(a[aRow]);
            c10 = TSimd.MultiplyAdd(s, b0, c10);
            c11 = TSimd.MultiplyAdd(s, b1, c11);
            c12 = TSimd.MultiplyAdd(s, b2, c12);
            c13 = TSimd.MultiplyAdd(s, b3, c13);
            s = TSimd.Broadcast(a[2 * aRow]);
            c20 = TSimd.MultiplyAdd(s, b0, c20);
            c21 = TSimd.MultiplyAdd(s, b1, c21);
            c22 = TSimd.MultiplyAdd(s, b2, c22);
            c23 = TSimd.MultiplyAdd(s, b3, c23);
            s = TSimd.Broadcast(*a3);
            c30 = TSimd.MultiplyAdd(s, b0, c30);
            c31 = TSimd.MultiplyAdd(s, b1, c31);
            c32 = TSimd.MultiplyAdd(s, b2, c32);
            c33 = TSimd.MultiplyAdd(s, b3, c33);
            s = TSimd.Broadcast(a3[aRow]);
            c40 = TSimd.MultiplyAdd(s, b0, c40);
            c41 = TSimd.MultiplyAdd(s, b1, c41);
            c42 = TSimd.MultiplyAdd(s, b2, c42);
            c43 = TSimd.MultiplyAdd(s, b3, c43);
            s = TSimd.Broadcast(a3[2 * aRow]);
            c50 = TSimd.MultiplyAdd(s, b0, c50);
            c51 = TSimd.MultiplyAdd(s, b1, c51);
            c52 = TSimd.MultiplyAdd(s, b2, c52);
            c53 = TSimd.MultiplyAdd(s, b3, c53);
            a += aColumn;
            a3 += aColumn;
            b += bRow;
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + width, c01);
        TSimd.Store(c + (2 * width), c02);
        TSimd.Store(c + (3 * width), c03);
        TSimd.Store(c + cRow, c10);
        TSimd.Store(c + cRow + width, c11);
        TSimd.Store(c + cRow + (2 * width), c12);
        TSimd.Store(c + cRow + (3 * width), c13);
        TSimd.Store(c + (2 * cRow), c20);
        TSimd.Store(c + (2 * cRow) + width, c21);
        TSimd.Store(c + (2 * cRow) + (2 * width), c22);
        TSimd.Store(c + (2 * cRow) + (3 * width), c23);
        TSimd.Store(c + (3 * cRow), c30);
        TSimd.Store(c + (3 * cRow) + width, c31);
        TSimd.Store(c + (3 * cRow) + (2 * width), c32);
        TSimd.Store(c + (3 * cRow) + (3 * width), c33);
        TSimd.Store(c + (4 * cRow), c40);
        TSimd.Store(c + (4 * cRow) + width, c41);
        TSimd.Store(c + (4 * cRow) + (2 * width), c42);
        TSimd.Store(c + (4 * cRow) + (3 * width), c43);
        TSimd.Store(c + (5 * cRow), c50);
        TSimd.Store(c + (5 * cRow) + width, c51);
        TSimd.Store(c + (5 * cRow) + (2 * width), c52);
        TSimd.Store(c + (5 * cRow) + (3 * width), c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block4x4(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var c00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var c01 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + width);
        var c02 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * width));
        var c03 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * width));
        var c10 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow);
        var c11 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + width);
        var c12 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + (2 * width));
        var c13 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow + (3 * width));
        var c20 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow));
        var c21 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + width);
        var c22 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + (2 * width));
        var c23 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow) + (3 * width));
        var c30 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow));
        var c31 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + width);
        var c32 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + (2 * width));
        var c33 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow) + (3 * width));
        var a3 = a + (3 * aRow);
        TVector s, b0, b1, b2, b3;
        for (nint p = 0; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            b2 = TSimd.Load(b + (2 * width));
            b3 = TSimd.Load(b + (3 * width));
            s = TSimd.Broadcast(*a);
            c00 = TSimd.MultiplyAdd(s, b0, c00);
            c01 = TSimd.MultiplyAdd(s, b1, c01);
            c02 = TSimd.MultiplyAdd(s, b2, c02);
            c03 = TSimd.MultiplyAdd(s, b3, c03);
            s = TSimd.Broadcast(a[aRow]);
            c10 = TSimd.MultiplyAdd(s, b0, c10);
            c11 = TSimd.MultiplyAdd(s, b1, c11);
            c12 = TSimd.MultiplyAdd(s, b2, c12);
            c13 = TSimd.MultiplyAdd(s, b3, c13);
            s = TSimd.Broadcast(a[2 * aRow]);
            c20 = TSimd.MultiplyAdd(s, b0, c20);
            c21 = TSimd.MultiplyAdd(s, b1, c21);
            c22 = TSimd.MultiplyAdd(s, b2, c22);
            c23 = TSimd.MultiplyAdd(s, b3, c23);
            s = TSimd.Broadcast(*a3);
            c30 = TSimd.MultiplyAdd(s, b0, c30);
            c31 = TSimd.MultiplyAdd(s, b1, c31);
            c32 = TSimd.MultiplyAdd(s, b2, c32);
            c33 = TSimd.MultiplyAdd(s, b3, c33);
            a += aColumn;
            a3 += aColumn;
            b += bRow;
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + width, c01);
        TSimd.Store(c + (2 * width), c02);
        TSimd.Store(c + (3 * width), c03);
        TSimd.Store(c + cRow, c10);
        TSimd.Store(c + cRow + width, c11);
        TSimd.Store(c + cRow + (2 * width), c12);
        TSimd.Store(c + cRow + (3 * width), c13);
        TSimd.Store(c + (2 * cRow), c20);
        TSimd.Store(c + (2 * cRow) + width, c21);
        TSimd.Store(c + (2 * cRow) + (2 * width), c22);
        TSimd.Store(c + (2 * cRow) + (3 * width), c23);
        TSimd.Store(c + (3 * cRow), c30);
        TSimd.Store(c + (3 * cRow) + width, c31);
        TSimd.Store(c + (3 * cRow) + (2 * width), c32);
        TSimd.Store(c + (3 * cRow) + (3 * width), c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block8x2(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
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
        var c60 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (6 * initRow));
        var c61 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (6 * initRow) + width);
        var c70 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (7 * initRow));
        var c71 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (7 * initRow) + width);
        var a3 = a + (3 * aRow);
        var a6 = a + (6 * aRow);
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
            s = TSimd.Broadcast(*a6);
            c60 = TSimd.MultiplyAdd(s, b0, c60);
            c61 = TSimd.MultiplyAdd(s, b1, c61);
            s = TSimd.Broadcast(a6[aRow]);
            c70 = TSimd.MultiplyAdd(s, b0, c70);
            c71 = TSimd.MultiplyAdd(s, b1, c71);
            a += aColumn;
            a3 += aColumn;
            a6 += aColumn;
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
        TSimd.Store(c + (6 * cRow), c60);
        TSimd.Store(c + (6 * cRow) + width, c61);
        TSimd.Store(c + (7 * cRow), c70);
        TSimd.Store(c + (7 * cRow) + width, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block4x2(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
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
    }
}
