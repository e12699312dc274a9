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
        IEnumerable<string> lines = model.Axes.Select(a => $"(axis {a.Name} {string.Join(' ', a.Labels.Select(Quote))})").Order(StringComparer.Ordinal)
            .Concat(model.Symbols.Select(Of).Order(StringComparer.Ordinal))
            .Concat(model.Statements.Select(Of).Order(StringComparer.Ordinal))
            .Prepend($"(scheme {model.Scheme} {model.SubSteps})");
        if (model.Network is { } network)
        {
            lines = lines.Append($"(network {network.Hash})");
        }

        return string.Join('\n', lines);
    }

    private static string Of(Symbol symbol)
    {
        string detail = symbol switch
        {
            CompartmentSymbol c => c.Stages == 1 ? "compartment" : $"compartment {c.Stages}",
            QuantitySymbol => "quantity",
            NeuralSymbol n => $"neural {R(n.Min)} {R(n.Max)} {n.Every} {n.Per} {n.Smoothness?.ToString("R", CultureInfo.InvariantCulture)} {(n.Pooled ? "pooled" : "")}",
            LearnedSymbol l => $"learned {R(l.Min)} {R(l.Max)} {l.Per}",
            ConstantSymbol c => $"constant {(c.Values.IsEmpty ? R(c.Value) : string.Join(' ', c.Values.Select(R)))}",
            InputSymbol i => $"input {i.Min?.ToString("R", CultureInfo.InvariantCulture)} {i.Max?.ToString("R", CultureInfo.InvariantCulture)}",
            MatrixSymbol m => $"matrix {m.Rows} {m.Columns}",
            ClosureSymbol c => $"closure {R(c.Min)} {R(c.Max)} {c.Hidden}",
            _ => throw new System.Diagnostics.UnreachableException(symbol.GetType().Name),
        };
        return $"({symbol.Name} {symbol.Unit} {detail} {string.Join(' ', symbol.Axes)} {symbol.Role})";
    }

    /// <summary>One statement, without its place.</summary>
    public static string Of(Statement statement) => statement switch
    {
        FlowStatement f => $"(flow {f.Name} {f.From}{Of(f.FromGroup)} {f.To}{Of(f.ToGroup)} {Of(f.Hazard)}{(f.EveryStage ? " every stage" : "")})",
        SplitStatement s => $"(split {s.Name} {s.RestName} {s.From} {Of(s.Hazard)} {s.To} {Of(s.Fraction)} {s.Rest})",
        OutflowStatement o => $"(outflow {o.Name} {o.From}{Of(o.FromGroup)} {Of(o.Hazard)})",
        InflowStatement i => $"(inflow {i.Name} {i.To}{Of(i.ToGroup)} {Of(i.Rate)})",
        TransferStatement t => $"(transfer {t.Name} {t.From}{Of(t.FromGroup)} {t.To}{Of(t.ToGroup)} {Of(t.Rate)})",
        NextStatement n => $"(next {n.Quantity} {Of(n.Value)})",
        GrowthStatement g => $"(growth {g.Quantity} {Of(g.PerCapita)})",
        RateStatement r => $"(rate {r.Quantity} {Of(r.Rate)})",
        StartStatement s => $"(start {s.State} {Of(s.Value)})",
        StartRestStatement s => $"(rest {s.State} {Of(s.Total)})",
        ObserveStatement o => $"(observe \"{o.Channel}\" {o.Unit} {Of(o.Value)}{Of(o.Noise)}{(o.Weekday ? " weekday" : "")})",
        LetStatement l => $"(let {l.Name} {Of(l.Value)} {l.Role})",
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    };

    /// <summary>One term.</summary>
    public static string Of(Expression expression) => expression switch
    {
        Number n => n.Unit.Equals(Unit.One) ? R(n.Value) : $"[{R(n.Value)} {n.Unit}]",
        Reference r => r.Name,
        Incidence i => $"(incidence {i.Flow})",
        Cumulative c => $"(cumulative {c.Flow})",
        Time => "(time)",
        Delay d => $"(delay {Of(d.Signal)} {Of(d.Mean)} {(d.Deviation is null ? "" : Of(d.Deviation))})",
        Smooth s => $"(smooth {Of(s.Signal)} {R(s.Days)})",
        SumOver s => $"(sum {s.Axis} {Of(s.Operand)})",
        Mix m => $"({(m.Transposed ? "mixback" : "mix")} {m.Matrix} {Of(m.Operand)})",
        Select s => $"(select{Of(s.Group)} {Of(s.Operand)})",
        ClosureCall c => $"(closure {c.Closure} {string.Join(' ', c.Arguments.Select(Of))})",
        Negate n => $"(- {Of(n.Operand)})",
        Call c => $"({c.Function} {string.Join(' ', c.Arguments.Select(Of))})",
        Binary { Operator: Operator.Add or Operator.Multiply } b =>
            $"({b.Operator} {string.Join(' ', Operands(b, b.Operator).Select(Of).Order(StringComparer.Ordinal))})",
        Binary b => $"({b.Operator} {Of(b.Left)} {Of(b.Right)})",
        _ => throw new System.Diagnostics.UnreachableException(expression.GetType().Name),
    };

    private static string Of(Group? group) => group is null ? "" : $"[{group.Axis} {Quote(group.Label)}]";

    private static string Of(Noise? noise) => noise is null ? "" : $" (noise {noise.Family} {(noise.Parameter is null ? "" : Of(noise.Parameter))})";

    // A label is free text: quoted, so that it cannot pose as structure.
    private static string Quote(string label) => "\"" + label.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static IEnumerable<Expression> Operands(Expression expression, Operator @operator) =>
        expression is Binary b && b.Operator == @operator
            ? Operands(b.Left, @operator).Concat(Operands(b.Right, @operator))
            : [expression];

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
