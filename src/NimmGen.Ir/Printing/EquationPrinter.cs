namespace NimmGen.Ir.Printing;

/// <summary>A mechanism as the differential equations that it means.</summary>
public static class EquationPrinter
{
    /// <summary>Unicode plain text; equations, starts, observations and definitions, aligned at the equals sign.</summary>
    public static string Text(MechanismIr model)
    {
        var blocks = Blocks(model, new TextStyle());
        int width = blocks.SelectMany(b => b.Lines).Select(l => l.Left.Length).DefaultIfEmpty().Max();
        return string.Join("\n\n", blocks.Select(b =>
            string.Join('\n', b.Lines.Select(l => $"{(b.Title == "where" ? "where " : "")}{l.Left.PadLeft(b.Title == "where" ? 0 : width)} = {l.Right}")))) + "\n";
    }

    /// <summary>A LaTeX aligned environment, for display mode.</summary>
    public static string Latex(MechanismIr model)
    {
        IEnumerable<string> lines = Blocks(model, new LatexStyle()).SelectMany(b =>
            b.Lines.Select((l, i) => $@"  {(b.Title == "where" && i == 0 ? @"\text{where } " : "")}{l.Left} &= {l.Right}"));
        return "\\begin{aligned}\n" + string.Join(" \\\\\n", lines) + "\n\\end{aligned}\n";
    }

    private static List<(string Title, List<(string Left, string Right)> Lines)> Blocks(MechanismIr model, MathStyle style)
    {
        var write = new MathWriter(style, model);
        List<(string, List<(string Left, string Right)>)> blocks =
        [
            ("dynamics", [.. model.States.Select(s => Map(model, s.Name) is { } next
                ? (style.Next(write.Symbol(s.Name)), write.Term(next.Value))
                : (style.Derivative(write.Symbol(s.Name)), write.Sum(Change(model, s.Name))))]),
            ("observed", [.. model.Observations.Select(o => (style.Observation(o.Channel), write.Term(o.Value)))]),
            ("where", [.. model.Lets.Select(l => (write.Symbol(l.Name), write.Term(l.Value)))]),
            ("starts", [.. model.Statements.Select(s => Start(s, model, write, style)).OfType<(string, string)>()]),
        ];
        blocks.RemoveAll(b => b.Item2.Count == 0);
        return blocks;
    }

    private static NextStatement? Map(MechanismIr model, string state) =>
        model.Statements.OfType<NextStatement>().FirstOrDefault(n => n.Quantity == state);

    // A split leaves its source once, whole: minus gamma I, not minus f gamma I minus (1 - f) gamma I.
    private static List<MathProduct> Change(MechanismIr model, string state)
    {
        Expression self = new Reference(state);
        var terms = new List<(double, Expression)>();
        foreach (Statement statement in model.Statements)
        {
            switch (statement)
            {
                case SplitStatement split when split.From == state:
                    terms.Add((-1, split.Hazard * self));
                    break;
                case GrowthStatement g when g.Quantity == state:
                    terms.Add((1, g.PerCapita is Reference ? g.PerCapita * self : self * g.PerCapita));
                    break;
                case RateStatement r when r.Quantity == state:
                    terms.Add((1, r.Rate));
                    break;
            }

            foreach (FlowEdge flow in FlowEdge.Of(statement))
            {
                if (flow.From == state && statement is not SplitStatement)
                {
                    terms.Add((-1, flow.FromGroup is null ? MathWriter.Moved(flow) : new Select(MathWriter.Moved(flow), flow.FromGroup)));
                }

                if (flow.To == state)
                {
                    terms.Add((1, flow.FromGroup is null ? MathWriter.Moved(flow) : new Select(MathWriter.Moved(flow), flow.FromGroup)));
                }
            }
        }

        return MathProduct.SumOf(terms);
    }

    private static (string, string)? Start(Statement statement, MechanismIr model, MathWriter write, MathStyle style) => statement switch
    {
        StartStatement s => (style.AtStart(write.Symbol(s.State)), write.Term(s.Value)),
        StartRestStatement r => (style.AtStart(write.Symbol(r.State)), write.Term(r.Total) + string.Concat(
            Others(model, r.State).Select(n => $" {style.Minus} {style.AtStart(write.Symbol(n))}"))),
        _ => null,
    };

    private static IEnumerable<string> Others(MechanismIr model, string state) =>
        FlowComponents.Of(model).FirstOrDefault(g => g.Any(c => c.Name == state)) is { IsDefault: false } group
            ? group.Where(c => c.Name != state && c.Unit.IsCompatibleWith(group.First(x => x.Name == state).Unit) && !StartsEmpty(model, c.Name)).Select(c => c.Name)
            : [];

    private static bool StartsEmpty(MechanismIr model, string state) =>
        model.Statements.OfType<StartStatement>().FirstOrDefault(s => s.State == state) is { } start && MathProduct.SumOf(start.Value).Count == 0;
}
