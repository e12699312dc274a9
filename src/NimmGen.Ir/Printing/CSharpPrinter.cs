using System.Text;

namespace NimmGen.Ir.Printing;

/// <summary>A mechanism as a program of the language; reading it gives a mechanism of equal hash.</summary>
public static class CSharpPrinter
{
    private const int MaxWidth = 72;

    /// <summary>The whole file: usings, namespace, summary, fields with their meaning, Define.</summary>
    public static string Print(MechanismIr model)
    {
        var text = new StringBuilder("using NimmGen;\nusing static NimmGen.Units;\n\nnamespace Models;\n\n");
        if (!string.IsNullOrWhiteSpace(model.Summary))
        {
            text.Append("/// <summary>\n");
            foreach (string line in model.Summary.Trim().Split('\n'))
            {
                text.Append($"/// {Xml(line.Trim())}\n");
            }

            text.Append("/// </summary>\n");
        }

        text.Append($"public sealed class {model.Name} : Model\n{{\n");
        Fields(text, model);
        text.Append("\n    protected override void Define()\n    {\n");
        Type? last = null;
        foreach (Statement statement in InOrderOfUse(model))
        {
            Type group = Group(statement);
            text.Append(last is not null && group != last ? "\n" : "");
            last = group;
            text.Append($"        {StatementCode.Of(statement, model)};\n");
        }

        if (model.Scheme != Scheme.Hazard || model.SubSteps is not null)
        {
            text.Append($"\n        Solver(Scheme.{model.Scheme}{(model.SubSteps is { } n ? $", subSteps: {n}" : "")});\n");
        }

        text.Append("    }\n}\n");
        return (model.Network is { } network ? text.Append('\n').Append(NetworkPrinter.Print(network)) : text).ToString();
    }

    private static void Fields(StringBuilder text, MechanismIr model)
    {
        foreach (Axis axis in model.Axes)
        {
            text.Append($"    static readonly Axis {axis.Name} = new({string.Join(", ", axis.Labels.Select(StatementCode.Quote))});\n");
        }

        text.Append(model.Axes.IsEmpty ? "" : "\n");
        string[] code = [.. model.Symbols.Select(Field)];
        int width = code.Where(c => c.Length <= MaxWidth).Select(c => c.Length).DefaultIfEmpty().Max();
        string? last = null;
        for (int i = 0; i < code.Length; i++)
        {
            Symbol symbol = model.Symbols[i];
            string group = symbol switch { CompartmentSymbol or QuantitySymbol => "state", InputSymbol or MatrixSymbol => "input", _ => "parameter" };
            text.Append(last is not null && group != last ? "\n" : "");
            last = group;
            string comment = string.IsNullOrWhiteSpace(symbol.Meaning) ? "" : "   // " + OneLine(symbol.Meaning);
            text.Append($"    {(comment.Length > 0 ? code[i].PadRight(width) : code[i])}{comment}\n");
        }
    }

    private static string Field(Symbol symbol)
    {
        string unit = string.Join(", ", symbol.Axes.Prepend(UnitText.Declared(symbol.Unit)));
        string code = symbol switch
        {
            CompartmentSymbol c => $"Compartment {c.Name} = new({unit}{(c.Stages == 1 ? "" : $", stages: {c.Stages}")})",
            QuantitySymbol q => $"Quantity {q.Name} = new({unit})",
            NeuralSymbol n => $"Neural {n.Name} = new({unit}, {R(n.Min)}, {R(n.Max)}{Every(n.Every)}{Extras(n)})",
            LearnedSymbol l => $"Learned {l.Name} = new({unit}, {R(l.Min)}, {R(l.Max)}{(l.Per == Scope.Location ? ", per: Location" : "")})",
            ConstantSymbol { Values.IsEmpty: false } c => $"Constant {c.Name} = new({unit}, [{string.Join(", ", c.Values.Select(R))}])",
            ConstantSymbol c => $"Constant {c.Name} = new({unit}, {R(c.Value)})",
            InputSymbol i => $"Input {i.Name} = new({unit}{Bound("min", i.Min)}{Bound("max", i.Max)})",
            MatrixSymbol m => $"Matrix {m.Name} = new({unit}, {(m.Rows == m.Columns ? m.Rows : $"from: {m.Columns}, to: {m.Rows}")})",
            ClosureSymbol c => $"Closure {c.Name} = new({unit}, {R(c.Min)}, {R(c.Max)}, hidden: {c.Hidden})",
            _ => throw new System.Diagnostics.UnreachableException(symbol.GetType().Name),
        };
        return $"readonly {code}{(symbol.Role is null ? "" : $" {{ Role = {Role(symbol.Role)} }}")};";
    }

    /// <summary>Role.Transmission for the roles that have a name, else new Role("x").</summary>
    internal static string Role(string role) => role switch
    {
        "transmission" or "reporting" or "importation" or "treatment" or "vaccination" or "decolonisation" =>
            $"Role.{char.ToUpperInvariant(role[0])}{role[1..]}",
        _ => $"new Role({StatementCode.Quote(role)})",
    };

    private static string Every(Cadence cadence) =>
        cadence == Cadence.Weekly ? ""
        : cadence == Cadence.EveryStep ? ", every: Every.Step"
        : cadence == Cadence.Never ? ", every: Every.Never"
        : $", every: Every.Days({R(cadence.Days)})";

    private static string Extras(NeuralSymbol n) =>
        (n.Per == Scope.Global ? ", per: Global" : "") + (n.Smoothness is { } s ? $", smooth: {R(s)}" : "") + (n.Pooled ? ", pooled: true" : "");

    private static string Bound(string name, double? value) => value is { } v ? $", {name}: {R(v)}" : "";

    private static string R(double value) => NumberText.Code(value);

    private static Type Group(Statement statement) => statement switch
    {
        FlowStatement or SplitStatement or OutflowStatement or InflowStatement or TransferStatement or GrowthStatement or RateStatement or NextStatement => typeof(FlowStatement),
        StartStatement or StartRestStatement => typeof(StartStatement),
        _ => statement.GetType(),
    };

    // A let and a flow are locals: what an earlier statement needs comes before it, all else stays as the author had it.
    private static List<Statement> InOrderOfUse(MechanismIr model)
    {
        var done = new HashSet<Statement>(ReferenceEqualityComparer.Instance);
        var order = new List<Statement>();
        void Visit(Statement statement)
        {
            if (!done.Add(statement))
            {
                return;
            }

            foreach (Expression node in statement.Terms().SelectMany(t => t.Walk()))
            {
                Statement? needed = node switch
                {
                    Reference r => model.Lets.FirstOrDefault(l => l.Name == r.Name),
                    Incidence i => model.Flows.FirstOrDefault(f => f.Name == i.Flow)?.Statement,
                    Cumulative c => model.Flows.FirstOrDefault(f => f.Name == c.Flow)?.Statement,
                    _ => null,
                };
                if (needed is not null)
                {
                    Visit(needed);
                }
            }

            order.Add(statement);
        }

        foreach (Statement statement in model.Statements)
        {
            Visit(statement);
        }

        return order;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
