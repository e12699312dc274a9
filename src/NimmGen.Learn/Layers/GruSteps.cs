using System.Numerics;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>The recurrence of a GRU, one product a step and direction: for any width and either precision.</summary>
internal static unsafe class GruSteps<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>From projections in the gates to gates r, z, n, the candidate's recurrent part in memory, and the output.</summary>
    public static void Forward(Arithmetic<T> kernels, GruShape shape, T* gates, T* memory, T* output, T* weights, T* candidateBias, T* initial)
    {
        int h = shape.Hidden, gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        for (int step = 0; step < shape.Steps; step++)
        {
            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = (nint)(d == 0 ? step : shape.Steps - 1 - step) * shape.Lanes;
                T* state = output + first * outputRow + d * h;
                T* before = step == 0 ? initial + d * h : state + (nint)(d == 0 ? -shape.Lanes : shape.Lanes) * outputRow;
                T* g = gates + first * gateRow + d * 3 * h;
                T* m = memory + first * outputRow + d * h;
                T* u = weights + (nint)d * 3 * h * h;
                kernels.Gemm(shape.Lanes, 2 * h, h, before, outputRow, 1, u, 3 * h, g, gateRow, g, gateRow);
                kernels.Gemm(shape.Lanes, h, h, before, outputRow, 1, u + 2 * h, 3 * h, candidateBias + d * 3 * h, 0, m, outputRow);
                for (int lane = 0; lane < shape.Lanes; lane++, g += gateRow, m += outputRow, before += outputRow, state += outputRow)
                {
                    kernels.Activate(Activation.Sigmoid, 2 * h, g, g);
                    Rows<T>.AddProduct(h, g, m, g + 2 * h);
                    kernels.Activate(Activation.Tanh, h, g + 2 * h, g + 2 * h);
                    for (int j = 0; j < h; j++)
                    {
                        T n = g[2 * h + j];
                        state[j] = g[h + j] * (before[j] - n) + n;
                    }
                }
            }
        }
    }

    /// <summary>Gates and memory become the adjoints of the projections and of the candidate's recurrent part; the output's adjoint is overwritten.</summary>
    public static void Backward(Arithmetic<T> kernels, GruShape shape, T* gates, T* memory, T* output, T* outputAdjoint, T* transposed, T* initial, T* carry)
    {
        int h = shape.Hidden, gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        Rows<T>.Clear((long)shape.Lanes * outputRow, carry);
        for (int step = shape.Steps - 1; step >= 0; step--)
        {
            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = (nint)(d == 0 ? step : shape.Steps - 1 - step) * shape.Lanes;
                T* before = step == 0 ? initial + d * h : output + (first + (d == 0 ? -shape.Lanes : shape.Lanes)) * outputRow + d * h;
                T* g = gates + first * gateRow + d * 3 * h;
                T* m = memory + first * outputRow + d * h;
                T* dy = outputAdjoint + first * outputRow + d * h;
                T* back = carry + d * h;
                for (int lane = 0; lane < shape.Lanes; lane++)
                {
                    Cell(h, g + lane * gateRow, m + lane * outputRow, before + lane * outputRow, dy + lane * outputRow, back + lane * outputRow);
                }

                T* u = transposed + (nint)d * 3 * h * h;
                kernels.Gemm(shape.Lanes, h, 2 * h, g, gateRow, 1, u, h, back, outputRow, back, outputRow);
                kernels.Gemm(shape.Lanes, h, h, m, outputRow, 1, u + 2 * h * h, h, back, outputRow, back, outputRow);
            }
        }
    }

    private static void Cell(int h, T* g, T* m, T* before, T* dy, T* back)
    {
        for (int j = 0; j < h; j++)
        {
            T r = g[j], z = g[h + j], n = g[2 * h + j];
            T adjoint = dy[j] + back[j];
            T candidate = adjoint * (T.One - z) * (T.One - n * n);
            g[j] = candidate * m[j] * r * (T.One - r);
            g[h + j] = adjoint * (before[j] - n) * z * (T.One - z);
            g[2 * h + j] = candidate;
            m[j] = candidate * r;
            back[j] = adjoint * z;
        }
    }
}
