using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>The value of a term at a point; lets are computed once a point.</summary>
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
            case Select s:
                return Of(s.Operand);
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
            case Call c:
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
            default:
                return double.NaN;
        }
    }
}
