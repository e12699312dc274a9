using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG5002: a free parameter that no observation can feel.</summary>
internal static class InfluenceCheck
{
    public static void Run(Subject subject)
    {
        MechanismIr model = subject.Model;
        if (!model.Observations.Any())
        {
            return;
        }

        var felt = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(model.Observations.SelectMany(o => o.Terms()).SelectMany(Names));
        while (open.TryPop(out string? name))
        {
            if (felt.Add(name))
            {
                foreach (string cause in Causes(subject, name))
                {
                    open.Push(cause);
                }
            }
        }

        var used = model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.References()).ToHashSet(StringComparer.Ordinal);
        foreach (Symbol p in model.Symbols.Where(s => s is NeuralSymbol or LearnedSymbol && used.Contains(s.Name) && !felt.Contains(s.Name)))
        {
            if (subject.Findings.Exists(f => f.Code == "NG0003" && f.Place == p.Place && f.Message.StartsWith(p.Name + " ", StringComparison.Ordinal)))
            {
                continue;
            }

            subject.Error(
                "NG5002", p.Place, $"no observation depends on {p.Name}", why: "training could give it any value",
                fix: $"make {p.Name} a Constant, or observe something that it changes");
        }
    }

    private static IEnumerable<string> Names(Expression term) => term.References()
        .Concat(term.Walk().OfType<Incidence>().Select(i => i.Flow)).Concat(term.Walk().OfType<Cumulative>().Select(c => c.Flow));

    private static IEnumerable<string> Causes(Subject subject, string name)
    {
        if (subject.Lets.TryGetValue(name, out LetStatement? let))
        {
            return Names(let.Value);
        }

        if (subject.Flows.TryGetValue(name, out FlowEdge? flow))
        {
            return Names(flow.EffectiveRate).Append(flow.From ?? flow.To!);
        }

        // The source of a flow feels its hazard whole: a split's fraction matters to the targets only.
        return subject.Symbols.GetValueOrDefault(name) is not (CompartmentSymbol or QuantitySymbol) ? [] : subject.Model.Statements.SelectMany(s => s switch
        {
            StartStatement v when v.State == name => Names(v.Value),
            StartRestStatement v when v.State == name => Names(v.Total).Concat(OthersOf(subject, name)),
            GrowthStatement g when g.Quantity == name => Names(g.PerCapita),
            RateStatement r when r.Quantity == name => Names(r.Rate),
            NextStatement n when n.Quantity == name => Names(n.Value),
            _ => subject.Edges.Where(f => ReferenceEquals(f.Statement, s) && (f.From == name || f.To == name))
                .SelectMany(f => f.To == name ? Names(f.EffectiveRate).Concat(f.From is null ? [] : [f.From]) : Names(f.Rate)),
        });
    }

    private static IEnumerable<string> OthersOf(Subject subject, string state) =>
        subject.Model.Statements.OfType<StartStatement>()
            .Where(s => subject.Components.Any(g => g.Any(c => c.Name == state) && g.Any(c => c.Name == s.State)))
            .SelectMany(s => Names(s.Value));
}
