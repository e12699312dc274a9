using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// exp, sigmoid and tanh in float lanes, relative error below 3e-7. Argument reduction by n ln 2 (two constants, the first
/// exact in 9 bits so that n times it is exact without a fused multiply-add; Cody and Waite 1980), then a polynomial for
/// expm1(r) on |r| &lt;= ln 2 / 2 interpolated at Chebyshev nodes (relative error 2.5e-8).
/// </summary>
internal static class Elementary<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // e^r = 1 + r + C2 r^2 + ... + C6 r^6.
    private const float C2 = 0.5f;
    private const float C3 = 0.16666577f;
    private const float C4 = 0.041666554f;
    private const float C5 = 0.008363203f;
    private const float C6 = 0.0013926213f;

    // 1.5 2^23 rounds to an integer when added; 127 more leaves the biased exponent in the low bits.
    private const float Rounder = 12582912f + 127f;

    /// <summary>e^x; x below -87 counts as -87, above 88 as 88. NaN stays NaN (the processor's minimum returns its second operand then).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        x = TSimd.Min(TSimd.Broadcast(88f), TSimd.Max(TSimd.Broadcast(-87f), x));
        var scale = Reduce(x, out var p);
        return TSimd.MultiplyAdd(scale, p, scale);
    }

    /// <summary>1 / (1 + e^-x), x clamped to +-87; one multiply-add makes the denominator, since e^-x alone is not needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        var one = TSimd.Broadcast(1f);
        x = TSimd.Min(TSimd.Broadcast(87f), TSimd.Max(TSimd.Broadcast(-87f), x));
        var biased = TSimd.MultiplyAdd(x, TSimd.Broadcast(-Log2E), TSimd.Broadcast(Rounder));
        var n = TSimd.Subtract(biased, TSimd.Broadcast(Rounder));
        // r here is minus the reduced argument of e^-x.
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(Ln2Low), r);
        var square = TSimd.Multiply(r, r);
        var low = TSimd.MultiplyAdd(r, TSimd.Broadcast(-C3), TSimd.Broadcast(C2));
        var high = TSimd.MultiplyAdd(r, TSimd.Broadcast(-C5), TSimd.Broadcast(C4));
        high = TSimd.MultiplyAdd(square, TSimd.Broadcast(C6), high);
        var power = TSimd.MultiplyAdd(square, TSimd.MultiplyAdd(square, high, low), TSimd.Subtract(one, r));
        return TSimd.Quotient(one, TSimd.MultiplyAdd(TSimd.Exponent(biased), power, one));
    }

    /// <summary>
    /// tanh x = E / (E + 2) with E = expm1(2x), which keeps the relative error near zero and is exactly plus or minus one
    /// beyond |x| = 9: a remainder of 1e-7 would become full AdamW steps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        var y = TSimd.Add(x, x);
        y = TSimd.Min(TSimd.Broadcast(60f), TSimd.Max(TSimd.Broadcast(-40f), y));
        var scale = Reduce(y, out var p);
        var e = TSimd.MultiplyAdd(scale, p, TSimd.Subtract(scale, TSimd.Broadcast(1f)));
        return TSimd.Quotient(e, TSimd.Add(e, TSimd.Broadcast(2f)));
    }

    /// <summary>2^n as result, expm1(x - n ln 2) in <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce(TVector x, out TVector p)
    {
        var biased = TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), TSimd.Broadcast(Rounder));
        var n = TSimd.Subtract(biased, TSimd.Broadcast(Rounder));
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        // Estrin's form: the recurrent step waits for this chain, so a short one matters more than a multiplication.
        var square = TSimd.Multiply(r, r);
        var low = TSimd.MultiplyAdd(r, TSimd.Broadcast(C3), TSimd.Broadcast(C2));
        var high = TSimd.MultiplyAdd(r, TSimd.Broadcast(C5), TSimd.Broadcast(C4));
        high = TSimd.MultiplyAdd(square, TSimd.Broadcast(C6), high);
        p = TSimd.MultiplyAdd(square, TSimd.MultiplyAdd(square, high, low), r);
        return TSimd.Exponent(biased);
    }
}
