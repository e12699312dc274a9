using System.Numerics;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>The recurrence of long short-term memory, one product a step and direction: for any width and either precision.</summary>
internal static unsafe class LstmSteps<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="LstmKernel{TVector, TSimd}.Forward"/>
    public static void Forward(Arithmetic<T> kernels, LstmShape shape, T* gates, T* cells, T* output, T* weights, T* zero)
    {
        int h = shape.Hidden, gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        for (int step = 0; step < shape.Steps; step++)
        {
            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = shape.FirstRow(step, d), at = first * outputRow + d * h, back = shape.ToBefore(d) * outputRow;
                T* g = gates + first * gateRow + d * 4 * h;
                T* cell = cells + at;
                T* state = output + at;
                T* cellBefore = step == 0 ? zero + d * h : cell + back;
                T* before = step == 0 ? zero + d * h : state + back;
                kernels.Gemm(shape.Lanes, 4 * h, h, before, outputRow, 1, weights + (nint)d * 4 * h * h, 4 * h, g, gateRow, g, gateRow);
                for (int lane = 0; lane < shape.Lanes; lane++, g += gateRow, cell += outputRow, cellBefore += outputRow, state += outputRow)
                {
                    kernels.Activate(Activation.Sigmoid, 2 * h, g, g);
                    kernels.Activate(Activation.Tanh, h, g + 2 * h, g + 2 * h);
                    kernels.Activate(Activation.Sigmoid, h, g + 3 * h, g + 3 * h);
                    for (int j = 0; j < h; j++)
                    {
                        cell[j] = g[h + j] * cellBefore[j] + g[j] * g[2 * h + j];
                    }

                    kernels.Activate(Activation.Tanh, h, cell, state);
                    for (int j = 0; j < h; j++)
                    {
                        state[j] *= g[3 * h + j];
                    }
                }
            }
        }
    }

    /// <inheritdoc cref="LstmKernel{TVector, TSimd}.Backward"/>
    public static void Backward(Arithmetic<T> kernels, LstmShape shape, T* gates, T* cells, T* outputAdjoint, T* transposed, T* zero, T* back, T* cellBack)
    {
        int h = shape.Hidden, gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        Rows<T>.Clear((long)shape.Lanes * outputRow, back);
        Rows<T>.Clear((long)shape.Lanes * outputRow, cellBack);
        for (int step = shape.Steps - 1; step >= 0; step--)
        {
            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = shape.FirstRow(step, d), at = first * outputRow + d * h;
                T* g = gates + first * gateRow + d * 4 * h;
                T* cellBefore = step == 0 ? zero + d * h : cells + at + shape.ToBefore(d) * outputRow;
                for (int lane = 0; lane < shape.Lanes; lane++)
                {
                    nint row = (nint)lane * outputRow;
                    Cell(h, g + (nint)lane * gateRow, cells + at + row, cellBefore + row, outputAdjoint + at + row, back + d * h + row, cellBack + d * h + row);
                }

                kernels.Gemm(shape.Lanes, h, 4 * h, g, gateRow, 1, transposed + (nint)d * 4 * h * h, h, null, 0, back + d * h, outputRow);
            }
        }
    }

    // The gates become the adjoints of their arguments.
    private static void Cell(int h, T* g, T* cell, T* cellBefore, T* dy, T* back, T* cellBack)
    {
        for (int j = 0; j < h; j++)
        {
            T i = g[j], f = g[h + j], c = g[2 * h + j], o = g[3 * h + j];
            T tanh = T.Tanh(cell[j]), adjoint = dy[j] + back[j];
            T inner = adjoint * o * (T.One - tanh * tanh) + cellBack[j];
            g[j] = inner * c * i * (T.One - i);
            g[h + j] = inner * cellBefore[j] * f * (T.One - f);
            g[2 * h + j] = inner * i * (T.One - c * c);
            g[3 * h + j] = adjoint * tanh * o * (T.One - o);
            cellBack[j] = inner * f;
        }
    }
}
