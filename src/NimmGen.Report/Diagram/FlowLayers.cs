using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>
/// The columns of a compartment diagram: a state stands one column right of the furthest state that flows into it;
/// flows that would close a circle (waning immunity) are drawn backwards and do not count.
/// </summary>
internal sealed class FlowLayers
{
    private readonly Dictionary<string, int> _layer = new(StringComparer.Ordinal);

    private FlowLayers(ImmutableArray<string> states)
    {
        States = states;
    }

    /// <summary>In order of declaration.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>Left to right, then by declaration.</summary>
    public ImmutableArray<string> InOrder => [.. States.OrderBy(s => _layer[s])];

    /// <summary>Column of a state, from 0.</summary>
    public int this[string state] => _layer[state];

    /// <summary>True for a state of the model.</summary>
    public bool Has(string state) => _layer.ContainsKey(state);

    public static FlowLayers Of(MechanismIr model)
    {
        var layers = new FlowLayers([.. model.States.Select(s => s.Name).Distinct(StringComparer.Ordinal)]);
        var edges = model.Flows.Where(f => f.From is not null && f.To is not null && f.From != f.To).ToLookup(f => f.From!, f => f.To!, StringComparer.Ordinal);
        var onPath = new HashSet<string>(StringComparer.Ordinal);
        var forward = new HashSet<(string From, string To)>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (string state in layers.States)
        {
            Visit(state);
        }

        // Longest path over the forward arrows; as many rounds as states suffice.
        foreach (string state in layers.States)
        {
            layers._layer[state] = 0;
        }

        for (int round = 0; round < layers.States.Length; round++)
        {
            foreach ((string from, string to) in forward)
            {
                layers._layer[to] = Math.Max(layers._layer[to], layers._layer[from] + 1);
            }
        }

        return layers;

        void Visit(string state)
        {
            if (!done.Add(state))
            {
                return;
            }

            onPath.Add(state);
            foreach (string to in edges[state].Where(t => layers.States.Contains(t)))
            {
                if (!onPath.Contains(to))
                {
                    forward.Add((state, to));
                    Visit(to);
                }
            }

            onPath.Remove(state);
        }
    }
}
