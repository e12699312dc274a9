using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>Softmax along rows and its adjoint. Rows are padded to a multiple of 16 floats; what is written to the padding is zero.</summary>
internal static unsafe class SoftmaxKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>
    /// s[i, :] becomes softmax(scale s[i, :columns]), with scale positive; sums [padded] gains the sum over the rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(int rows, int columns, int padded, float scale, float* s, nint row, float* sums)
    {
        var factor = TSimd.Broadcast(scale);
        for (var i = 0; i < rows; i++, s += row)
        {
            for (var j = columns; j < padded; j++)
            {
                s[j] = float.NegativeInfinity;
            }

            var max = TSimd.Load(s);
            for (var j = TSimd.Width; j < padded; j += TSimd.Width)
            {
                max = TSimd.Max(max, TSimd.Load(s + j));
            }

            var shift = TSimd.Broadcast(-scale * TSimd.Maximum(max));
            var total = TSimd.Broadcast(0f);
            for (var j = 0; j < padded; j += TSimd.Width)
            {
                var e = Elementary<TVector, TSimd>.Exp(TSimd.MultiplyAdd(factor, TSimd.Load(s + j), shift));
                TSimd.Store(s + j, e);
                total = TSimd.Add(total, e);
            }

            // exp is clamped at e^-87: the padding adds less than 1e-36 and is then set to zero.
            var inverse = TSimd.Broadcast(1f / TSimd.Sum(total));
            for (var j = columns; j < padded; j++)
            {
                s[j] = 0;
            }

            for (var j = 0; j < padded; j += TSimd.Width)
            {
                var p = TSimd.Multiply(inverse, TSimd.Load(s + j));
                TSimd.Store(s + j, p);
                TSimd.Store(sums + j, TSimd.Add(TSimd.Load(sums + j), p));
            }
        }
    }

    /// <summary>
    /// The adjoint where the loss depends on the column sums of the softmax alone, with adjoint g [padded] the same for every
    /// row: p[i, j] becomes scale p[i, j] (g[j] - sum_k p[i, k] g[k]).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardOfColumnSums(int rows, int padded, float scale, float* p, nint row, float* g)
    {
        for (var i = 0; i < rows; i++, p += row)
        {
            var dot = TSimd.Broadcast(0f);
            for (var j = 0; j < padded; j += TSimd.Width)
            {
                dot = TSimd.MultiplyAdd(TSimd.Load(p + j), TSimd.Load(g + j), dot);
            }

            var mean = TSimd.Broadcast(TSimd.Sum(dot));
            var factor = TSimd.Broadcast(scale);
            for (var j = 0; j < padded; j += TSimd.Width)
            {
                var centred = TSimd.Multiply(factor, TSimd.Subtract(TSimd.Load(g + j), mean));
                TSimd.Store(p + j, TSimd.Multiply(TSimd.Load(p + j), centred));
            }
        }
    }
}
