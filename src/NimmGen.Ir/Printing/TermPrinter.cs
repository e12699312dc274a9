namespace NimmGen.Ir.Printing;

/// <summary>A term as the language writes it, with no more parentheses than its tree needs.</summary>
public static class TermPrinter
{
    private const int Sum = 1, Product = 2, Unary = 3, Atom = 4;

    /// <summary>C# text; an incidence is Incidence(flow).</summary>
    public static string Print(Expression term) => Write(term).Text;

    private static (string Text, int Binding) Write(Expression term) => term switch
    {
        Number n => Of(n, besideNumber: false),
        Reference r => (r.Name, Atom),
        Incidence i => ($"Incidence({i.Flow})", Atom),
        Cumulative c => ($"Cumulative({c.Flow})", Atom),
        Time => ("Time", Atom),
        Delay d => ($"Delay({Print(d.Signal)}, mean: {Print(d.Mean)}{(d.Deviation is null ? "" : ", sd: " + Print(d.Deviation))})", Atom),
        Smooth s => ($"Smooth({Print(s.Signal)}, days: {NumberText.Code(s.Days)})", Atom),
        SumOver s => ($"Sum({Print(s.Operand)}, over: {s.Axis})", Atom),
        Mix m => ($"{(m.Transposed ? "MixBack" : "Mix")}({m.Matrix}, {Print(m.Operand)})", Atom),
        Select s => (At(Write(s.Operand), Atom) + Of(s.Group), Atom),
        ClosureCall c => ($"{c.Closure}.Of({string.Join(", ", c.Arguments.Select(Print))})", Atom),
        Negate n => ("-" + At(Write(n.Operand), Unary), Unary),
        Call c => ($"{c.Function}({string.Join(", ", c.Arguments.Select(Print))})", Atom),
        Binary { Operator: Operator.Power } b => ($"Pow({Print(b.Left)}, {Print(b.Right)})", Atom),
        Binary b => Of(b),
        MathNode m => (m.ToString()!, Atom),
        _ => throw new System.Diagnostics.UnreachableException(term.GetType().Name),
    };

    /// <summary>The index of a group, [Age["65+"]]; empty for null.</summary>
    internal static string Of(Group? group) => group is null ? "" : $"[{group.Axis}[{StatementCode.Quote(group.Label)}]]";

    private static (string, int) Of(Binary b)
    {
        int binding = b.Operator is Operator.Add or Operator.Subtract ? Sum : Product;
        string sign = b.Operator switch { Operator.Add => "+", Operator.Subtract => "-", Operator.Multiply => "*", _ => "/" };
        (string, int) left = Operand(b.Left, b.Right), right = Operand(b.Right, b.Left);

        // a + (b + c) and a * (b * c) are the same sum and product; a - (b - c), a / (b * c) and a * (b / c) are not.
        // Nor is a * (b / c * d), and 2 * (3 * a) would be computed by C#.
        bool same = b.Right is Binary r && r.Operator == b.Operator && b.Operator is Operator.Add or Operator.Multiply
            && Leftmost(b.Right, b.Operator) is not (Number or Binary { Operator: Operator.Subtract or Operator.Divide });
        return ($"{At(left, binding)} {sign} {At(right, same ? binding : Math.Max(binding + 1, b.Right is Negate ? Atom : 0))}", binding);
    }

    private static Expression Leftmost(Expression term, Operator @operator) => term is Binary b && b.Operator == @operator ? Leftmost(b.Left, @operator) : term;

    // Two bare literals would be computed by C#, and a number times a unit is one literal: keep the tree apart.
    private static (string, int) Operand(Expression term, Expression sibling) =>
        term is Number n ? Of(n, sibling is Number) : Write(term);

    private static (string, int) Of(Number n, bool besideNumber)
    {
        if (n.Unit.Equals(Unit.One))
        {
            return (NumberText.Code(n.Value), n.Value < 0 ? Unary : NumberText.IsQuotient(n.Value) ? Product : Atom);
        }

        string unit = UnitText.Code(n.Unit);
        bool atomic = UnitText.IsAtomic(unit);
        return n.Value == 1 && !besideNumber
            ? atomic ? (unit, Atom) : ($"({unit})", Atom)
            : ($"{NumberText.Code(n.Value)} * {(atomic ? unit : $"({unit})")}", besideNumber ? 0 : Product);
    }

    private static string At((string Text, int Binding) term, int least) =>
        term.Binding >= least ? term.Text : $"({term.Text})";
}
