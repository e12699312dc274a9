using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>What is known of a network without data: the shape of every node, the channels that each layer reads, the weights.</summary>
/// <param name="Nodes">By node; meaningful where there is no error.</param>
/// <param name="Inputs">Channels that a layer reads, by its name; layers that nothing uses are missing.</param>
/// <param name="Diagnostics">Everything wrong with the network, NG61xx.</param>
public sealed record NetworkShapes(
    ImmutableArray<SignalShape> Nodes, ImmutableDictionary<string, ChannelCount> Inputs, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Checks every node and layer of a network from anywhere; never throws.</summary>
    /// <param name="network">From an author, a file or a rewrite.</param>
    /// <param name="asWritten">False for rewrites, which may take more steps than an author may write.</param>
    public static NetworkShapes Infer(NetworkIr network, bool asWritten = true)
    {
        var wrong = new List<Diagnostic>();
        var inputs = ImmutableDictionary.CreateBuilder<string, ChannelCount>(StringComparer.Ordinal);
        wrong.AddRange(NetworkRules.Form(network, asWritten));
        ImmutableArray<SignalShape> shapes = wrong.Count == 0 ? Walk(network, inputs, wrong) : [];
        if (wrong.Count == 0)
        {
            wrong.AddRange(NetworkRules.Whole(network, shapes, inputs));
        }

        return new(shapes, inputs.ToImmutable(), [.. wrong]);
    }

    private static ImmutableArray<SignalShape> Walk(NetworkIr network, ImmutableDictionary<string, ChannelCount>.Builder inputs, List<Diagnostic> wrong)
    {
        var shapes = ImmutableArray.CreateBuilder<SignalShape>(network.Nodes.Length);
        foreach (SignalNode node in network.Nodes)
        {
            LayerDeclaration? layer = network.LayerOf(node);
            ImmutableArray<SignalShape> operands = [.. node.Operands.Select(o => shapes[o])];
            shapes.Add(SignalRules.Of(node, layer, operands, out ShapeFault? fault));
            fault ??= layer is null || operands.IsEmpty ? null : Claim(inputs, layer, SignalRules.Joined(operands).Channels);
            if (fault is not null)
            {
                wrong.Add(fault.At(layer?.Place ?? Place.None));
                break;
            }
        }

        return shapes.ToImmutable();
    }

    /// <summary>Notes what a layer reads; NG6105 where it reads another number of channels elsewhere.</summary>
    public static ShapeFault? Claim(IDictionary<string, ChannelCount> inputs, LayerDeclaration layer, ChannelCount channels)
    {
        // What has no weights does not mind.
        if (layer is DropoutDeclaration or PositionDeclaration)
        {
            return null;
        }

        return inputs.TryAdd(layer.Name, channels) || inputs[layer.Name] == channels
            ? null
            : new("NG6105", $"{LayerRules.KindOf(layer)} {layer.Name} reads {channels} channels here and {inputs[layer.Name]} elsewhere; used twice, it shares its weights", "declare a second layer");
    }
}
