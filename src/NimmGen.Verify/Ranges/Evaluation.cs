using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Verify.Ranges;

/// <summary>
/// The value of a term of a written-out model at a point, in one place that has been as it is for ever: a mix is the row's sum times the
/// term, a delay the signal itself. Lets are computed once a point.
/// </summary>
internal sealed class Evaluation(Subject subject, IReadOnlyDictionary<string, double> point)
{
    private readonly Dictionary<string, double> _lets = new(StringComparer.Ordinal);

    /// <summary>In base units, since the units of a sum's terms may differ in scale.</summary>
    public double Of(Expression term)
    {
        switch (term)
        {
            case Number n:
                return n.Value * n.Unit.Scale;
            case Reference r when subject.Symbols.TryGetValue(r.Name, out Symbol? symbol):
                return point.GetValueOrDefault(r.Name) * symbol.Unit.Scale;
            case Reference r:
                if (!_lets.TryGetValue(r.Name, out double value) && subject.Lets.TryGetValue(r.Name, out LetStatement? let))
                {
                    _lets[r.Name] = value = Of(let.Value);
                }

                return value;
            case Negate n:
                return -Of(n.Operand);
            case Binary b:
                double x = Of(b.Left), y = Of(b.Right);
                return b.Operator switch
                {
                    Operator.Add => x + y,
                    Operator.Subtract => x - y,
                    Operator.Multiply => x * y,
                    Operator.Divide => x / y,
                    _ => Math.Pow(x, y),
                };
            case Mix m:
                return point.GetValueOrDefault(m.Matrix) * (subject.Symbols.GetValueOrDefault(m.Matrix)?.Unit.Scale ?? 1) * Of(m.Operand);
            case SumOver or Select or Delay or Smooth:
                return Of(term.Children[0]);
            case ClosureCall c:
                return point.GetValueOrDefault(c.Closure) * (subject.Symbols.GetValueOrDefault(c.Closure)?.Unit.Scale ?? 1);
            case Incidence or Cumulative:
                return point.GetValueOrDefault(Key(term));
            case Call c:
                return OfCall(c);
            default:
                return double.NaN;
        }
    }

    /// <summary>The name at a point of what is no symbol: what a flow moved.</summary>
    public static string Key(Expression term) => TermPrinter.Print(term);

    private double OfCall(Call c)
    {
        double a = Of(c.Arguments[0]);
        return c.Function switch
        {
            Function.Exp => Math.Exp(a),
            Function.Log => Math.Log(a),
            Function.Sqrt => Math.Sqrt(a),
            Function.Sin => Math.Sin(a),
            Function.Cos => Math.Cos(a),
            Function.Tanh => Math.Tanh(a),
            Function.Heaviside => a >= 0 ? 1 : 0,
            Function.Min => Math.Min(a, Of(c.Arguments[1])),
            _ => Math.Max(a, Of(c.Arguments[1])),
        };
    }
}
