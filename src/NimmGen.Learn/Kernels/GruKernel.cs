using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// The recurrence of a gated recurrent unit (Cho et al. 2014, in the form of cuDNN and PyTorch):
/// r = s(a_r + U_r h), z = s(a_z + U_z h), m = U_n h + b_n, n = tanh(a_n + r m), h' = n + z (h - n),
/// where a holds the input projections with the other biases. Both directions advance in the same loop: their steps are
/// independent, so that one hides the latency of the other.
/// </summary>
internal static unsafe class GruKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>
    /// gates [row, direction, 3 hidden] holds a on entry and r, z, n on return; memory [row, direction, hidden] receives m;
    /// output [row, direction x hidden] the states. weights [direction, hidden, 3 hidden]; bias of direction d at
    /// bias + d biasStride [hidden]; initial [lane, direction x hidden].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        GruShape shape, float* gates, float* memory, float* output, float* weights, float* bias, nint biasStride, float* initial)
    {
        int hidden = shape.Hidden, lanes = shape.Lanes;
        nint gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        for (var step = 0; step < shape.Steps; step++)
        {
            for (var direction = 0; direction < shape.Directions; direction++)
            {
                var time = direction == 0 ? step : shape.Steps - 1 - step;
                nint first = (nint)time * lanes;
                var g = gates + (first * gateRow) + (direction * 3 * hidden);
                var m = memory + (first * outputRow) + (direction * hidden);
                var h = output + (first * outputRow) + (direction * hidden);
                var before = step == 0
                    ? initial + (direction * hidden)
                    : h + ((direction == 0 ? -lanes : lanes) * outputRow);
                var u = weights + (direction * 3 * hidden * hidden);
                Gemm<TVector, TSimd>.Run(lanes, 2 * hidden, hidden, before, outputRow, 1, u, 3 * hidden, g, gateRow, g, gateRow);
                Gemm<TVector, TSimd>.Run(
                    lanes, hidden, hidden, before, outputRow, 1, u + (2 * hidden), 3 * hidden, bias + (direction * biasStride), 0, m, outputRow);
                for (var lane = 0; lane < lanes; lane++)
                {
                    Gates(hidden, g, m, before, h);
                    g += gateRow;
                    m += outputRow;
                    before += outputRow;
                    h += outputRow;
                }
            }
        }
    }

    /// <summary>
    /// On entry gates, memory and output are those of <see cref="Forward"/> and outputAdjoint [row, direction x hidden] is the
    /// adjoint of output. On return gates holds the adjoint of a, memory that of m, and carry [lane, direction x hidden] that
    /// of the initial state. transposed [direction, 3 hidden, hidden].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        GruShape shape, float* gates, float* memory, float* output, float* outputAdjoint, float* transposed, float* initial, float* carry)
    {
        int hidden = shape.Hidden, lanes = shape.Lanes;
        nint gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        new Span<float>(carry, lanes * shape.OutputWidth).Clear();
        for (var step = shape.Steps - 1; step >= 0; step--)
        {
            for (var direction = 0; direction < shape.Directions; direction++)
            {
                var time = direction == 0 ? step : shape.Steps - 1 - step;
                nint first = (nint)time * lanes;
                var gate = gates + (first * gateRow) + (direction * 3 * hidden);
                var offset = (first * outputRow) + (direction * hidden);
                var before = step == 0
                    ? initial + (direction * hidden)
                    : output + offset + ((direction == 0 ? -lanes : lanes) * outputRow);
                var d = carry + (direction * hidden);
                for (var lane = 0; lane < lanes; lane++)
                {
                    var row = lane * outputRow;
                    GateAdjoints(
                        hidden, gate + (lane * gateRow), memory + offset + row, before + row, outputAdjoint + offset + row, d + row);
                }

                var u = transposed + (direction * 3 * hidden * hidden);
                Gemm<TVector, TSimd>.Run(lanes, hidden, 2 * hidden, gate, gateRow, 1, u, hidden, d, outputRow, d, outputRow);
                Gemm<TVector, TSimd>.Run(
                    lanes, hidden, hidden, memory + offset, outputRow, 1, u + (2 * hidden * hidden), hidden, d, outputRow, d, outputRow);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gates(int hidden, float* gate, float* memory, float* before, float* after)
    {
        for (var j = 0; j < hidden; j += TSimd.Width)
        {
            var r = Elementary<TVector, TSimd>.Sigmoid(TSimd.Load(gate + j));
            var z = Elementary<TVector, TSimd>.Sigmoid(TSimd.Load(gate + hidden + j));
            var n = Elementary<TVector, TSimd>.Tanh(
                TSimd.MultiplyAdd(r, TSimd.Load(memory + j), TSimd.Load(gate + (2 * hidden) + j)));
            TSimd.Store(gate + j, r);
            TSimd.Store(gate + hidden + j, z);
            TSimd.Store(gate + (2 * hidden) + j, n);
            TSimd.Store(after + j, TSimd.MultiplyAdd(z, TSimd.Subtract(TSimd.Load(before + j), n), n));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GateAdjoints(int hidden, float* gate, float* memory, float* before, float* adjoint, float* carry)
    {
        var one = TSimd.Broadcast(1f);
        for (var j = 0; j < hidden; j += TSimd.Width)
        {
            var r = TSimd.Load(gate + j);
            var z = TSimd.Load(gate + hidden + j);
            var n = TSimd.Load(gate + (2 * hidden) + j);
            var dh = TSimd.Add(TSimd.Load(adjoint + j), TSimd.Load(carry + j));
            var dhz = TSimd.Multiply(dh, z);
            // d a_n = dh (1 - z) (1 - n^2)
            var dn = TSimd.Subtract(dh, dhz);
            dn = TSimd.Multiply(dn, TSimd.Subtract(one, TSimd.Multiply(n, n)));
            var dm = TSimd.Multiply(dn, r);
            // d a_r = d a_n m r (1 - r), d a_z = dh (h - n) z (1 - z)
            var dr = TSimd.Multiply(TSimd.Multiply(dm, TSimd.Load(memory + j)), TSimd.Subtract(one, r));
            var dz = TSimd.Multiply(dhz, TSimd.Subtract(TSimd.Load(before + j), n));
            dz = TSimd.Multiply(dz, TSimd.Subtract(one, z));
            TSimd.Store(gate + j, dr);
            TSimd.Store(gate + hidden + j, dz);
            TSimd.Store(gate + (2 * hidden) + j, dn);
            TSimd.Store(memory + j, dm);
            TSimd.Store(carry + j, dhz);
        }
    }
}
