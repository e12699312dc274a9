using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>Bounds of functions and powers from those of their arguments.</summary>
internal sealed class FunctionRanges(Func<Expression, Interval> range)
{
    public Interval Of(Call call)
    {
        Interval x = range(call.Arguments[0]);
        switch (call.Function)
        {
            case Function.Exp:
                return new(Math.Exp(x.Low), Math.Exp(x.High), true);
            case Function.Log:
                return new(x.Low > 0 ? Math.Log(x.Low) : double.NegativeInfinity, x.High > 0 ? Math.Log(x.High) : double.PositiveInfinity);
            case Function.Sqrt:
                return new(x.Low > 0 ? Math.Sqrt(x.Low) : 0, x.High > 0 ? Math.Sqrt(x.High) : 0, x.IsPositive);
            case Function.Tanh:
                return new(Math.Tanh(x.Low), Math.Tanh(x.High), x.IsPositive);
            case Function.Heaviside:
                return x.Low >= 0 ? Interval.Point(1) : x.High < 0 ? Interval.Point(0) : new(0, 1);
            case Function.Sin or Function.Cos:
                return new(-1, 1);
            default:
                Interval y = range(call.Arguments[1]);
                return call.Function == Function.Min
                    ? new(Math.Min(x.Low, y.Low), Math.Min(x.High, y.High), x.IsPositive && y.IsPositive)
                    : new(Math.Max(x.Low, y.Low), Math.Max(x.High, y.High), x.IsPositive || y.IsPositive);
        }
    }

    public static Interval Square(Interval x) => x.Low >= 0 ? x * x : new(0, Math.Max(x.Low * x.Low, x.High * x.High), x.IsNegative);

    public static Interval Power(Interval x, Interval y)
    {
        if (y is { Low: var n } && y.High == n && n % 2 == 0 && n >= 0)
        {
            double a = Math.Pow(x.Low, n), b = Math.Pow(x.High, n);
            return new(x.Low <= 0 && x.High >= 0 ? (n == 0 ? 1 : 0) : Math.Min(a, b), Math.Max(a, b), x.ExcludesZero);
        }

        if (x.Low < 0)
        {
            return y.Low == y.High && y.Low % 1 == 0 && y.Low > 0 ? new(Math.Pow(x.Low, y.Low), Math.Pow(x.High, y.Low)) : Interval.All;
        }

        double[] corners = [Math.Pow(x.Low, y.Low), Math.Pow(x.Low, y.High), Math.Pow(x.High, y.Low), Math.Pow(x.High, y.High)];
        return Array.Exists(corners, double.IsNaN) ? new(0, double.PositiveInfinity, x.IsPositive) : new(corners.Min(), corners.Max(), x.IsPositive);
    }
}
