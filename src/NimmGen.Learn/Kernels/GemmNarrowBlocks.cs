using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// Register blocks with too few sums to hide the latency of the multiply-add: even and odd terms go to sums of their own.
/// The arguments are those of <see cref="GemmWideBlocks{TVector, TSimd}"/>.
/// </summary>
internal static unsafe class GemmNarrowBlocks<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block1x4(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var u00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var u01 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + width);
        var u02 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * width));
        var u03 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * width));
        var v00 = TSimd.Broadcast(0f);
        var v01 = TSimd.Broadcast(0f);
        var v02 = TSimd.Broadcast(0f);
        var v03 = TSimd.Broadcast(0f);
        TVector s, b0, b1, b2, b3;
        nint p = 0;
        for (; p + 2 <= depth; p += 2)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            b2 = TSimd.Load(b + (2 * width));
            b3 = TSimd.Load(b + (3 * width));
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            u01 = TSimd.MultiplyAdd(s, b1, u01);
            u02 = TSimd.MultiplyAdd(s, b2, u02);
            u03 = TSimd.MultiplyAdd(s, b3, u03);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            b2 = TSimd.Load(b + (2 * width));
            b3 = TSimd.Load(b + (3 * width));
            s = TSimd.Broadcast(*a);
            v00 = TSimd.MultiplyAdd(s, b0, v00);
            v01 = TSimd.MultiplyAdd(s, b1, v01);
            v02 = TSimd.MultiplyAdd(s, b2, v02);
            v03 = TSimd.MultiplyAdd(s, b3, v03);
            a += aColumn;
            b += bRow;
        }

        for (; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            b2 = TSimd.Load(b + (2 * width));
            b3 = TSimd.Load(b + (3 * width));
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            u01 = TSimd.MultiplyAdd(s, b1, u01);
            u02 = TSimd.MultiplyAdd(s, b2, u02);
            u03 = TSimd.MultiplyAdd(s, b3, u03);
            a += aColumn;
            b += bRow;
        }

        TSimd.Store(c, TSimd.Add(u00, v00));
        TSimd.Store(c + width, TSimd.Add(u01, v01));
        TSimd.Store(c + (2 * width), TSimd.Add(u02, v02));
        TSimd.Store(c + (3 * width), TSimd.Add(u03, v03));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block1x2(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var u00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var u01 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + width);
        var v00 = TSimd.Broadcast(0f);
        var v01 = TSimd.Broadcast(0f);
        var w00 = TSimd.Broadcast(0f);
        var w01 = TSimd.Broadcast(0f);
        var x00 = TSimd.Broadcast(0f);
        var x01 = TSimd.Broadcast(0f);
        TVector s, b0, b1;
        nint p = 0;
        for (; p + 4 <= depth; p += 4)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            u01 = TSimd.MultiplyAdd(s, b1, u01);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            s = TSimd.Broadcast(*a);
            v00 = TSimd.MultiplyAdd(s, b0, v00);
            v01 = TSimd.MultiplyAdd(s, b1, v01);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            s = TSimd.Broadcast(*a);
            w00 = TSimd.MultiplyAdd(s, b0, w00);
            w01 = TSimd.MultiplyAdd(s, b1, w01);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            s = TSimd.Broadcast(*a);
            x00 = TSimd.MultiplyAdd(s, b0, x00);
            x01 = TSimd.MultiplyAdd(s, b1, x01);
            a += aColumn;
            b += bRow;
        }

        for (; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            b1 = TSimd.Load(b + width);
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            u01 = TSimd.MultiplyAdd(s, b1, u01);
            a += aColumn;
            b += bRow;
        }

        TSimd.Store(c, TSimd.Add(TSimd.Add(u00, v00), TSimd.Add(w00, x00)));
        TSimd.Store(c + width, TSimd.Add(TSimd.Add(u01, v01), TSimd.Add(w01, x01)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block4x1(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var u00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var u10 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + initRow);
        var u20 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (2 * initRow));
        var u30 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init + (3 * initRow));
        var v00 = TSimd.Broadcast(0f);
        var v10 = TSimd.Broadcast(0f);
        var v20 = TSimd.Broadcast(0f);
        var v30 = TSimd.Broadcast(0f);
        var a3 = a + (3 * aRow);
        TVector s, b0;
        nint p = 0;
        for (; p + 2 <= depth; p += 2)
        {
            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            s = TSimd.Broadcast(a[aRow]);
            u10 = TSimd.MultiplyAdd(s, b0, u10);
            s = TSimd.Broadcast(a[2 * aRow]);
            u20 = TSimd.MultiplyAdd(s, b0, u20);
            s = TSimd.Broadcast(*a3);
            u30 = TSimd.MultiplyAdd(s, b0, u30);
            a += aColumn;
            a3 += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            v00 = TSimd.MultiplyAdd(s, b0, v00);
            s = TSimd.Broadcast(a[aRow]);
            v10 = TSimd.MultiplyAdd(s, b0, v10);
            s = TSimd.Broadcast(a[2 * aRow]);
            v20 = TSimd.MultiplyAdd(s, b0, v20);
            s = TSimd.Broadcast(*a3);
            v30 = TSimd.MultiplyAdd(s, b0, v30);
            a += aColumn;
            a3 += aColumn;
            b += bRow;
        }

        for (; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            s = TSimd.Broadcast(a[aRow]);
            u10 = TSimd.MultiplyAdd(s, b0, u10);
            s = TSimd.Broadcast(a[2 * aRow]);
            u20 = TSimd.MultiplyAdd(s, b0, u20);
            s = TSimd.Broadcast(*a3);
            u30 = TSimd.MultiplyAdd(s, b0, u30);
            a += aColumn;
            a3 += aColumn;
            b += bRow;
        }

        TSimd.Store(c, TSimd.Add(u00, v00));
        TSimd.Store(c + cRow, TSimd.Add(u10, v10));
        TSimd.Store(c + (2 * cRow), TSimd.Add(u20, v20));
        TSimd.Store(c + (3 * cRow), TSimd.Add(u30, v30));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block1x1(nint depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow)
    {
        var width = TSimd.Width;
        var u00 = init == null ? TSimd.Broadcast(0f) : TSimd.Load(init);
        var v00 = TSimd.Broadcast(0f);
        var w00 = TSimd.Broadcast(0f);
        var x00 = TSimd.Broadcast(0f);
        TVector s, b0;
        nint p = 0;
        for (; p + 4 <= depth; p += 4)
        {
            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            v00 = TSimd.MultiplyAdd(s, b0, v00);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            w00 = TSimd.MultiplyAdd(s, b0, w00);
            a += aColumn;
            b += bRow;

            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            x00 = TSimd.MultiplyAdd(s, b0, x00);
            a += aColumn;
            b += bRow;
        }

        for (; p < depth; p++)
        {
            b0 = TSimd.Load(b);
            s = TSimd.Broadcast(*a);
            u00 = TSimd.MultiplyAdd(s, b0, u00);
            a += aColumn;
            b += bRow;
        }

        TSimd.Store(c, TSimd.Add(TSimd.Add(u00, v00), TSimd.Add(w00, x00)));
    }

    /// <summary>
    /// Three gates of two vectors each from one row: c_i = init_i + a b_i, where b_i is b, b + gate, b + 2 gate with rows bRow apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block1x6(
        nint depth, float* a, float* b, nint gate, nint bRow, float* init0, float* init1, float* init2, float* c0, float* c1, float* c2)
    {
        var width = TSimd.Width;
        TVector u00 = TSimd.Load(init0), u01 = TSimd.Load(init0 + width);
        TVector u10 = TSimd.Load(init1), u11 = TSimd.Load(init1 + width);
        TVector u20 = TSimd.Load(init2), u21 = TSimd.Load(init2 + width);
        var v00 = TSimd.Broadcast(0f);
        TVector v01 = v00, v10 = v00, v11 = v00, v20 = v00, v21 = v00;
        float* b1 = b + gate, b2 = b1 + gate;
        nint p = 0;
        for (; p + 2 <= depth; p += 2)
        {
            var s = TSimd.Broadcast(a[p]);
            u00 = TSimd.MultiplyAdd(s, TSimd.Load(b), u00);
            u01 = TSimd.MultiplyAdd(s, TSimd.Load(b + width), u01);
            u10 = TSimd.MultiplyAdd(s, TSimd.Load(b1), u10);
            u11 = TSimd.MultiplyAdd(s, TSimd.Load(b1 + width), u11);
            u20 = TSimd.MultiplyAdd(s, TSimd.Load(b2), u20);
            u21 = TSimd.MultiplyAdd(s, TSimd.Load(b2 + width), u21);
            b += bRow;
            b1 += bRow;
            b2 += bRow;

            s = TSimd.Broadcast(a[p + 1]);
            v00 = TSimd.MultiplyAdd(s, TSimd.Load(b), v00);
            v01 = TSimd.MultiplyAdd(s, TSimd.Load(b + width), v01);
            v10 = TSimd.MultiplyAdd(s, TSimd.Load(b1), v10);
            v11 = TSimd.MultiplyAdd(s, TSimd.Load(b1 + width), v11);
            v20 = TSimd.MultiplyAdd(s, TSimd.Load(b2), v20);
            v21 = TSimd.MultiplyAdd(s, TSimd.Load(b2 + width), v21);
            b += bRow;
            b1 += bRow;
            b2 += bRow;
        }

        for (; p < depth; p++)
        {
            var s = TSimd.Broadcast(a[p]);
            u00 = TSimd.MultiplyAdd(s, TSimd.Load(b), u00);
            u01 = TSimd.MultiplyAdd(s, TSimd.Load(b + width), u01);
            u10 = TSimd.MultiplyAdd(s, TSimd.Load(b1), u10);
            u11 = TSimd.MultiplyAdd(s, TSimd.Load(b1 + width), u11);
            u20 = TSimd.MultiplyAdd(s, TSimd.Load(b2), u20);
            u21 = TSimd.MultiplyAdd(s, TSimd.Load(b2 + width), u21);
            b += bRow;
            b1 += bRow;
            b2 += bRow;
        }

        TSimd.Store(c0, TSimd.Add(u00, v00));
        TSimd.Store(c0 + width, TSimd.Add(u01, v01));
        TSimd.Store(c1, TSimd.Add(u10, v10));
        TSimd.Store(c1 + width, TSimd.Add(u11, v11));
        TSimd.Store(c2, TSimd.Add(u20, v20));
        TSimd.Store(c2 + width, TSimd.Add(u21, v21));
    }
}
