namespace NimmGen.Compile.Tests;

/// <summary>Comparisons of floating-point results.</summary>
internal static class Close
{
    /// <summary>Difference at most <paramref name="relative"/> of the larger magnitude, or of <paramref name="scale"/> where both are smaller.</summary>
    public static void Equal(double expected, double actual, double relative, double scale = 1e-12, string what = "")
    {
        double tolerance = relative * Math.Max(Math.Max(Math.Abs(expected), Math.Abs(actual)), scale);
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: expected {expected:R}, got {actual:R}, tolerance {tolerance:R}");
    }
}
