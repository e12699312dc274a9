using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NimmGen.Ir;

/// <summary>
/// A text that is equal for models that say the same thing: without places and comments, declarations and statements
/// sorted, sums and products flattened and sorted, differences and quotients kept.
/// </summary>
internal static class CanonicalForm
{
    public static string HashOf(MechanismIr model) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(model))));

    public static string Of(MechanismIr model)
    {
        IEnumerable<string> lines = model.Symbols.Select(Of).Order(StringComparer.Ordinal)
            .Concat(model.Statements.Select(Of).Order(StringComparer.Ordinal))
            .Prepend($"(scheme {model.Scheme} {model.SubSteps})");
        return string.Join('\n', lines);
    }

    private static string Of(Symbol symbol)
    {
        string detail = symbol switch
        {
            CompartmentSymbol => "compartment",
            QuantitySymbol => "quantity",
            NeuralSymbol n => $"neural {R(n.Min)} {R(n.Max)} {n.Every}",
            LearnedSymbol l => $"learned {R(l.Min)} {R(l.Max)}",
            ConstantSymbol c => $"constant {R(c.Value)}",
            InputSymbol i => $"input {i.Min?.ToString("R", CultureInfo.InvariantCulture)} {i.Max?.ToString("R", CultureInfo.InvariantCulture)}",
            _ => throw new System.Diagnostics.UnreachableException(symbol.GetType().Name),
        };
        return $"({symbol.Name} {symbol.Unit} {detail} {symbol.Role})";
    }

    private static string Of(Statement statement) => statement switch
    {
        FlowStatement f => $"(flow {f.Name} {f.From} {f.To} {Of(f.Hazard)})",
        SplitStatement s => $"(split {s.Name} {s.RestName} {s.From} {Of(s.Hazard)} {s.To} {Of(s.Fraction)} {s.Rest})",
        OutflowStatement o => $"(outflow {o.Name} {o.From} {Of(o.Hazard)})",
        InflowStatement i => $"(inflow {i.Name} {i.To} {Of(i.Rate)})",
        GrowthStatement g => $"(growth {g.Quantity} {Of(g.PerCapita)})",
        RateStatement r => $"(rate {r.Quantity} {Of(r.Rate)})",
        StartStatement s => $"(start {s.State} {Of(s.Value)})",
        StartRestStatement s => $"(rest {s.State} {Of(s.Total)})",
        ObserveStatement o => $"(observe \"{o.Channel}\" {o.Unit} {Of(o.Value)})",
        LetStatement l => $"(let {l.Name} {Of(l.Value)} {l.Role})",
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    };

    private static string Of(Expression expression) => expression switch
    {
        Number n => n.Unit.Equals(Unit.One) ? R(n.Value) : $"[{R(n.Value)} {n.Unit}]",
        Reference r => r.Name,
        Incidence i => $"(incidence {i.Flow})",
        Negate n => $"(- {Of(n.Operand)})",
        Call c => $"({c.Function} {string.Join(' ', c.Arguments.Select(Of))})",
        Binary { Operator: Operator.Add or Operator.Multiply } b =>
            $"({b.Operator} {string.Join(' ', Operands(b, b.Operator).Select(Of).Order(StringComparer.Ordinal))})",
        Binary b => $"({b.Operator} {Of(b.Left)} {Of(b.Right)})",
        _ => throw new System.Diagnostics.UnreachableException(expression.GetType().Name),
    };

    private static IEnumerable<Expression> Operands(Expression expression, Operator @operator) =>
        expression is Binary b && b.Operator == @operator
            ? Operands(b.Left, @operator).Concat(Operands(b.Right, @operator))
            : [expression];

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
