using System.Text;

namespace NimmGen.Ir.Printing;

/// <summary>A mechanism as a Mermaid flow chart: arrows carry their rates, what is observed hangs on dashed arrows.</summary>
public static class MermaidPrinter
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "end", "graph", "subgraph", "flowchart", "style", "linkStyle", "class", "classDef", "click", "default", "direction",
    };

    public static string Print(MechanismIr model)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (Symbol state in model.States)
        {
            (string open, string close) = state is QuantitySymbol ? ("([", "])") : ("[", "]");
            text.Append($"  {Id(state.Name)}{open}{Quote(state.Name)}{close}\n");
        }

        int outside = 0;
        foreach (FlowEdge flow in model.Flows)
        {
            string from = flow.From is null ? $"outside{++outside}(( ))" : Id(flow.From);
            string to = flow.To is null ? $"outside{++outside}(( ))" : Id(flow.To);
            text.Append($"  {from} -- {Quote(TermPrinter.Print(flow.EffectiveRate))} --> {to}\n");
        }

        foreach (Statement statement in model.Statements)
        {
            (string Quantity, Expression Rate)? own = statement switch
            {
                NextStatement n => (n.Quantity, n.Value),
                GrowthStatement g => (g.Quantity, g.PerCapita),
                RateStatement r => (r.Quantity, r.Rate),
                _ => null,
            };
            if (own is { } equation)
            {
                text.Append($"  {Id(equation.Quantity)} -- {Quote(TermPrinter.Print(equation.Rate))} --> {Id(equation.Quantity)}\n");
            }
        }

        foreach (ObserveStatement observation in model.Observations)
        {
            Observation(text, model, observation);
        }

        return text.ToString();
    }

    private static void Observation(StringBuilder text, MechanismIr model, ObserveStatement observation)
    {
        string id = "obs_" + string.Concat(observation.Channel.Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        text.Append($"  {id}>{Quote(observation.Channel)}]\n");
        Expression value = model.Inline(observation.Value);
        if (value.Size > 10_000)
        {
            return;
        }

        foreach (Expression seen in value.Walk().Where(n => n is Incidence or Cumulative || (n is Reference r && model.States.Any(s => s.Name == r.Name))).Distinct())
        {
            if (seen is Reference state)
            {
                text.Append($"  {Id(state.Name)} -.-> {id}\n");
            }
            else if ((seen as Incidence)?.Flow is var name && model.Flows.FirstOrDefault(f => f.Name == (name ?? ((Cumulative)seen).Flow)) is { } flow)
            {
                text.Append($"  {Id((flow.To ?? flow.From)!)} -. {Quote($"{(name is null ? "cumulative" : "incidence")}({flow.From}→{flow.To})")} .-> {id}\n");
            }
        }
    }

    private static string Id(string name) => Reserved.Contains(name) ? name + "_" : name;

    private static string Quote(string text) => "\"" + text.Replace("\"", "#quot;").Replace("<", "#lt;").Replace(">", "#gt;").ReplaceLineEndings(" ") + "\"";
}
