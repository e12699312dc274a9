using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>Groups of compartments that flows connect, in whatever direction.</summary>
public static class FlowComponents
{
    /// <summary>Each group in order of declaration; a compartment without a flow is a group of one.</summary>
    public static ImmutableArray<ImmutableArray<CompartmentSymbol>> Of(MechanismIr model)
    {
        var root = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (CompartmentSymbol c in model.Compartments)
        {
            root[c.Name] = c.Name;
        }

        string Find(string name)
        {
            while (root[name] != name)
            {
                name = root[name];
            }

            return name;
        }

        foreach (FlowEdge flow in model.Flows)
        {
            if (flow.From is not null && flow.To is not null && root.ContainsKey(flow.From) && root.ContainsKey(flow.To))
            {
                root[Find(flow.To)] = Find(flow.From);
            }
        }

        return [.. model.Compartments.DistinctBy(c => c.Name, StringComparer.Ordinal).GroupBy(c => Find(c.Name), StringComparer.Ordinal).Select(g => g.ToImmutableArray())];
    }
}
