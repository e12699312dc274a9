using NimmGen.Ir;

namespace NimmGen;

/// <summary>A term that an author writes: a declared symbol, a number, or what operators and functions make of them.</summary>
public class Expr
{
    internal Expr(Expression node) => Node = node;

    /// <summary>The term as data.</summary>
    internal Expression Node { get; }

    /// <summary>The term in one group of an axis: x[Age["65+"]].</summary>
    public Expr this[Group group] => new(new Select(Node, group.ToIr()));

    /// <summary>A bare number is dimensionless: 0.2 is not a rate, 0.2 * PerDay is.</summary>
    public static implicit operator Expr(double value) => new(new Number(value, Unit.One));

    /// <summary>A unit is one of it: x * PerDay.</summary>
    public static implicit operator Expr(UnitOfMeasure unit) => new(new Number(1, unit.Unit));

    public static Expr operator +(Expr a, Expr b) => Of(Operator.Add, a, b);

    public static Expr operator -(Expr a, Expr b) => Of(Operator.Subtract, a, b);

    public static Expr operator *(Expr a, Expr b) => Of(Operator.Multiply, a, b);

    public static Expr operator /(Expr a, Expr b) => Of(Operator.Divide, a, b);

    public static Expr operator -(Expr a) => new(a.Node is Number n ? n with { Value = -n.Value } : -a.Node);

    public static Expr operator +(Expr a) => a;

    internal static Expr Of(Operator @operator, Expr a, Expr b) =>
        new(Fold(@operator, a.Node, b.Node) as Expression ?? new Binary(@operator, a.Node, b.Node));

    internal static Expr Of(Function function, params ReadOnlySpan<Expr> arguments)
    {
        var nodes = new Expression[arguments.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = arguments[i].Node;
        }

        return new(new Call(function, [.. nodes]));
    }

    // The C# compiler folds 1 + 2.0 before we see it; an Expr that holds a bare number must fold alike,
    // or a printed model would read back as another one.
    private static Number? Fold(Operator @operator, Expression a, Expression b)
    {
        if (a is not Number x || b is not Number y || !x.Unit.Equals(Unit.One) || !y.Unit.Equals(Unit.One))
        {
            return null;
        }

        return @operator switch
        {
            Operator.Add => x with { Value = x.Value + y.Value },
            Operator.Subtract => x with { Value = x.Value - y.Value },
            Operator.Multiply => x with { Value = x.Value * y.Value },
            Operator.Divide => x with { Value = x.Value / y.Value },
            _ => null,
        };
    }
}
