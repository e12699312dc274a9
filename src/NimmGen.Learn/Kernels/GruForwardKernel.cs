using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// The recurrence of a gated recurrent unit (Cho et al. 2014, in the form of cuDNN and PyTorch):
/// r = s(a_r + U_r h), z = s(a_z + U_z h), m = U_n h + b_n, n = tanh(a_n + r m), h' = n + z (h - n),
/// where a holds the input projections with the other biases.
/// Both directions advance in the same loop: their steps are independent, so that one hides the latency of the other.
/// </summary>
internal static unsafe class GruForwardKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>
    /// gates [row, direction, 3 hidden] holds a on entry and r, z, n on return; memory [row, direction, hidden] receives m;
    /// output [row, direction x hidden] the states. weights [direction, hidden, 3 hidden]; bias of direction d at
    /// bias + d biasStride [hidden]; initial [lane, direction x hidden]. Only steps from (inclusive) to (exclusive) are taken, of each direction its own:
    /// the second goes from the last time to the first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        GruShape shape, int from, int to, float* gates, float* memory, float* output, float* weights, float* bias, nint biasStride, float* initial)
    {
        int hidden = shape.Hidden, lanes = shape.Lanes;
        nint gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        for (var step = from; step < to; step++)
        {
            // All sums before all gates: the gates' long chains of the directions and lanes then overlap.
            for (var direction = 0; direction < shape.Directions; direction++)
            {
                nint first = (nint)(direction == 0 ? step : shape.Steps - 1 - step) * lanes;
                var offset = (first * outputRow) + (direction * hidden);
                var before = Before(step, direction, shape, output + offset, initial);
                var g = gates + (first * gateRow) + (direction * 3 * hidden);
                var u = weights + (direction * 3 * hidden * hidden);
                var b = bias + (direction * biasStride);
                var lane = 0;
                for (; lane + 4 <= lanes; lane += 4)
                {
                    Four(hidden, u, b, g + (lane * gateRow), gateRow, memory + offset + (lane * outputRow), before + (lane * outputRow), outputRow);
                }

                for (; lane < lanes; lane++)
                {
                    One(hidden, u, b, g + (lane * gateRow), memory + offset + (lane * outputRow), before + (lane * outputRow));
                }
            }

            for (var direction = 0; direction < shape.Directions; direction++)
            {
                nint first = (nint)(direction == 0 ? step : shape.Steps - 1 - step) * lanes;
                var offset = (first * outputRow) + (direction * hidden);
                var h = output + offset;
                var m = memory + offset;
                var before = Before(step, direction, shape, h, initial);
                var g = gates + (first * gateRow) + (direction * 3 * hidden);
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

    /// <summary>Where the state before a step is: the initial state, or the row of the time before (after, going back).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Before(int step, int direction, GruShape shape, float* h, float* initial) =>
        step == 0 ? initial + (direction * shape.Hidden) : h + ((nint)(direction == 0 ? -shape.Lanes : shape.Lanes) * shape.OutputWidth);

    /// <summary>One step of four lanes: twelve sums, one vector of hidden units at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(int hidden, float* u, float* bias, float* g, nint gateRow, float* m, float* before, nint outputRow)
    {
        nint row = 3 * hidden;
        float* g1 = g + gateRow, g2 = g1 + gateRow, g3 = g2 + gateRow;
        float* h1 = before + outputRow, h2 = h1 + outputRow, h3 = h2 + outputRow;
        for (var j = 0; j < hidden; j += TSimd.Width)
        {
            TVector r0 = TSimd.Load(g + j), r1 = TSimd.Load(g1 + j), r2 = TSimd.Load(g2 + j), r3 = TSimd.Load(g3 + j);
            TVector z0 = TSimd.Load(g + hidden + j), z1 = TSimd.Load(g1 + hidden + j);
            TVector z2 = TSimd.Load(g2 + hidden + j), z3 = TSimd.Load(g3 + hidden + j);
            var m0 = TSimd.Load(bias + j);
            TVector m1 = m0, m2 = m0, m3 = m0;
            var w = u + j;
            for (nint k = 0; k < hidden; k++)
            {
                TVector wr = TSimd.Load(w), wz = TSimd.Load(w + hidden), wn = TSimd.Load(w + (2 * hidden));
                var s = TSimd.Broadcast(before[k]);
                r0 = TSimd.MultiplyAdd(s, wr, r0);
                z0 = TSimd.MultiplyAdd(s, wz, z0);
                m0 = TSimd.MultiplyAdd(s, wn, m0);
                s = TSimd.Broadcast(h1[k]);
                r1 = TSimd.MultiplyAdd(s, wr, r1);
                z1 = TSimd.MultiplyAdd(s, wz, z1);
                m1 = TSimd.MultiplyAdd(s, wn, m1);
                s = TSimd.Broadcast(h2[k]);
                r2 = TSimd.MultiplyAdd(s, wr, r2);
                z2 = TSimd.MultiplyAdd(s, wz, z2);
                m2 = TSimd.MultiplyAdd(s, wn, m2);
                s = TSimd.Broadcast(h3[k]);
                r3 = TSimd.MultiplyAdd(s, wr, r3);
                z3 = TSimd.MultiplyAdd(s, wz, z3);
                m3 = TSimd.MultiplyAdd(s, wn, m3);
                w += row;
            }

            TSimd.Store(g + j, r0);
            TSimd.Store(g + hidden + j, z0);
            TSimd.Store(m + j, m0);
            TSimd.Store(g1 + j, r1);
            TSimd.Store(g1 + hidden + j, z1);
            TSimd.Store(m + outputRow + j, m1);
            TSimd.Store(g2 + j, r2);
            TSimd.Store(g2 + hidden + j, z2);
            TSimd.Store(m + (2 * outputRow) + j, m2);
            TSimd.Store(g3 + j, r3);
            TSimd.Store(g3 + hidden + j, z3);
            TSimd.Store(m + (3 * outputRow) + j, m3);
        }
    }

    /// <summary>One step of one lane: even and odd terms go to sums of their own, which hides the latency of the multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(int hidden, float* u, float* bias, float* g, float* m, float* before)
    {
        var j = 0;
        for (; j + (2 * TSimd.Width) <= hidden; j += 2 * TSimd.Width)
        {
            GemmNarrowBlocks<TVector, TSimd>.Block1x6(
                hidden, before, u + j, hidden, 3 * hidden, g + j, g + hidden + j, bias + j, g + j, g + hidden + j, m + j);
        }

        for (; j < hidden; j += TSimd.Width)
        {
            GemmNarrowBlocks<TVector, TSimd>.Block1x1(hidden, before, 0, 1, u + j, 3 * hidden, g + j, 0, g + j, 0);
            GemmNarrowBlocks<TVector, TSimd>.Block1x1(hidden, before, 0, 1, u + hidden + j, 3 * hidden, g + hidden + j, 0, g + hidden + j, 0);
            GemmNarrowBlocks<TVector, TSimd>.Block1x1(hidden, before, 0, 1, u + (2 * hidden) + j, 3 * hidden, bias + j, 0, m + j, 0);
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
}
