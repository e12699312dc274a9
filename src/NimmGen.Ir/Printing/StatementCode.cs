namespace NimmGen.Ir.Printing;

/// <summary>One statement of Define.</summary>
internal static class StatementCode
{
    public static string Of(Statement statement, MechanismIr model) => statement switch
    {
        FlowStatement f => $"{Bound(f.Name, model)}Flow({f.From}{G(f.FromGroup)}, {f.To}{G(f.ToGroup)}, {T(f.Hazard)}{(f.EveryStage ? ", everyStage: true" : "")}{Named(f.Name, $"{f.From}_{f.To}", model)})",
        OutflowStatement o => $"{Bound(o.Name, model)}Outflow({o.From}{G(o.FromGroup)}, {T(o.Hazard)}{Named(o.Name, $"{o.From}_out", model)})",
        InflowStatement i => $"{Bound(i.Name, model)}Inflow({i.To}{G(i.ToGroup)}, {T(i.Rate)}{Named(i.Name, $"in_{i.To}", model)})",
        TransferStatement t => $"{Bound(t.Name, model)}Transfer({t.From}{G(t.FromGroup)}, {t.To}{G(t.ToGroup)}, {T(t.Rate)}{Named(t.Name, $"{t.From}_{t.To}", model)})",
        NextStatement n => $"Next({n.Quantity}, {T(n.Value)})",
        SplitStatement s => Split(s, model),
        GrowthStatement g => $"Growth({g.Quantity}, perCapita: {T(g.PerCapita)})",
        RateStatement r => $"Rate({r.Quantity}, {T(r.Rate)})",
        StartStatement s => $"Start({s.State}, {Start(s.Value)})",
        StartRestStatement s => $"StartRest({s.State}, {T(s.Total)})",
        ObserveStatement o => $"Observe({Quote(o.Channel)}, {UnitText.Declared(o.Unit)}, {T(o.Value)}{Of(o.Noise)}{(o.Weekday ? ", weekday: true" : "")})",
        LetStatement l => $"{(IsUsed(l, model) ? $"Expr {l.Name} = " : "")}Let({Quote(l.Name)}, {T(l.Value)}{(l.Role is null ? "" : ", " + CSharpPrinter.Role(l.Role))})",
        _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
    };

    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").ReplaceLineEndings("\\n") + "\"";

    private static string Split(SplitStatement s, MechanismIr model)
    {
        bool first = IsObserved(s.Name, model), second = IsObserved(s.RestName, model);
        string bound = first || second ? $"({(first ? "Flow " + s.Name : "_")}, {(second ? "Flow " + s.RestName : "_")}) = " : "";
        string names = (NeedsName(s.Name, $"{s.From}_{s.To}", model) ? $", name: {Quote(s.Name)}" : "")
            + (NeedsName(s.RestName, $"{s.From}_{s.Rest}", model) ? $", restName: {Quote(s.RestName)}" : "");
        return $"{bound}Split({s.From}, {T(s.Hazard)}, to: {s.To}, fraction: {T(s.Fraction)}, rest: {s.Rest}{names})";
    }

    // A bare 0 takes the unit of its state, so 0 in that unit is written bare.
    private static string Start(Expression value) => value is Number { Value: 0 } ? "0" : T(value);

    private static string T(Expression term) => TermPrinter.Print(term);

    private static string G(Group? group) => TermPrinter.Of(group);

    private static string Of(Noise? noise) =>
        noise is null ? "" : $", noise: {noise.Family}({(noise.Parameter is null ? "" : T(noise.Parameter))})";

    private static string Bound(string flow, MechanismIr model) => IsObserved(flow, model) ? $"Flow {flow} = " : "";

    private static string Named(string name, string ends, MechanismIr model) => NeedsName(name, ends, model) ? $", name: {Quote(name)}" : "";

    // The variable that Incidence sees names the flow; else its ends do, where no other flow has them.
    private static bool NeedsName(string name, string ends, MechanismIr model) =>
        !IsObserved(name, model) && (name != ends || model.Flows.Count(f => Ends(f) == ends) > 1);

    private static string Ends(FlowEdge flow) => flow.From is null ? $"in_{flow.To}" : flow.To is null ? $"{flow.From}_out" : $"{flow.From}_{flow.To}";

    private static bool IsObserved(string flow, MechanismIr model) =>
        model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.Walk()).Any(n => n is Incidence i && i.Flow == flow || n is Cumulative c && c.Flow == flow);

    private static bool IsUsed(LetStatement let, MechanismIr model) =>
        model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.Walk()).Any(n => n is Reference r && r.Name == let.Name);
}
