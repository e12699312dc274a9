using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>Functions of one array, and dot products of rows. Lengths need not be multiples of the width.</summary>
internal static unsafe class VectorKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const float GeluRate = 0.7978846f;
    private const float GeluCube = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Elementwise function, int length, float* x, float* y)
    {
        var i = 0;
        switch (function)
        {
            case Elementwise.Exp:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    TSimd.Store(y + i, Elementary<TVector, TSimd>.Exp(TSimd.Load(x + i)));
                }

                break;
            case Elementwise.Sigmoid:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    TSimd.Store(y + i, Elementary<TVector, TSimd>.Sigmoid(TSimd.Load(x + i)));
                }

                break;
            case Elementwise.Tanh:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    TSimd.Store(y + i, Elementary<TVector, TSimd>.Tanh(TSimd.Load(x + i)));
                }

                break;
            case Elementwise.Relu:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    var value = TSimd.Load(x + i);
                    TSimd.Store(y + i, TSimd.Max(TSimd.Broadcast(0f), value));
                }

                break;
            case Elementwise.Gelu:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    var value = TSimd.Load(x + i);
                    var half = TSimd.Multiply(TSimd.Broadcast(0.5f), value);
                    TSimd.Store(y + i, TSimd.MultiplyAdd(half, GeluTanh(value, TSimd.Multiply(value, value)), half));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "An elementwise function without a kernel.");
        }

        if (TSimd.Width > 1 && i < length)
        {
            VectorKernel<float, SimdScalar>.Apply(function, length - i, x + i, y + i);
        }
    }

    /// <summary>dy becomes dy f'(x), given y = f(x), for tanh (1 - y^2) and ReLU (y positive).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyAdjoint(Elementwise function, int length, float* y, float* dy)
    {
        var i = 0;
        switch (function)
        {
            case Elementwise.Tanh:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    var value = TSimd.Load(y + i);
                    var slope = TSimd.Subtract(TSimd.Broadcast(1f), TSimd.Multiply(value, value));
                    TSimd.Store(dy + i, TSimd.Multiply(TSimd.Load(dy + i), slope));
                }

                break;
            case Elementwise.Relu:
                for (; i + TSimd.Width <= length; i += TSimd.Width)
                {
                    TSimd.Store(dy + i, TSimd.SelectPositive(TSimd.Load(y + i), TSimd.Load(dy + i)));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "An elementwise function without an adjoint kernel.");
        }

        if (TSimd.Width > 1 && i < length)
        {
            VectorKernel<float, SimdScalar>.ApplyAdjoint(function, length - i, y + i, dy + i);
        }
    }

    /// <summary>dx += dy f'(x) for <see cref="Elementwise.Gelu"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGeluAdjoint(int length, float* x, float* dy, float* dx)
    {
        var i = 0;
        TVector one = TSimd.Broadcast(1f), half = TSimd.Broadcast(0.5f);
        for (; i + TSimd.Width <= length; i += TSimd.Width)
        {
            TVector value = TSimd.Load(x + i), square = TSimd.Multiply(value, value), tanh = GeluTanh(value, square);
            // 2 f' = 1 + t + x (1 - t^2) r (1 + 3 c x^2)
            var inner = TSimd.Multiply(value, TSimd.MultiplyAdd(square, TSimd.Broadcast(3 * GeluRate * GeluCube), TSimd.Broadcast(GeluRate)));
            var slope = TSimd.MultiplyAdd(TSimd.Subtract(one, TSimd.Multiply(tanh, tanh)), inner, TSimd.Add(one, tanh));
            TSimd.Store(dx + i, TSimd.MultiplyAdd(TSimd.Multiply(half, TSimd.Load(dy + i)), slope, TSimd.Load(dx + i)));
        }

        if (TSimd.Width > 1 && i < length)
        {
            VectorKernel<float, SimdScalar>.AddGeluAdjoint(length - i, x + i, dy + i, dx + i);
        }
    }

    /// <summary>tanh(r (x + c x^3)), with the square of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector GeluTanh(TVector x, TVector square) => Elementary<TVector, TSimd>.Tanh(
        TSimd.Multiply(x, TSimd.MultiplyAdd(square, TSimd.Broadcast(GeluRate * GeluCube), TSimd.Broadcast(GeluRate))));

    /// <summary>target[i] = sum_j x[i, j] v[j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowDots(int rows, int columns, float* x, nint row, float* v, float* target)
    {
        for (var i = 0; i < rows; i++, x += row)
        {
            var sum = TSimd.Broadcast(0f);
            var j = 0;
            for (; j + TSimd.Width <= columns; j += TSimd.Width)
            {
                sum = TSimd.MultiplyAdd(TSimd.Load(x + j), TSimd.Load(v + j), sum);
            }

            var total = TSimd.Sum(sum);
            for (; j < columns; j++)
            {
                total += x[j] * v[j];
            }

            target[i] = total;
        }
    }
}
