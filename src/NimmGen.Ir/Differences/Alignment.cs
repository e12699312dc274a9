using System.Collections.Immutable;

namespace NimmGen.Ir.Differences;

/// <summary>Two models side by side under the names of the later one.</summary>
internal sealed class Alignment
{
    private Alignment(MechanismIr before, MechanismIr after, ImmutableArray<(string, string)> renamed, ImmutableArray<(FlowEdge?, FlowEdge?)> flows) =>
        (Before, After, Renamed, Flows) = (before, after, renamed, flows);

    /// <summary>The earlier model, with the later one's names wherever something has a counterpart.</summary>
    public MechanismIr Before { get; }

    public MechanismIr After { get; }

    /// <summary>Earlier and later names of what was renamed.</summary>
    public ImmutableArray<(string Old, string New)> Renamed { get; }

    /// <summary>Flows of both, then those of the earlier model alone, then those of the later alone.</summary>
    public ImmutableArray<(FlowEdge? Old, FlowEdge? New)> Flows { get; }

    public static Alignment Of(MechanismIr before, MechanismIr after)
    {
        Dictionary<string, string> names = NameMatching.Find(before, after);
        MechanismIr old = FlowLabels.Apply(new Renaming(names).Apply(before)), now = FlowLabels.Apply(after);
        List<(FlowEdge? Old, FlowEdge? New)> pairs = Match(old, now);
        var flowNames = pairs.Where(p => p.Old is not null && p.New is not null).ToDictionary(p => p.Old!.Name, p => p.New!.Name, StringComparer.Ordinal);
        MechanismIr aligned = FlowLabels.Rename(old, flowNames);
        var edges = aligned.Flows.ToLookup(f => f.Name, StringComparer.Ordinal);
        return new(aligned, now, [.. names.Select(n => (n.Key, n.Value))],
            [.. pairs.Select(p => (p.Old is null ? null : edges[flowNames.GetValueOrDefault(p.Old.Name, p.Old.Name)].First(), p.New))]);
    }

    private static List<(FlowEdge?, FlowEdge?)> Match(MechanismIr before, MechanismIr after)
    {
        var pairs = new List<(FlowEdge?, FlowEdge?)>();
        List<FlowEdge> old = [.. before.Flows], now = [.. after.Flows];
        void Take(Func<FlowEdge, FlowEdge, bool> same)
        {
            foreach (FlowEdge a in old.ToArray())
            {
                if (now.FirstOrDefault(b => same(a, b)) is { } b)
                {
                    pairs.Add((a, b));
                    old.Remove(a);
                    now.Remove(b);
                }
            }
        }

        // Of several with the same ends those that say the same, else those of one name, else in their order.
        Take((a, b) => FlowLabels.Ends(a) == FlowLabels.Ends(b) && Terms.Same(before.Inline(a.EffectiveRate), after.Inline(b.EffectiveRate)));
        Take((a, b) => a.Name == b.Name);
        Take((a, b) => FlowLabels.Ends(a) == FlowLabels.Ends(b));

        // A compartment put in between: S→I goes on as S→E, so that who was counted at S→I is counted there.
        var states = before.States.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Take((a, b) => a.From is not null && a.From == b.From && b.To is not null && !states.Contains(b.To) && Passes(after, b.To, a.To, states));
        var states2 = after.States.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Take((a, b) => a.From is not null && a.From == b.From && a.To is not null && !states2.Contains(a.To) && Passes(before, a.To, b.To, states2));
        pairs.AddRange(old.Select(f => ((FlowEdge?)f, (FlowEdge?)null)));
        pairs.AddRange(now.Select(f => ((FlowEdge?)null, (FlowEdge?)f)));
        return pairs;
    }

    /// <summary>True where the compartment leads to the target directly or through others that only one model has.</summary>
    private static bool Passes(MechanismIr model, string through, string? target, HashSet<string> shared)
    {
        var open = new Stack<string>([through]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out string? state))
        {
            foreach (FlowEdge flow in model.Flows.Where(f => f.From == state))
            {
                if (flow.To == target)
                {
                    return true;
                }

                if (flow.To is not null && !shared.Contains(flow.To) && seen.Add(flow.To))
                {
                    open.Push(flow.To);
                }
            }
        }

        return false;
    }
}
