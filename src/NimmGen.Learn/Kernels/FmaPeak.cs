using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NimmGen.Learn.Kernels;

/// <summary>What one core can do at most: float multiply-adds in registers, in the widest vectors it accelerates.</summary>
public static class FmaPeak
{
    /// <summary>GFLOP/s (a multiply-add counts two), the best of several runs of a few milliseconds, about 50 ms in all.</summary>
    public static double Measure(TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        Run(1000);
        const int iterations = 200_000;
        var best = double.PositiveInfinity;
        var start = clock.GetTimestamp();
        do
        {
            var before = clock.GetTimestamp();
            Run(iterations);
            best = Math.Min(best, clock.GetElapsedTime(before).TotalSeconds);
        }
        while (clock.GetElapsedTime(start).TotalMilliseconds < 50);
        var width = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 1;
        return 2.0 * 12 * width * iterations / best / 1e9;
    }

    private static void Run(int iterations)
    {
        var sum = Vector512.IsHardwareAccelerated ? Chains<Vector512<float>, Simd512>(iterations)
            : Vector256.IsHardwareAccelerated ? Chains<Vector256<float>, Simd256>(iterations)
            : Chains<float, SimdScalar>(iterations);
        if (float.IsNaN(sum))
        {
            throw new UnreachableException("The sums converge to 1.");
        }
    }

    /// <summary>Twelve independent chains: latency 4 at two a cycle needs at least eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains<TVector, TSimd>(int iterations)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        var a = TSimd.Broadcast(0.5f);
        var b = TSimd.Broadcast(0.5f);
        TVector c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b, c10 = b, c11 = b;
        for (var i = 0; i < iterations; i++)
        {
            c0 = TSimd.MultiplyAdd(a, c0, b);
            c1 = TSimd.MultiplyAdd(a, c1, b);
            c2 = TSimd.MultiplyAdd(a, c2, b);
            c3 = TSimd.MultiplyAdd(a, c3, b);
            c4 = TSimd.MultiplyAdd(a, c4, b);
            c5 = TSimd.MultiplyAdd(a, c5, b);
            c6 = TSimd.MultiplyAdd(a, c6, b);
            c7 = TSimd.MultiplyAdd(a, c7, b);
            c8 = TSimd.MultiplyAdd(a, c8, b);
            c9 = TSimd.MultiplyAdd(a, c9, b);
            c10 = TSimd.MultiplyAdd(a, c10, b);
            c11 = TSimd.MultiplyAdd(a, c11, b);
        }

        var sum = TSimd.Add(TSimd.Add(TSimd.Add(c0, c1), TSimd.Add(c2, c3)), TSimd.Add(TSimd.Add(c4, c5), TSimd.Add(c6, c7)));
        return TSimd.Sum(TSimd.Add(sum, TSimd.Add(TSimd.Add(c8, c9), TSimd.Add(c10, c11))));
    }
}
