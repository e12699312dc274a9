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

    /// <summary>A term to a dimensionless power; a base with a unit takes a number as exponent.</summary>
    protected static Expr Pow(Expr x, Expr exponent) => Expr.Of(Operator.Power, x, exponent);
}
