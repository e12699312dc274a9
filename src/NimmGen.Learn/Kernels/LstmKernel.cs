using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// The recurrence of long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000, in PyTorch's form):
/// i, f, o = s(a + U h), g = tanh(a + U h), c' = f c + i g, h' = o tanh c', where a holds the input projections with both biases, and its
/// adjoint. Both directions advance in the same loop: all sums before all gates, so that the gates' long chains overlap.
/// </summary>
internal static unsafe class LstmKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>
    /// gates [row, direction, 4 hidden] holds a on entry and i, f, g, o on return; cells and output [row, direction x hidden] receive c and h.
    /// weights [direction, hidden, 4 hidden]; zero [lane, direction x hidden] is the state before the first step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(LstmShape shape, float* gates, float* cells, float* output, float* weights, float* zero)
    {
        int hidden = shape.Hidden;
        nint gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        for (int step = 0; step < shape.Steps; step++)
        {
            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = shape.FirstRow(step, d);
                float* g = gates + (first * gateRow) + (d * 4 * hidden);
                float* before = (step == 0 ? zero : output + ((first + shape.ToBefore(d)) * outputRow)) + (d * hidden);
                Gemm<TVector, TSimd>.Run(
                    shape.Lanes, 4 * hidden, hidden, before, outputRow, 1, weights + ((nint)d * 4 * hidden * hidden), 4 * hidden, g, gateRow, g, gateRow);
            }

            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = shape.FirstRow(step, d), at = (first * outputRow) + (d * hidden);
                float* g = gates + (first * gateRow) + (d * 4 * hidden);
                float* before = step == 0 ? zero + (d * hidden) : cells + at + (shape.ToBefore(d) * outputRow);
                for (int lane = 0; lane < shape.Lanes; lane++)
                {
                    nint row = lane * outputRow;
                    Gates(hidden, g + (lane * gateRow), before + row, cells + at + row, output + at + row);
                }
            }
        }
    }

    /// <summary>
    /// On entry gates, cells and output are those of <see cref="Forward"/> and outputAdjoint that of output. On return gates holds the adjoint of a; back and
    /// cellBack [lane, direction x hidden] are work space. transposed [direction, 4 hidden, hidden].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(LstmShape shape, float* gates, float* cells, float* outputAdjoint, float* transposed, float* zero, float* back, float* cellBack)
    {
        int hidden = shape.Hidden;
        nint gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        new Span<float>(back, shape.Lanes * shape.OutputWidth).Clear();
        new Span<float>(cellBack, shape.Lanes * shape.OutputWidth).Clear();
        for (int step = shape.Steps - 1; step >= 0; step--)
        {
            for (int d = 0; d < shape.Directions; d++)
            {
                nint first = shape.FirstRow(step, d), at = (first * outputRow) + (d * hidden);
                float* g = gates + (first * gateRow) + (d * 4 * hidden);
                float* before = step == 0 ? zero + (d * hidden) : cells + at + (shape.ToBefore(d) * outputRow);
                for (int lane = 0; lane < shape.Lanes; lane++)
                {
                    nint row = lane * outputRow, state = row + (d * hidden);
                    GateAdjoints(hidden, g + (lane * gateRow), cells + at + row, before + row, outputAdjoint + at + row, back + state, cellBack + state);
                }
            }

            for (int d = 0; d < shape.Directions; d++)
            {
                float* g = gates + (shape.FirstRow(step, d) * gateRow) + (d * 4 * hidden);
                Gemm<TVector, TSimd>.Run(
                    shape.Lanes, hidden, 4 * hidden, g, gateRow, 1, transposed + ((nint)d * 4 * hidden * hidden), hidden, null, 0, back + (d * hidden), outputRow);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gates(int hidden, float* gate, float* before, float* cell, float* output)
    {
        for (int j = 0; j < hidden; j += TSimd.Width)
        {
            TVector i = Elementary<TVector, TSimd>.Sigmoid(TSimd.Load(gate + j));
            TVector f = Elementary<TVector, TSimd>.Sigmoid(TSimd.Load(gate + hidden + j));
            TVector g = Elementary<TVector, TSimd>.Tanh(TSimd.Load(gate + (2 * hidden) + j));
            TVector o = Elementary<TVector, TSimd>.Sigmoid(TSimd.Load(gate + (3 * hidden) + j));
            TVector c = TSimd.MultiplyAdd(f, TSimd.Load(before + j), TSimd.Multiply(i, g));
            TSimd.Store(gate + j, i);
            TSimd.Store(gate + hidden + j, f);
            TSimd.Store(gate + (2 * hidden) + j, g);
            TSimd.Store(gate + (3 * hidden) + j, o);
            TSimd.Store(cell + j, c);
            TSimd.Store(output + j, TSimd.Multiply(o, Elementary<TVector, TSimd>.Tanh(c)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GateAdjoints(int hidden, float* gate, float* cell, float* before, float* adjoint, float* back, float* cellBack)
    {
        TVector one = TSimd.Broadcast(1f);
        for (int j = 0; j < hidden; j += TSimd.Width)
        {
            TVector i = TSimd.Load(gate + j), f = TSimd.Load(gate + hidden + j), g = TSimd.Load(gate + (2 * hidden) + j), o = TSimd.Load(gate + (3 * hidden) + j);
            TVector tanh = Elementary<TVector, TSimd>.Tanh(TSimd.Load(cell + j));
            TVector dh = TSimd.Add(TSimd.Load(adjoint + j), TSimd.Load(back + j));
            TVector dho = TSimd.Multiply(dh, o);
            // d c = dh o (1 - tanh^2 c) and what came from the step after.
            TVector dc = TSimd.MultiplyAdd(dho, TSimd.Subtract(one, TSimd.Multiply(tanh, tanh)), TSimd.Load(cellBack + j));
            TVector dci = TSimd.Multiply(dc, i), dcf = TSimd.Multiply(dc, f);
            TSimd.Store(gate + j, TSimd.Multiply(TSimd.Multiply(dci, g), TSimd.Subtract(one, i)));
            TSimd.Store(gate + hidden + j, TSimd.Multiply(TSimd.Multiply(dcf, TSimd.Load(before + j)), TSimd.Subtract(one, f)));
            TSimd.Store(gate + (2 * hidden) + j, TSimd.Multiply(dci, TSimd.Subtract(one, TSimd.Multiply(g, g))));
            TSimd.Store(gate + (3 * hidden) + j, TSimd.Multiply(TSimd.Multiply(dho, tanh), TSimd.Subtract(one, o)));
            TSimd.Store(cellBack + j, dcf);
        }
    }
}
