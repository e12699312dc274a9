using System.Numerics;
using System.Runtime.CompilerServices;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>The same in plain loops, for double: what gradients are checked in.</summary>
internal sealed unsafe class PlainArithmetic<T> : Arithmetic<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Gemm(int rows, int columns, int depth, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* init, nint initRow, T* c, nint cRow)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                T sum = init == null ? T.Zero : init[i * initRow + j];
                for (int p = 0; p < depth; p++)
                {
                    sum += a[i * aRow + p * aColumn] * b[p * bRow + j];
                }

                c[i * cRow + j] = sum;
            }
        }
    }

    public override void Activate(Activation function, int length, T* x, T* y) => Elements(function, length, x, y);

    /// <summary>y = f(x), one element at a time.</summary>
    public static void Elements(Activation function, int length, T* x, T* y)
    {
        T half = T.CreateTruncating(0.5);
        for (int i = 0; i < length; i++)
        {
            T v = x[i];
            y[i] = function switch
            {
                Activation.None => v,
                Activation.Tanh => T.Tanh(v),
                Activation.Relu => v > T.Zero ? v : T.Zero,
                Activation.Sigmoid => T.One / (T.One + T.Exp(-v)),
                // log(1 + e^v) without overflow.
                Activation.Softplus => T.Max(v, T.Zero) + T.LogP1(T.Exp(-T.Abs(v))),
                Activation.Gelu => half * v * (T.One + T.Tanh(GeluArgument(v))),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    /// <summary>sqrt(2/pi) (x + 0.044715 x^3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GeluArgument(T x) => T.CreateTruncating(GeluRate) * (x + T.CreateTruncating(GeluCube) * x * x * x);

    internal const double GeluRate = 0.7978845608028654;
    internal const double GeluCube = 0.044715;

    /// <summary>dx += dy gelu'(x).</summary>
    public override void AddGeluAdjoint(int length, T* x, T* dy, T* dx)
    {
        T half = T.CreateTruncating(0.5), rate = T.CreateTruncating(GeluRate), cube = T.CreateTruncating(3 * GeluCube);
        for (int i = 0; i < length; i++)
        {
            T v = x[i], tanh = T.Tanh(GeluArgument(v));
            dx[i] += dy[i] * half * (T.One + tanh + v * (T.One - tanh * tanh) * rate * (T.One + cube * v * v));
        }
    }

    public override void Softmax(int rows, int columns, int padded, T scale, T* s, nint row, T* sums)
    {
        for (int i = 0; i < rows; i++, s += row)
        {
            T max = s[0], total = T.Zero;
            for (int j = 1; j < columns; j++)
            {
                max = T.Max(max, s[j]);
            }

            for (int j = 0; j < columns; j++)
            {
                s[j] = T.Exp(scale * (s[j] - max));
                total += s[j];
            }

            for (int j = 0; j < padded; j++)
            {
                s[j] = j < columns ? s[j] / total : T.Zero;
                sums[j] += s[j];
            }
        }
    }

    public override bool HasRecurrence(int hidden) => false;

    public override void GruForward(GruShape shape, T* gates, T* memory, T* output, T* weights, T* bias, nint biasStride, T* initial) =>
        throw new NotSupportedException("the recurrence is written out step by step");

    public override void GruBackward(GruShape shape, T* gates, T* memory, T* output, T* outputAdjoint, T* transposed, T* initial, T* carry) =>
        throw new NotSupportedException("the recurrence is written out step by step");

    public override void LstmForward(LstmShape shape, T* gates, T* cells, T* output, T* weights, T* zero) =>
        throw new NotSupportedException("the recurrence is written out step by step");

    public override void LstmBackward(LstmShape shape, T* gates, T* cells, T* outputAdjoint, T* transposed, T* zero, T* back, T* cellBack) =>
        throw new NotSupportedException("the recurrence is written out step by step");

    public override void Transpose(int rows, int columns, T* x, nint row, T* target, nint targetRow)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                target[j * targetRow + i] = x[i * row + j];
            }
        }
    }
}
