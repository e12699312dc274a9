using System.Runtime.Intrinsics;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Tests;

/// <summary>Seeded numbers, vector widths, and comparisons.</summary>
internal static class Numbers
{
    /// <summary>Every width that this processor accelerates.</summary>
    public static TheoryData<SimdWidth> Widths
    {
        get
        {
            var data = new TheoryData<SimdWidth> { SimdWidth.Scalar };
            if (Vector256.IsHardwareAccelerated)
            {
                data.Add(SimdWidth.Vector256);
            }

            if (Vector512.IsHardwareAccelerated)
            {
                data.Add(SimdWidth.Vector512);
            }

            return data;
        }
    }

    public static float[] Uniform(int length, int seed, double bound = 1)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => (float)(bound * ((2 * random.NextDouble()) - 1))).ToArray();
    }

    public static double[] Double(float[] values) => values.Select(value => (double)value).ToArray();

    /// <summary>Every element within <paramref name="relative"/> of the largest expected magnitude.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, string what = "value")
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = 1e-30;
        foreach (var value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - actual[i]) / scale;
            Assert.True(error <= relative, $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}, error {error:E2} of the largest {scale:E2}");
        }
    }

    /// <summary>(f(x + h) - f(x - h)) / 2h in element i of x.</summary>
    public static double CentralDifference(Func<double> f, double[] x, int i)
    {
        const double h = 1e-5;
        var kept = x[i];
        x[i] = kept + h;
        var above = f();
        x[i] = kept - h;
        var below = f();
        x[i] = kept;
        return (above - below) / (2 * h);
    }

    public static double Dot(double[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    internal static unsafe AlignedBuffer Buffer(float[] values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
