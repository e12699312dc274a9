namespace NimmGen.Ir.Differences;

/// <summary>A model under other names of its symbols, lets and axes; flows, structure, places and comments stay.</summary>
internal sealed class Renaming(IReadOnlyDictionary<string, string> names)
{
    public MechanismIr Apply(MechanismIr model) => names.Count == 0 ? model : model with
    {
        Symbols = [.. model.Symbols.Select(Apply)],
        Axes = [.. model.Axes.Select(a => a with { Name = To(a.Name) })],
        Statements = [.. model.Statements.Select(Apply)],
    };

    private Statement Apply(Statement statement) => StatementMap.Terms(statement switch
    {
        FlowStatement f => f with { From = To(f.From), To = To(f.To), FromGroup = Apply(f.FromGroup), ToGroup = Apply(f.ToGroup) },
        SplitStatement s => s with { From = To(s.From), To = To(s.To), Rest = To(s.Rest) },
        OutflowStatement o => o with { From = To(o.From), FromGroup = Apply(o.FromGroup) },
        InflowStatement i => i with { To = To(i.To), ToGroup = Apply(i.ToGroup) },
        TransferStatement t => t with { From = To(t.From), To = To(t.To), FromGroup = Apply(t.FromGroup), ToGroup = Apply(t.ToGroup) },
        NextStatement n => n with { Quantity = To(n.Quantity) },
        GrowthStatement g => g with { Quantity = To(g.Quantity) },
        RateStatement r => r with { Quantity = To(r.Quantity) },
        StartStatement s => s with { State = To(s.State) },
        StartRestStatement s => s with { State = To(s.State) },
        ObserveStatement o => o,
        LetStatement l => l with { Name = To(l.Name) },
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    }, Apply);

    private Expression Apply(Expression term) => term switch
    {
        Reference r => names.TryGetValue(r.Name, out string? other) ? new Reference(other) : r,
        Mix m => new Mix(To(m.Matrix), Apply(m.Operand), m.Transposed),
        ClosureCall c => new ClosureCall(To(c.Closure), [.. c.Arguments.Select(Apply)]),
        SumOver s => new SumOver(Apply(s.Operand), To(s.Axis)),
        Select s => new Select(Apply(s.Operand), Apply(s.Group)!),
        _ => term.Map(Apply),
    };

    private Symbol Apply(Symbol symbol)
    {
        Symbol renamed = symbol with { Name = To(symbol.Name), Axes = [.. symbol.Axes.Select(To)] };
        return renamed is MatrixSymbol m ? m with { Rows = To(m.Rows), Columns = To(m.Columns) } : renamed;
    }

    private Group? Apply(Group? group) => group is null ? null : group with { Axis = To(group.Axis) };

    private string To(string name) => names.GetValueOrDefault(name, name);
}
