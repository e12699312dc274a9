using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>
/// Bounds of a term: interval arithmetic over its tree, and beside it the term as a quotient of polynomials, in which like
/// terms cancel and a part over its whole is between 0 and 1. Each knows what the other does not; both hold.
/// </summary>
internal sealed class TermRanges(Subject subject, SymbolRanges symbols)
{
    private readonly Dictionary<string, (Interval, Quotient?)> _lets = new(StringComparer.Ordinal);

    public Interval Of(Expression term) => Look(term).Range;

    private (Interval Range, Quotient? Quotient) Look(Expression term)
    {
        switch (term)
        {
            case Number n:
                // Units convert: a number counts in the scale of its unit, as symbols do.
                return Exact(n.Value * n.Unit.Scale);
            case Reference r when subject.Lets.TryGetValue(r.Name, out LetStatement? let) && !subject.Symbols.ContainsKey(r.Name):
                if (!_lets.TryGetValue(r.Name, out var known))
                {
                    _lets[r.Name] = known = Look(let.Value);
                }

                return known;
            case Reference r:
                double scale = subject.Symbols.TryGetValue(r.Name, out Symbol? symbol) ? symbol.Unit.Scale : 1;
                return (symbols[r.Name] * Interval.Point(scale), Symbol(r.Name, scale));
            // Matrices of data sets have no negative entries, and a sum of what is not negative is not.
            case Mix m:
                return (Of(m.Operand).Low >= 0 ? new(0, double.PositiveInfinity) : Interval.All, null);
            case SumOver s:
                return (Of(s.Operand) is { Low: >= 0 } part ? new(part.Low, double.PositiveInfinity, part.IsPositive) : Interval.All, null);
            case Select s:
                return (Of(s.Operand), null);
            case Delay d:
                return (Of(d.Signal), null);
            case Smooth s:
                return (Of(s.Signal), null);
            case ClosureCall c:
                return (symbols[c.Closure] * Interval.Point(subject.Symbols.GetValueOrDefault(c.Closure)?.Unit.Scale ?? 1), null);
            case Incidence or Cumulative or Time:
                return (new(0, double.PositiveInfinity), null);
            case Negate n:
                (Interval range, Quotient? quotient) = Look(n.Operand);
                return (-range, quotient?.Negative());
            case Call c:
                return (Call(c), null);
            case Binary b:
                return Look(b);
            default:
                return (Interval.All, null);
        }
    }

    private (Interval, Quotient?) Look(Binary b)
    {
        (Interval x, Quotient? p) = Look(b.Left);
        (Interval y, Quotient? q) = Look(b.Right);
        (Interval range, Quotient? quotient) = b.Operator switch
        {
            Operator.Add => (x + y, p is null || q is null ? null : p.Plus(q, 1)),
            Operator.Subtract => (x - y, p is null || q is null ? null : p.Plus(q, -1)),
            Operator.Multiply => (b.Left.Equals(b.Right) ? Square(x) : x * y, p is null || q is null ? null : p.Times(q)),
            Operator.Divide => (x / y, p is null || q is null ? null : p.Over(q)),
            _ => (Power(x, y), (Quotient?)null),
        };
        return (quotient is null ? range : range.And(quotient.Range(symbols, subject)), quotient);
    }

    private static (Interval, Quotient?) Exact(double value) => (Interval.Point(value), Quotient.Number(value));

    private Quotient Symbol(string name, double scale) =>
        symbols.Totals.TryGetValue(name, out string[]? parts)
            ? Quotient.Sum(parts.Select(p => (p, scale)))
            : subject.Symbols.GetValueOrDefault(name) is ConstantSymbol { Values.IsEmpty: true } c ? Quotient.Number(c.Value * scale) : Quotient.Sum([(name, scale)]);

    private Interval Call(Call call)
    {
        Interval x = Of(call.Arguments[0]);
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
                return new(0, 1);
            case Function.Sin or Function.Cos:
                return new(-1, 1);
            default:
                Interval y = Of(call.Arguments[1]);
                return call.Function == Function.Min
                    ? new(Math.Min(x.Low, y.Low), Math.Min(x.High, y.High), x.IsPositive && y.IsPositive)
                    : new(Math.Max(x.Low, y.Low), Math.Max(x.High, y.High), x.IsPositive || y.IsPositive);
        }
    }

    private static Interval Square(Interval x) => x.Low >= 0 ? x * x : new(0, Math.Max(x.Low * x.Low, x.High * x.High), x.IsNegative);

    private static Interval Power(Interval x, Interval y)
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
