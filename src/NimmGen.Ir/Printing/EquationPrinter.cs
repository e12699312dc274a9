namespace NimmGen.Ir.Printing;

/// <summary>
/// A mechanism as the equations that it means: like terms collected, common factors taken out, stages as a chain with a running index, groups
/// as indices with sums, then what is observed with its noise, the named terms, and the state at the first row.
/// </summary>
public static class EquationPrinter
{
    private const string Where = "where";

    /// <summary>Unicode plain text; equations, observations, definitions and starts, aligned at the equals sign.</summary>
    public static string Text(MechanismIr model)
    {
        List<EquationBlock> blocks = Blocks(model, new TextStyle());
        int width = blocks.Where(b => b.Title != Where).SelectMany(b => b.Lines).Select(l => l.Left.Length).DefaultIfEmpty().Max();
        return string.Join("\n\n", blocks.Select(b => string.Join('\n', b.Lines.Select(l => b.Title == Where
            ? $"where {l.Left} {l.Relation} {l.Right}".TrimEnd()
            : $"{l.Left.PadLeft(width)} {l.Relation} {l.Right}{(l.For.Length > 0 ? ",  " + l.For : "")}")))) + "\n";
    }

    /// <summary>A LaTeX aligned environment, for display mode; for LaTeX with amsmath, KaTeX, MathJax and Temml.</summary>
    public static string Latex(MechanismIr model)
    {
        IEnumerable<string> lines = Blocks(model, new LatexStyle()).SelectMany(b => b.Lines.Select((l, i) =>
            $@"  {(b.Title == Where && i == 0 ? @"\text{where } " : "")}{l.Left} &{l.Relation} {l.Right}{(l.For.Length > 0 ? @",\quad " + l.For : "")}".TrimEnd()));
        return "\\begin{aligned}\n" + string.Join(" \\\\\n", lines) + "\n\\end{aligned}\n";
    }

    private static List<EquationBlock> Blocks(MechanismIr model, MathStyle style)
    {
        var write = new MathWriter(style, model);
        List<EquationBlock> blocks =
        [
            new("dynamics", [.. model.States.SelectMany(s => Dynamics(model, s, write, style))]),
            new("observed", [.. model.Observations.SelectMany(o => Observed(o, write, style))]),
            new(Where, [.. EquationNotes.Of(model, write, style)]),
            new("starts", [.. model.Statements.SelectMany(s => Start(s, model, write, style))]),
        ];
        blocks.RemoveAll(b => b.Lines.Count == 0);
        return blocks;
    }

    private static IEnumerable<EquationLine> Dynamics(MechanismIr model, Symbol state, MathWriter plain, MathStyle style)
    {
        MathWriter write = plain.Over(plain.Indices.AxesOf(state.Name));
        if (model.Statements.OfType<NextStatement>().FirstOrDefault(n => n.Quantity == state.Name) is { } next)
        {
            yield return new(style.Next(write.Symbol(state.Name)), "=", write.Term(next.Value));
            yield break;
        }

        var equations = new StateEquations(model);
        int stages = StateEquations.Stages(model, state.Name);
        if (stages == 1)
        {
            yield return new(style.Derivative(write.Symbol(state.Name)), "=", write.Sum(equations.Of(state.Name)));
            yield break;
        }

        (List<MathProduct> first, List<MathProduct> later) = equations.OfStages(state.Name);
        yield return new(style.Derivative(write.Symbol(state.Name, "1")), "=", write.Sum(first));
        yield return new(style.Derivative(write.Symbol(state.Name, StateEquations.Later(stages))), "=", write.Sum(later), style.Chain(stages));
    }

    private static IEnumerable<EquationLine> Observed(ObserveStatement o, MathWriter plain, MathStyle style)
    {
        MathWriter write = plain.Indices.CouplesLocations ? plain.Over([Axis.Location]) : plain;
        string shown = style.Observation(o.Channel);
        yield return new(shown, "=", write.Term(o.Weekday ? new WeekdayFactor() * o.Value : o.Value));
        if (o.Noise is { } noise)
        {
            yield return new(style.Data(o.Channel), style.Relation("~"), style.Family(noise.Family.ToString(), noise.Parameter is null ? [shown] : [shown, write.Term(noise.Parameter)]));
        }
    }

    private static IEnumerable<EquationLine> Start(Statement statement, MechanismIr model, MathWriter plain, MathStyle style)
    {
        if (statement is StartStatement s)
        {
            MathWriter write = plain.Over(plain.Indices.AxesOf(s.State));
            int stages = StateEquations.Stages(model, s.State);
            yield return new(style.AtStart(write.Symbol(s.State, stages > 1 ? "1" : null)), "=", write.Term(s.Value));
            if (stages > 1 && MathProduct.SumOf(s.Value).Count > 0)
            {
                yield return new(style.AtStart(write.Symbol(s.State, StateEquations.Later(stages))), "=", "0", style.Chain(stages));
            }
        }
        else if (statement is StartRestStatement r)
        {
            MathWriter write = plain.Over(plain.Indices.AxesOf(r.State));
            yield return new(style.AtStart(write.Symbol(r.State)), "=", write.Term(r.Total) + string.Concat(
                Others(model, r).Select(n => $" {style.Minus} {style.AtStart(write.Symbol(n))}")));
        }
    }

    private static IEnumerable<string> Others(MechanismIr model, StartRestStatement rest) => StartRests.Others(model, rest).Where(c => !StartsEmpty(model, c));

    private static bool StartsEmpty(MechanismIr model, string state) =>
        model.Statements.OfType<StartStatement>().FirstOrDefault(s => s.State == state) is { } start && MathProduct.SumOf(start.Value).Count == 0;
}

/// <summary>Equations that belong together.</summary>
internal sealed record EquationBlock(string Title, List<EquationLine> Lines);

/// <summary>One equation; what it holds for stands behind it.</summary>
internal sealed record EquationLine(string Left, string Relation, string Right, string For = "");
