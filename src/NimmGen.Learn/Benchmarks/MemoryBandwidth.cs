using System.Numerics;
using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Benchmarks;

/// <summary>What one core moves to and from memory at most: a = b + s c on arrays that no cache holds (McCalpin 1995, STREAM triad).</summary>
public static class MemoryBandwidth
{
    private const int Length = 8 << 20;
    private const int Arrays = 3;

    /// <summary>GB/s (1e9 bytes, three arrays a pass), the best of five passes; takes 200 MB for a moment.</summary>
    public static double Measure(TimeProvider? time = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        double[] a = new double[Length], b = new double[Length], c = new double[Length];
        Array.Fill(b, 1);
        Array.Fill(c, 2);
        double best = double.PositiveInfinity;
        for (int pass = 0; pass < 6; pass++)
        {
            long start = clock.GetTimestamp();
            Triad(a, b, c, 0.5);
            // The first pass meets pages that have not been touched.
            best = pass == 0 ? best : Math.Min(best, clock.GetElapsedTime(start).TotalSeconds);
        }

        return Arrays * sizeof(double) * (double)Length / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Triad(double[] a, double[] b, double[] c, double s)
    {
        var factor = new Vector<double>(s);
        for (int i = 0; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(b, i) + factor * new Vector<double>(c, i)).CopyTo(a, i);
        }
    }
}
