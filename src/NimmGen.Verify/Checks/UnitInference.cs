using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>The unit of each term; NG1001 and NG1007 where it has none. Null after an error, so that nothing follows from it.</summary>
internal sealed class UnitInference(Subject subject)
{
    private readonly Dictionary<string, Unit?> _lets = new(StringComparer.Ordinal);

    /// <summary>Terms looked at.</summary>
    public int Checked { get; private set; }

    public Unit? Of(LetStatement let)
    {
        if (!_lets.TryGetValue(let.Name, out Unit? unit))
        {
            _lets[let.Name] = unit = Of(let.Value, let.Place);
        }

        return unit;
    }

    public Unit? Of(Expression term, Place place)
    {
        Checked++;
        switch (term)
        {
            case Number n:
                return n.Unit;
            case Reference r:
                return subject.Symbols.TryGetValue(r.Name, out Symbol? symbol) ? symbol.Unit
                    : subject.Lets.TryGetValue(r.Name, out LetStatement? let) ? Of(let) : null;
            case Incidence i:
                return Stock(i.Flow);
            case Cumulative c:
                return Stock(c.Flow);
            case Time:
                return Unit.Of("day");
            case Negate n:
                return Of(n.Operand, place);
            case SumOver s:
                return Of(s.Operand, place);
            case Select s:
                return Of(s.Operand, place);
            case Smooth s:
                return Of(s.Signal, place);
            case Delay d:
                Lag(d.Mean, "mean", place);
                if (d.Deviation is not null)
                {
                    Lag(d.Deviation, "standard deviation", place);
                }

                return Of(d.Signal, place);
            case Mix m:
                return Of(m.Operand, place) is { } operand && subject.Symbols.GetValueOrDefault(m.Matrix) is { } matrix ? matrix.Unit * operand : null;
            case ClosureCall c:
                return OfClosure(c, place);
            case Call c:
                return OfCall(c, place);
            case Binary b:
                Unit? left = Of(b.Left, place), right = Of(b.Right, place);
                return left is null || right is null ? null : OfBinary(b, left, right, place);
            default:
                return null;
        }
    }

    private void Lag(Expression time, string what, Place place)
    {
        if (Of(time, place) is { } unit && !unit.IsCompatibleWith(Unit.Of("day")))
        {
            subject.Error("NG1007", place, $"the {what} of a delay has unit {unit}, expected a time", time, fix: "give it in Days or Weeks; one over a rate is a time");
        }
    }

    private Unit? OfClosure(ClosureCall call, Place place)
    {
        foreach (Expression argument in call.Arguments)
        {
            if (Of(argument, place) is { IsDimensionless: false } unit)
            {
                subject.Error(
                    "NG1007", place, $"{call.Closure} takes a term in {unit}, expected a plain number", argument,
                    fix: "divide it by a scale of the same unit, e.g. kill.Of(V / capacity)");
            }
        }

        return subject.Symbols.GetValueOrDefault(call.Closure)?.Unit;
    }

    private Unit? Stock(string flow) =>
        subject.Flows.TryGetValue(flow, out FlowEdge? edge) && subject.Symbols.TryGetValue(edge.From ?? edge.To ?? "", out Symbol? stock) ? stock.Unit : null;

    private Unit? OfBinary(Binary b, Unit left, Unit right, Place place) => b.Operator switch
    {
        Operator.Add or Operator.Subtract => Same(b, left, right, place),
        Operator.Multiply => left * right,
        Operator.Divide => left / right,
        _ => Power(b, left, right, place),
    };

    private Unit? Same(Expression term, Unit left, Unit right, Place place)
    {
        if (left.IsCompatibleWith(right))
        {
            return left;
        }

        string what = term is Binary b ? b.Operator == Operator.Add ? "sum" : "difference" : ((Call)term).Function + " of terms";
        bool bare = left.IsDimensionless || right.IsDimensionless;
        subject.Error(
            "NG1001", place, $"{what} of {left} and {right}", term, "only amounts of one dimension can be added or compared",
            bare ? "give the bare number a unit, e.g. 0.2 * PerDay, or divide the other term by its scale" : "multiply or divide one of them by what turns it into the other");
        return null;
    }

    private Unit? Power(Binary b, Unit left, Unit right, Place place)
    {
        if (!right.IsDimensionless)
        {
            subject.Error("NG1007", place, $"exponent has unit {right}, expected 1", b.Right, fix: "divide the exponent by its scale");
            return null;
        }

        if (left.IsDimensionless)
        {
            return left;
        }

        if (b.Right is Number { Value: var exponent } && Math.Abs(exponent) <= 100
            && Math.Abs((exponent * Dimension.Whole) - Math.Round(exponent * Dimension.Whole)) < 1e-9
            && left.Power((int)Math.Round(exponent * Dimension.Whole)) is { } power)
        {
            return power;
        }

        subject.Error(
            "NG1007", place, $"a term in {left} is raised to a power that is not a simple number", b,
            "the unit of the result would depend on the exponent", "divide the base by its scale, so that it is a plain number");
        return null;
    }

    private Unit? OfCall(Call call, Place place)
    {
        Unit?[] units = [.. call.Arguments.Select(a => Of(a, place))];
        if (Array.Exists(units, u => u is null))
        {
            return null;
        }

        switch (call.Function)
        {
            case Function.Min or Function.Max:
                return Same(call, units[0]!, units[1]!, place);
            case Function.Heaviside:
                return Unit.One;
            case Function.Sqrt when units[0]!.Power(Dimension.Whole / 2) is { } root:
                return root;
            case var _ when units[0]!.IsDimensionless:
                return Unit.One;
            default:
                subject.Error(
                    "NG1007", place, $"{call.Function} of a term in {units[0]}, expected a plain number", call,
                    fix: "divide by a scale of the same unit first, e.g. Log(V / capacity)");
                return null;
        }
    }
}
