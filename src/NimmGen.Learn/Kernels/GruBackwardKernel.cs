using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// The adjoint of <see cref="GruForwardKernel{TVector, TSimd}"/>, one step back at a time, both directions in the same loop.
/// </summary>
internal static unsafe class GruBackwardKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <summary>
    /// On entry gates, memory and output are those of <see cref="GruForwardKernel{TVector, TSimd}.Forward"/> and outputAdjoint [row, direction x hidden] is the
    /// adjoint of output. On return gates holds the adjoint of a, memory that of m, and carry [lane, direction x hidden] that
    /// of the initial state. transposed [direction, 3 hidden, hidden]. Only steps from (inclusive) to (exclusive) are taken back; the last ones
    /// come first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        GruShape shape, int from, int to, float* gates, float* memory, float* output, float* outputAdjoint, float* transposed, float* initial, float* carry)
    {
        int hidden = shape.Hidden, lanes = shape.Lanes;
        nint gateRow = shape.GateWidth, outputRow = shape.OutputWidth;
        if (to == shape.Steps)
        {
            new Span<float>(carry, lanes * shape.OutputWidth).Clear();
        }

        for (var step = to - 1; step >= from; step--)
        {
            // All elementwise work before all products: the chains of the directions and lanes then overlap.
            for (var direction = 0; direction < shape.Directions; direction++)
            {
                nint first = (nint)(direction == 0 ? step : shape.Steps - 1 - step) * lanes;
                var offset = (first * outputRow) + (direction * hidden);
                var gate = gates + (first * gateRow) + (direction * 3 * hidden);
                var before = step == 0
                    ? initial + (direction * hidden)
                    : output + offset + ((direction == 0 ? -lanes : lanes) * outputRow);
                for (var lane = 0; lane < lanes; lane++)
                {
                    var row = lane * outputRow;
                    GateAdjoints(
                        hidden,
                        gate + (lane * gateRow),
                        memory + offset + row,
                        before + row,
                        outputAdjoint + offset + row,
                        carry + (direction * hidden) + row);
                }
            }

            for (var direction = 0; direction < shape.Directions; direction++)
            {
                nint first = (nint)(direction == 0 ? step : shape.Steps - 1 - step) * lanes;
                var gate = gates + (first * gateRow) + (direction * 3 * hidden);
                var dm = memory + (first * outputRow) + (direction * hidden);
                var d = carry + (direction * hidden);
                var u = transposed + (direction * 3 * hidden * hidden);
                var lane = 0;
                for (; lane + 4 <= lanes; lane += 4)
                {
                    Four(hidden, u, gate + (lane * gateRow), gateRow, dm + (lane * outputRow), d + (lane * outputRow), outputRow);
                }

                for (; lane < lanes; lane++)
                {
                    One(hidden, u, gate + (lane * gateRow), dm + (lane * outputRow), d + (lane * outputRow));
                }
            }
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

    /// <summary>carry += [dr, dz, dm] U' for four lanes; with many registers the three gates have sums of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(int hidden, float* u, float* g, nint gateRow, float* m, float* d, nint outputRow)
    {
        var j = 0;
        for (; j + (2 * TSimd.Width) <= hidden; j += 2 * TSimd.Width)
        {
            if (TSimd.HasManyRegisters)
            {
                Four2(hidden, u + j, g, gateRow, m, d + j, outputRow);
                continue;
            }

            // Two vectors of sums: every number that is broadcast then counts twice.
            GemmWideBlocks<TVector, TSimd>.Block4x2(2 * hidden, g, gateRow, 1, u + j, hidden, d + j, outputRow, d + j, outputRow);
            GemmWideBlocks<TVector, TSimd>.Block4x2(hidden, m, outputRow, 1, u + (2 * hidden * hidden) + j, hidden, d + j, outputRow, d + j, outputRow);
        }

        for (; j < hidden; j += TSimd.Width)
        {
            GemmNarrowBlocks<TVector, TSimd>.Block4x1(2 * hidden, g, gateRow, 1, u + j, hidden, d + j, outputRow, d + j, outputRow);
            GemmNarrowBlocks<TVector, TSimd>.Block4x1(hidden, m, outputRow, 1, u + (2 * hidden * hidden) + j, hidden, d + j, outputRow, d + j, outputRow);
        }
    }

    /// <summary>The same for one lane, with the sums also split over hidden units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(int hidden, float* u, float* g, float* m, float* d)
    {
        var j = 0;
        for (; j + (2 * TSimd.Width) <= hidden; j += 2 * TSimd.Width)
        {
            One2(hidden, u + j, g, m, d + j);
        }

        for (; j < hidden; j += TSimd.Width)
        {
            One1(hidden, u + j, g, m, d + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four2(int hidden, float* u, float* g, nint gateRow, float* m, float* d, nint outputRow)
    {
        float* g1 = g + gateRow, g2 = g1 + gateRow, g3 = g2 + gateRow;
        float* m1 = m + outputRow, m2 = m1 + outputRow, m3 = m2 + outputRow;
        float* d1 = d + outputRow, d2 = d1 + outputRow, d3 = d2 + outputRow;
        TVector r0a = TSimd.Load(d), r0b = TSimd.Load(d + TSimd.Width);
        TVector r1a = TSimd.Load(d1), r1b = TSimd.Load(d1 + TSimd.Width);
        TVector r2a = TSimd.Load(d2), r2b = TSimd.Load(d2 + TSimd.Width);
        TVector r3a = TSimd.Load(d3), r3b = TSimd.Load(d3 + TSimd.Width);
        var z0a = TSimd.Broadcast(0f);
        TVector z0b = z0a, z1a = z0a, z1b = z0a, z2a = z0a, z2b = z0a, z3a = z0a, z3b = z0a, n0a = z0a, n0b = z0a, n1a = z0a, n1b = z0a, n2a = z0a, n2b = z0a, n3a = z0a, n3b = z0a;
        float* ur = u, uz = u + (hidden * hidden), un = uz + (hidden * hidden);
        for (nint k = 0; k < hidden; k++)
        {
            TVector wa = TSimd.Load(ur), wb = TSimd.Load(ur + TSimd.Width);
            var s = TSimd.Broadcast(g[k]);
            r0a = TSimd.MultiplyAdd(s, wa, r0a);
            r0b = TSimd.MultiplyAdd(s, wb, r0b);
            s = TSimd.Broadcast(g1[k]);
            r1a = TSimd.MultiplyAdd(s, wa, r1a);
            r1b = TSimd.MultiplyAdd(s, wb, r1b);
            s = TSimd.Broadcast(g2[k]);
            r2a = TSimd.MultiplyAdd(s, wa, r2a);
            r2b = TSimd.MultiplyAdd(s, wb, r2b);
            s = TSimd.Broadcast(g3[k]);
            r3a = TSimd.MultiplyAdd(s, wa, r3a);
            r3b = TSimd.MultiplyAdd(s, wb, r3b);
            ur += hidden;
            wa = TSimd.Load(uz); wb = TSimd.Load(uz + TSimd.Width);
            s = TSimd.Broadcast(g[hidden + k]);
            z0a = TSimd.MultiplyAdd(s, wa, z0a);
            z0b = TSimd.MultiplyAdd(s, wb, z0b);
            s = TSimd.Broadcast(g1[hidden + k]);
            z1a = TSimd.MultiplyAdd(s, wa, z1a);
            z1b = TSimd.MultiplyAdd(s, wb, z1b);
            s = TSimd.Broadcast(g2[hidden + k]);
            z2a = TSimd.MultiplyAdd(s, wa, z2a);
            z2b = TSimd.MultiplyAdd(s, wb, z2b);
            s = TSimd.Broadcast(g3[hidden + k]);
            z3a = TSimd.MultiplyAdd(s, wa, z3a);
            z3b = TSimd.MultiplyAdd(s, wb, z3b);
            uz += hidden;
            wa = TSimd.Load(un); wb = TSimd.Load(un + TSimd.Width);
            s = TSimd.Broadcast(m[k]);
            n0a = TSimd.MultiplyAdd(s, wa, n0a);
            n0b = TSimd.MultiplyAdd(s, wb, n0b);
            s = TSimd.Broadcast(m1[k]);
            n1a = TSimd.MultiplyAdd(s, wa, n1a);
            n1b = TSimd.MultiplyAdd(s, wb, n1b);
            s = TSimd.Broadcast(m2[k]);
            n2a = TSimd.MultiplyAdd(s, wa, n2a);
            n2b = TSimd.MultiplyAdd(s, wb, n2b);
            s = TSimd.Broadcast(m3[k]);
            n3a = TSimd.MultiplyAdd(s, wa, n3a);
            n3b = TSimd.MultiplyAdd(s, wb, n3b);
            un += hidden;
        }

        TSimd.Store(d, TSimd.Add(r0a, TSimd.Add(z0a, n0a)));
        TSimd.Store(d + TSimd.Width, TSimd.Add(r0b, TSimd.Add(z0b, n0b)));
        TSimd.Store(d1, TSimd.Add(r1a, TSimd.Add(z1a, n1a)));
        TSimd.Store(d1 + TSimd.Width, TSimd.Add(r1b, TSimd.Add(z1b, n1b)));
        TSimd.Store(d2, TSimd.Add(r2a, TSimd.Add(z2a, n2a)));
        TSimd.Store(d2 + TSimd.Width, TSimd.Add(r2b, TSimd.Add(z2b, n2b)));
        TSimd.Store(d3, TSimd.Add(r3a, TSimd.Add(z3a, n3a)));
        TSimd.Store(d3 + TSimd.Width, TSimd.Add(r3b, TSimd.Add(z3b, n3b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One2(int hidden, float* u, float* g, float* m, float* d)
    {
        TVector r0a = TSimd.Load(d), r0b = TSimd.Load(d + TSimd.Width);
        var z0a = TSimd.Broadcast(0f);
        TVector z0b = z0a, n0a = z0a, n0b = z0a, r1a = z0a, r1b = z0a, z1a = z0a, z1b = z0a, n1a = z0a, n1b = z0a;
        float* ur = u, uz = u + (hidden * hidden), un = uz + (hidden * hidden);
        for (nint k = 0; k < hidden; k += 2)
        {
            var s = TSimd.Broadcast(g[k]);
            r0a = TSimd.MultiplyAdd(s, TSimd.Load(ur), r0a);
            r0b = TSimd.MultiplyAdd(s, TSimd.Load(ur + TSimd.Width), r0b);
            ur += hidden;
            s = TSimd.Broadcast(g[hidden + k]);
            z0a = TSimd.MultiplyAdd(s, TSimd.Load(uz), z0a);
            z0b = TSimd.MultiplyAdd(s, TSimd.Load(uz + TSimd.Width), z0b);
            uz += hidden;
            s = TSimd.Broadcast(m[k]);
            n0a = TSimd.MultiplyAdd(s, TSimd.Load(un), n0a);
            n0b = TSimd.MultiplyAdd(s, TSimd.Load(un + TSimd.Width), n0b);
            un += hidden;

            s = TSimd.Broadcast(g[k + 1]);
            r1a = TSimd.MultiplyAdd(s, TSimd.Load(ur), r1a);
            r1b = TSimd.MultiplyAdd(s, TSimd.Load(ur + TSimd.Width), r1b);
            ur += hidden;
            s = TSimd.Broadcast(g[hidden + k + 1]);
            z1a = TSimd.MultiplyAdd(s, TSimd.Load(uz), z1a);
            z1b = TSimd.MultiplyAdd(s, TSimd.Load(uz + TSimd.Width), z1b);
            uz += hidden;
            s = TSimd.Broadcast(m[k + 1]);
            n1a = TSimd.MultiplyAdd(s, TSimd.Load(un), n1a);
            n1b = TSimd.MultiplyAdd(s, TSimd.Load(un + TSimd.Width), n1b);
            un += hidden;
        }

        TSimd.Store(d, TSimd.Add(TSimd.Add(r0a, TSimd.Add(z0a, n0a)), TSimd.Add(r1a, TSimd.Add(z1a, n1a))));
        TSimd.Store(d + TSimd.Width, TSimd.Add(TSimd.Add(r0b, TSimd.Add(z0b, n0b)), TSimd.Add(r1b, TSimd.Add(z1b, n1b))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One1(int hidden, float* u, float* g, float* m, float* d)
    {
        TVector r0 = TSimd.Load(d);
        var z0 = TSimd.Broadcast(0f);
        TVector n0 = z0, r1 = z0, z1 = z0, n1 = z0, r2 = z0, z2 = z0, n2 = z0, r3 = z0, z3 = z0, n3 = z0;
        float* ur = u, uz = u + (hidden * hidden), un = uz + (hidden * hidden);
        for (nint k = 0; k < hidden; k += 4)
        {
            var s = TSimd.Broadcast(g[k]);
            r0 = TSimd.MultiplyAdd(s, TSimd.Load(ur), r0);
            ur += hidden;
            s = TSimd.Broadcast(g[hidden + k]);
            z0 = TSimd.MultiplyAdd(s, TSimd.Load(uz), z0);
            uz += hidden;
            s = TSimd.Broadcast(m[k]);
            n0 = TSimd.MultiplyAdd(s, TSimd.Load(un), n0);
            un += hidden;

            s = TSimd.Broadcast(g[k + 1]);
            r1 = TSimd.MultiplyAdd(s, TSimd.Load(ur), r1);
            ur += hidden;
            s = TSimd.Broadcast(g[hidden + k + 1]);
            z1 = TSimd.MultiplyAdd(s, TSimd.Load(uz), z1);
            uz += hidden;
            s = TSimd.Broadcast(m[k + 1]);
            n1 = TSimd.MultiplyAdd(s, TSimd.Load(un), n1);
            un += hidden;

            s = TSimd.Broadcast(g[k + 2]);
            r2 = TSimd.MultiplyAdd(s, TSimd.Load(ur), r2);
            ur += hidden;
            s = TSimd.Broadcast(g[hidden + k + 2]);
            z2 = TSimd.MultiplyAdd(s, TSimd.Load(uz), z2);
            uz += hidden;
            s = TSimd.Broadcast(m[k + 2]);
            n2 = TSimd.MultiplyAdd(s, TSimd.Load(un), n2);
            un += hidden;

            s = TSimd.Broadcast(g[k + 3]);
            r3 = TSimd.MultiplyAdd(s, TSimd.Load(ur), r3);
            ur += hidden;
            s = TSimd.Broadcast(g[hidden + k + 3]);
            z3 = TSimd.MultiplyAdd(s, TSimd.Load(uz), z3);
            uz += hidden;
            s = TSimd.Broadcast(m[k + 3]);
            n3 = TSimd.MultiplyAdd(s, TSimd.Load(un), n3);
            un += hidden;
        }

        TSimd.Store(d, TSimd.Add(TSimd.Add(TSimd.Add(r0, TSimd.Add(z0, n0)), TSimd.Add(r1, TSimd.Add(z1, n1))), TSimd.Add(TSimd.Add(r2, TSimd.Add(z2, n2)), TSimd.Add(r3, TSimd.Add(z3, n3)))));
    }
}
