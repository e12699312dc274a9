using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG2006: compartments that stay empty for ever (error), and infectious ones that nobody leaves (warning).</summary>
internal static class ReachCheck
{
    public static void Run(Subject subject)
    {
        if (subject.Has("NG6001") || subject.Has("NG2001") || subject.Has("NG2002"))
        {
            return;
        }

        Empty(subject);
        foreach (CompartmentSymbol c in subject.Model.Compartments.Where(c => subject.Edges.Any(f => f.To == c.Name) && !subject.Edges.Any(f => f.From == c.Name)))
        {
            if (subject.Edges.FirstOrDefault(f => f.PerCapita && subject.Rises(f.EffectiveRate, c.Name)) is { } flow)
            {
                subject.Warn(
                    "NG2006", c.Place, $"nobody ever leaves {c.Name}, and it raises the hazard of flow {Subject.Arrow(flow)}", why: "whoever is in it acts on the others for ever",
                    fix: $"a Flow or Outflow from {c.Name}; keep it if that is so in the disease");
            }
        }
    }

    // Filled states by fixed point: by their start, an inflow, or a flow from a filled state whose hazard is not zero for want of others.
    private static void Empty(Subject subject)
    {
        var filled = new HashSet<string>(StringComparer.Ordinal);
        bool Zero(Expression term) => IsZero(subject, term, filled, new(StringComparer.Ordinal));
        foreach (Statement start in subject.Model.Statements)
        {
            _ = start switch
            {
                StartRestStatement r => filled.Add(r.State),
                StartStatement s when !Zero(s.Value) => filled.Add(s.State),
                _ => false,
            };
        }

        foreach (Symbol quantity in subject.Model.States.Where(s => s is QuantitySymbol))
        {
            filled.Add(quantity.Name);
        }

        for (bool more = true; more;)
        {
            more = false;
            foreach (FlowEdge flow in subject.Edges.Where(f => f.To is not null && !filled.Contains(f.To) && (f.From is null || filled.Contains(f.From))))
            {
                more |= !Zero(flow.EffectiveRate) && filled.Add(flow.To!);
            }
        }

        CompartmentSymbol[] empty = [.. subject.Model.Compartments.Where(c => !filled.Contains(c.Name))];
        if (empty.Length > 0)
        {
            subject.Error(
                "NG2006", empty[0].Place, $"{string.Join(", ", empty.Select(c => c.Name))} {(empty.Length == 1 ? "starts empty and stays" : "start empty and stay")} empty",
                why: "no start above zero, no inflow and no flow from a compartment with people leads there", fix: $"Start({empty[0].Name}, infected0 * population), or an Inflow");
        }
    }

    private static bool IsZero(Subject subject, Expression term, HashSet<string> filled, Dictionary<string, bool> lets) => term switch
    {
        Number n => n.Value == 0,
        Reference r when subject.Symbols.TryGetValue(r.Name, out Symbol? s) => s switch
        {
            CompartmentSymbol => !filled.Contains(s.Name),
            ConstantSymbol c => c.Values.IsEmpty ? c.Value == 0 : c.Values.All(v => v == 0),
            _ => false,
        },
        Reference r => OfLet(subject, r.Name, filled, lets),
        Binary { Operator: Operator.Add or Operator.Subtract } b => IsZero(subject, b.Left, filled, lets) && IsZero(subject, b.Right, filled, lets),
        Binary { Operator: Operator.Multiply } b => IsZero(subject, b.Left, filled, lets) || IsZero(subject, b.Right, filled, lets),
        Binary { Operator: Operator.Divide } b => IsZero(subject, b.Left, filled, lets),
        Binary { Operator: Operator.Power, Right: Number { Value: > 0 } } b => IsZero(subject, b.Left, filled, lets),
        Negate or SumOver or Select or Mix or Smooth => IsZero(subject, term.Children[0], filled, lets),
        _ => false,
    };

    private static bool OfLet(Subject subject, string name, HashSet<string> filled, Dictionary<string, bool> lets)
    {
        if (!lets.TryGetValue(name, out bool zero))
        {
            lets[name] = zero = subject.Lets.TryGetValue(name, out LetStatement? let) && IsZero(subject, let.Value, filled, lets);
        }

        return zero;
    }
}
