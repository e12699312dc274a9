using System.Runtime.CompilerServices;

namespace NimmGen.Compile;

/// <summary>The operations of a kernel on one lane.</summary>
internal static unsafe class Lanes1
{
    // Added to a whole number k, this leaves k + 1023 (the exponent field of 2^k) in the lowest bits of the sum.
    private const double ExponentBias = 4503599627370496.0 + 1023;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Broadcast(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Negate(double a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Reciprocal(double a) => 1 / a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplySubtract(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, -c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedNegateMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double a) => Math.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double a) => Math.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double a) => Math.Sin(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double a) => Math.Cos(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Absolute(double a) => Math.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Round(double a) => Math.Round(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b) => Math.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b) => Math.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampBelow(double a, double b) => double.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ClampAbove(double a, double b) => double.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessOrEqual(double a, double b) => a <= b ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(double a, double b, double less, double otherwise) => a < b ? less : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowerOfTwo(double a) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a + ExponentBias) << 52);

    /// <summary>tanh of so many vectors that follow each other, in place.</summary>
    public static void TanhOfMany(double* x, long count) => HyperbolicTangent<double, Doubles1>.Run(x, count);
}
