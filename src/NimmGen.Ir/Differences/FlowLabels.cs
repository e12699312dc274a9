using System.Collections.Immutable;

namespace NimmGen.Ir.Differences;

/// <summary>Names flows by their ends, S→E, since the name an author gives one is no part of what it does.</summary>
internal static class FlowLabels
{
    /// <summary>The model with such names; where several flows share their ends the author's name stands behind.</summary>
    public static MechanismIr Apply(MechanismIr model)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        ILookup<string, FlowEdge> byEnds = model.Flows.ToLookup(Ends, StringComparer.Ordinal);
        foreach (IGrouping<string, FlowEdge> group in byEnds)
        {
            foreach (FlowEdge flow in group)
            {
                string label = group.Count() == 1 ? group.Key : $"{group.Key} ({flow.Name})";
                for (int i = 2; !taken.Add(label); i++)
                {
                    label = $"{group.Key} ({flow.Name} {i})";
                }

                labels[flow.Name] = label;
            }
        }

        return Rename(model, labels);
    }

    /// <summary>The model with its flows, and what is said of them, under other names.</summary>
    public static MechanismIr Rename(MechanismIr model, IReadOnlyDictionary<string, string> names)
    {
        string To(string name) => names.GetValueOrDefault(name, name);
        Expression Term(Expression term) => term switch
        {
            Incidence i => new Incidence(To(i.Flow)),
            Cumulative c => new Cumulative(To(c.Flow)),
            _ => term.Map(Term),
        };
        return model with
        {
            Statements = [.. model.Statements.Select(s => StatementMap.Terms(s switch
            {
                FlowStatement f => f with { Name = To(f.Name) },
                SplitStatement p => p with { Name = To(p.Name), RestName = To(p.RestName) },
                OutflowStatement o => o with { Name = To(o.Name) },
                InflowStatement i => i with { Name = To(i.Name) },
                TransferStatement t => t with { Name = To(t.Name) },
                _ => s,
            }, Term))],
        };
    }

    /// <summary>S→E, →E for an inflow, S→ for an outflow, with groups in brackets.</summary>
    public static string Ends(FlowEdge flow) => $"{flow.From}{Of(flow.FromGroup)}→{flow.To}{Of(flow.ToGroup)}";

    private static string Of(Group? group) => group is null ? "" : $"[{group.Label}]";
}
