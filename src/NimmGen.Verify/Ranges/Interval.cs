namespace NimmGen.Verify.Ranges;

/// <summary>All values a term can take: between Low and High; Positive where zero itself is known not to be reached.</summary>
internal readonly record struct Interval(double Low, double High, bool Positive = false)
{
    public static readonly Interval All = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsPositive => Low > 0 || (Low >= 0 && Positive);

    public bool IsNegative => High < 0;

    public bool ExcludesZero => IsPositive || IsNegative;

    public bool Is(double value) => Low == value && High == value;

    public static Interval Point(double value) => new(value, value);

    public static Interval operator +(Interval a, Interval b) =>
        new(a.Low + b.Low, a.High + b.High, a.Low >= 0 && b.Low >= 0 && (a.IsPositive || b.IsPositive));

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);

    public static Interval operator -(Interval a, Interval b) => a + -b;

    public static Interval operator *(Interval a, Interval b)
    {
        double p = Times(a.Low, b.Low), q = Times(a.Low, b.High), r = Times(a.High, b.Low), s = Times(a.High, b.High);
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)), a.IsPositive && b.IsPositive);
    }

    /// <summary>The quotient; all numbers where the divisor can be zero.</summary>
    public static Interval operator /(Interval a, Interval b)
    {
        if (b.IsPositive)
        {
            return a * new Interval(double.IsInfinity(b.High) ? 0 : 1 / b.High, b.Low == 0 ? double.PositiveInfinity : 1 / b.Low, true);
        }

        return b.IsNegative ? -(a / -b) : All;
    }

    /// <summary>What both say.</summary>
    public Interval And(Interval other)
    {
        double low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return low <= high ? new(low, high, Positive || other.Positive) : this;
    }

    // Zero times an unbounded amount is zero: every actual amount is finite.
    private static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;
}
