using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>Writes a network anew, node by node, from another.</summary>
internal sealed class NetworkEditor
{
    private readonly NetworkIr _old;
    private readonly List<SignalNode> _nodes = [];
    private readonly List<SignalShape> _shapes = [];
    private readonly Dictionary<string, LayerDeclaration> _layers;

    private NetworkEditor(NetworkIr old)
    {
        _old = old;
        _layers = old.Layers.ToDictionary(l => l.Name, StringComparer.Ordinal);
        Uses = new int[old.Nodes.Length];
        bool[] needed = old.Needed();
        foreach (int operand in old.Nodes.Where((_, i) => needed[i]).SelectMany(n => n.Operands))
        {
            Uses[operand]++;
        }

        Uses[old.Output]++;
    }

    /// <summary>What a rewrite puts in place of a node.</summary>
    /// <param name="editor">Where new nodes go.</param>
    /// <param name="node">With the new indices of its operands.</param>
    /// <param name="at">The old index of the node.</param>
    /// <returns>The new index of its value.</returns>
    public delegate int Replace(NetworkEditor editor, SignalNode node, int at);

    /// <summary>How often each old node is read, by nodes that the output needs and as the output.</summary>
    private int[] Uses { get; }

    public SignalNode this[int index] => _nodes[index];

    /// <summary>True where nothing but the node at the old index reads its first operand.</summary>
    public bool ReadsAlone(int at) => Uses[_old.Nodes[at].Operands[0]] == 1;

    /// <summary>The network with every node replaced; layers as they were, or those given.</summary>
    public static NetworkIr Map(NetworkIr network, Replace replace, ImmutableArray<LayerDeclaration>? layers = null)
    {
        var editor = new NetworkEditor(network);
        foreach (LayerDeclaration layer in layers ?? [])
        {
            editor._layers[layer.Name] = layer;
        }

        var index = new int[network.Nodes.Length];
        for (int i = 0; i < index.Length; i++)
        {
            SignalNode node = network.Nodes[i];
            index[i] = replace(editor, node.With([.. node.Operands.Select(o => index[o])]), i);
        }

        return network with { Layers = layers ?? network.Layers, Nodes = [.. editor._nodes], Output = index[network.Output] };
    }

    /// <summary>Appends a node whose operands are there.</summary>
    public int Add(SignalNode node)
    {
        _nodes.Add(node);
        _shapes.Add(SignalRules.Of(node, LayerOf(node), [.. node.Operands.Select(o => _shapes[o])], out ShapeFault? fault));
        return fault is null ? _nodes.Count - 1 : throw new InvalidOperationException($"a rewrite of {_old.Name} broke it: {fault.Message}");
    }

    public SignalShape Shape(int index) => _shapes[index];

    public LayerDeclaration? LayerOf(SignalNode node) => node switch
    {
        LayerNode l => _layers[l.Layer],
        PlaceNode p => _layers[p.Layer],
        PooledAttentionNode p => _layers[p.Layer],
        _ => null,
    };
}
