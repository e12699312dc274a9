using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>Rules about a network as a whole.</summary>
internal static class NetworkRules
{
    /// <summary>That it is a network at all: names, indices, numbers, size. Nothing else can be asked before.</summary>
    public static IEnumerable<Diagnostic> Form(NetworkIr network, bool asWritten)
    {
        if (network.Nodes.IsDefaultOrEmpty || network.Layers.IsDefault || network.Output < 0 || network.Output >= network.Nodes.Length)
        {
            yield return Error("NG6103", Place.None, "the network returns nothing", "return a Signal from Define");
            yield break;
        }

        if (asWritten && (network.Layers.Length > NetworkLimits.Layers || network.Nodes.Length > NetworkLimits.Nodes))
        {
            yield return Error(
                "NG6107", Place.None, $"the network has {network.Layers.Length} layers and {network.Nodes.Length} steps of computation, at most {NetworkLimits.Layers} and {NetworkLimits.Nodes}",
                "write a smaller network");
            yield break;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (LayerDeclaration layer in network.Layers)
        {
            if (string.IsNullOrEmpty(layer?.Name) || !names.Add(layer.Name))
            {
                yield return Error("NG0007", layer?.Place ?? Place.None, $"layer '{layer?.Name}' has no name or a name that is taken", "call it something else");
            }
            else if (LayerRules.Check(layer) is { } fault)
            {
                yield return fault.At(layer.Place);
            }
        }

        for (int i = 0; i < network.Nodes.Length; i++)
        {
            SignalNode? node = network.Nodes[i];
            if (node is null || node is LayerNode { Inputs.IsDefaultOrEmpty: true } or ConcatNode { Parts.IsDefaultOrEmpty: true } || node.Operands.Any(o => o < 0 || o >= i))
            {
                yield return Error("NG6101", Place.None, $"node {i} reads what is not there before it", "store what NetworkJson wrote");
            }
            else if (node is LayerNode or PlaceNode or PooledAttentionNode && !Fits(node, network.LayerOf(node)))
            {
                yield return Error("NG6101", Place.None, $"node {i} applies a layer that is not declared, or not of its kind", "declare it as a field");
            }
        }
    }

    /// <summary>What it returns, what it uses, how large it is.</summary>
    public static IEnumerable<Diagnostic> Whole(NetworkIr network, ImmutableArray<SignalShape> shapes, IReadOnlyDictionary<string, ChannelCount> inputs)
    {
        if (shapes[network.Output].Time != TimeAxis.Steps)
        {
            yield return Error(
                "NG6103", Place.None, $"the network returns a signal of shape {shapes[network.Output]}, expected one embedding a location and step: [location, steps, channel]",
                shapes[network.Output].Time == TimeAxis.None ? "return summary.Repeat(steps), or a Gru of Concat(steps, summary.Repeat(steps))" : "decode it: Concat(steps, x.MeanOverTime().Repeat(steps))");
        }

        long weights = ParameterCount.Of(network, inputs).Fixed;
        if (weights > NetworkLimits.Parameters)
        {
            yield return Error("NG6107", Place.None, $"the network has {weights} weights, at most {NetworkLimits.Parameters}", "take narrower layers: 16 to 64 hidden units serve most panels");
        }

        bool[] needed = network.Needed();
        HashSet<string> used = [.. network.Nodes.Where((_, i) => needed[i]).Select(n => network.LayerOf(n)?.Name).OfType<string>()];
        foreach (LayerDeclaration layer in network.Layers.Where(l => !used.Contains(l.Name)))
        {
            yield return new("NG0003", Severity.Warning, layer.Place, $"layer {layer.Name} is declared, and the output does not need it", Fix: "use it, or remove it");
        }

        if (!network.Nodes.Where((n, i) => needed[i] && n is HistoryNode).Any())
        {
            yield return new(
                "NG6106", Severity.Warning, Place.None, "the network does not look at the history: what it predicts does not depend on what was observed",
                Fix: "encode it: encoder.Of(Standardise(history)).MeanOverTime()");
        }
    }

    private static bool Fits(SignalNode node, LayerDeclaration? layer) => node switch
    {
        PlaceNode => layer is EmbeddingDeclaration,
        PooledAttentionNode => layer is AttentionDeclaration,
        _ => layer is not null,
    };

    private static Diagnostic Error(string code, Place place, string message, string fix) => new(code, Severity.Error, place, message, Fix: fix);
}
