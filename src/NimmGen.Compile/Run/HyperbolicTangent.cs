using System.Runtime.CompilerServices;

namespace NimmGen.Compile;

/// <summary>
/// tanh of many numbers, in place, relative error below 1e-15: closures have several in every sub-step, and together they leave the processor
/// no gaps. With y = 2x = n ln 2 + r and R = r (e^r + 1) / (e^r - 1), which is even in r and close to 2, e^r is (R + r) / (R - r), and so
/// tanh x = ((2^n - 1) R + (2^n + 1) r) / ((2^n + 1) R + (2^n - 1) r): one division, exact where x is small, exactly plus or minus one where
/// it saturates. R by the polynomial in r^2 of FreeBSD's msun (e_exp.c, Sun Microsystems 1993; error below 2^-59).
/// </summary>
internal static unsafe class HyperbolicTangent<TVector, TDoubles>
    where TVector : struct
    where TDoubles : struct, IDoubles<TVector>
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Beyond, tanh(y / 2) is one in double.
    private const double Largest = 42;

    // 1.5 2^52 rounds to an integer when added; 1023 more leaves the biased exponent in the low bits.
    private const double Rounder = 6755399441055744.0 + 1023;
    private const double P1 = 1.66666666666666019037e-01;
    private const double P2 = -2.77777777770155933842e-03;
    private const double P3 = 6.61375632143793436117e-05;
    private const double P4 = -1.65339022054652515390e-06;
    private const double P5 = 4.13813679705723846039e-08;

    /// <param name="x">Vectors one after the other; overwritten.</param>
    /// <param name="count">Vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* x, long count)
    {
        for (long i = 0; i < count; i++, x += TDoubles.Width)
        {
            TVector y = TDoubles.Load(x);
            y = TDoubles.Clamp(-Largest, Largest, TDoubles.Add(y, y));
            TVector biased = TDoubles.MultiplyAdd(y, TDoubles.Broadcast(Log2E), TDoubles.Broadcast(Rounder));
            TVector n = TDoubles.Subtract(biased, TDoubles.Broadcast(Rounder));
            TVector r = TDoubles.MultiplyAdd(n, TDoubles.Broadcast(-Ln2High), y);
            r = TDoubles.MultiplyAdd(n, TDoubles.Broadcast(-Ln2Low), r);
            TVector t = TDoubles.Multiply(r, r);
            TVector high = TDoubles.MultiplyAdd(t, TDoubles.MultiplyAdd(t, TDoubles.Broadcast(P5), TDoubles.Broadcast(P4)), TDoubles.Broadcast(P3));
            TVector low = TDoubles.MultiplyAdd(t, TDoubles.Broadcast(P2), TDoubles.Broadcast(P1));
            TVector ratio = TDoubles.MultiplyAdd(t, TDoubles.MultiplyAdd(TDoubles.Multiply(t, t), high, low), TDoubles.Broadcast(2));
            TVector scale = TDoubles.Exponent(biased);
            TVector less = TDoubles.Subtract(scale, TDoubles.Broadcast(1)), more = TDoubles.Add(scale, TDoubles.Broadcast(1));
            TDoubles.Store(x, TDoubles.Divide(
                TDoubles.MultiplyAdd(less, ratio, TDoubles.Multiply(more, r)), TDoubles.MultiplyAdd(more, ratio, TDoubles.Multiply(less, r))));
        }
    }
}
