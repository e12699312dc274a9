using NimmGen.Ir;
using Function = NimmGen.Ir.Function;

namespace NimmGen;

public abstract partial class Model
{
    /// <summary>The exponential of a dimensionless term.</summary>
    protected static Expr Exp(Expr x) => Expr.Of(Function.Exp, x);

    /// <summary>The natural logarithm of a dimensionless, positive term.</summary>
    protected static Expr Log(Expr x) => Expr.Of(Function.Log, x);

    /// <summary>The square root of a term that is not negative.</summary>
    protected static Expr Sqrt(Expr x) => Expr.Of(Function.Sqrt, x);

    /// <summary>The sine of an angle in radians.</summary>
    protected static Expr Sin(Expr x) => Expr.Of(Function.Sin, x);

    /// <summary>The cosine of an angle in radians.</summary>
    protected static Expr Cos(Expr x) => Expr.Of(Function.Cos, x);

    /// <summary>The hyperbolic tangent of a dimensionless term.</summary>
    protected static Expr Tanh(Expr x) => Expr.Of(Function.Tanh, x);

    /// <summary>The lesser of two terms of one unit.</summary>
    protected static Expr Min(Expr a, Expr b) => Expr.Of(Function.Min, a, b);

    /// <summary>The greater of two terms of one unit.</summary>
    protected static Expr Max(Expr a, Expr b) => Expr.Of(Function.Max, a, b);

    /// <summary>0 where the term is negative, else 1.</summary>
    protected static Expr Heaviside(Expr x) => Expr.Of(Function.Heaviside, x);

    /// <summary>x^n / (half^n + x^n): 0 at 0, one half at half, towards 1; half has the unit of x.</summary>
    protected static Expr Hill(Expr x, Expr half, Expr n)
    {
        Expr power = Pow(x / half, n);
        return power / (1 + power);
    }

    /// <summary>Days since the first row, at the beginning of the data step.</summary>
    protected static Expr Time { get; } = new(new Time());

    /// <summary>0 before the time, 1 from it on: Step(200 * Days).</summary>
    protected static Expr Step(Expr from) => Heaviside(Time - from);

    /// <summary>0 before the first time, 1 after the second, straight between.</summary>
    protected static Expr Ramp(Expr from, Expr to) => Min(1, Max(0, (Time - from) / (to - from)));

    /// <summary>1 + amplitude cos(2 pi (Time - peak) / period): a yearly wave unless a period is given; peak in days after the first row.</summary>
    protected static Expr Season(Expr amplitude, Expr peak, Expr? period = null) =>
        1 + amplitude * Cos(2 * Math.PI * (Time - peak) / (period ?? 365.25 * Units.Days));

    /// <summary>The sum over the groups of an axis, or over all locations.</summary>
    protected static Expr Sum(Expr x, Axis over) => new(new SumOver(x.Node, over.Name ?? ""));

    /// <summary>For each row i of the matrix the sum over j of matrix[i, j] x[j]: "i meets j".</summary>
    protected static Expr Mix(Matrix matrix, Expr x) => new(new Mix(matrix.Name, x.Node));

    /// <summary>The same with the matrix transposed: the sum over i of matrix[i, j] x[i], for each j; brings home what was met elsewhere.</summary>
    protected static Expr MixBack(Matrix matrix, Expr x) => new(new Mix(matrix.Name, x.Node, Transposed: true));

    /// <summary>
    /// The signal seen late, by a gamma density of that mean and standard deviation (times; sd is half the mean unless given). For
    /// observations and inputs; delays of states inside the dynamics are stages.
    /// </summary>
    protected static Expr Delay(Expr signal, Expr mean, Expr? sd = null) => new(new Delay(signal.Node, mean.Node, sd?.Node));

    /// <summary>The mean of the signal over the last so many days.</summary>
    protected static Expr Smooth(Expr signal, double days = 7) => new(new Smooth(signal.Node, days));

    /// <summary>Scatter with that standard deviation, in the unit of the observation.</summary>
    protected static Noise Gaussian(Expr sd) => new(NoiseFamily.Gaussian, sd);

    /// <summary>Scatter of the logarithm with that standard deviation.</summary>
    protected static Noise LogNormal(Expr sd) => new(NoiseFamily.LogNormal, sd);

    /// <summary>Counts whose variance is their mean.</summary>
    protected static Noise Poisson() => new(NoiseFamily.Poisson, null);

    /// <summary>Counts of mean m with variance m + m^2 / dispersion.</summary>
    protected static Noise NegativeBinomial(Expr dispersion) => new(NoiseFamily.NegativeBinomial, dispersion);

    /// <summary>The axis of locations: Sum(x, over: Location), new(Fraction, Location), per: Location.</summary>
    protected static Axis Location => Axis.Location;

    /// <summary>per: Global, one value for all locations.</summary>
    protected static Per Global => Per.Global;

    /// <summary>A term to a dimensionless power; a base with a unit takes a number as exponent.</summary>
    protected static Expr Pow(Expr x, Expr exponent) => Expr.Of(Operator.Power, x, exponent);
}
