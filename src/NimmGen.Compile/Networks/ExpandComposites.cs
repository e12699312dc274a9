using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// Writes composite layers out: an Mlp as its linear maps, stacked recurrent layers one by one, a TransformerBlock as norm, attention and
/// maps with their sums. Each use of a Dropout becomes a layer of its own, name#node, so that its draws do not depend on other rewrites.
/// </summary>
internal static class ExpandComposites
{
    public static NetworkIr Apply(NetworkIr network)
    {
        NetworkShapes shapes = NetworkShapes.Infer(network, asWritten: false);
        var layers = ImmutableArray.CreateBuilder<LayerDeclaration>();
        layers.AddRange(network.Layers.SelectMany(l => Parts(l, shapes)));
        for (int i = 0; i < network.Nodes.Length; i++)
        {
            layers.AddRange(Drops(network.LayerOf(network.Nodes[i]), i));
        }

        return NetworkEditor.Map(
            network, (editor, node, at) => node is LayerNode n ? Expand(editor, n, network.Find(n.Layer)!, at) : editor.Add(node), layers.ToImmutable());
    }

    private static IEnumerable<LayerDeclaration> Parts(LayerDeclaration layer, NetworkShapes shapes) => layer switch
    {
        MlpDeclaration m => m.Widths.Select((w, i) => new LinearDeclaration($"{m.Name}.{i}", w, m.Initial, m.Place)),
        GruDeclaration { Layers: > 1 } g => Enumerable.Range(0, g.Layers).Select(i => g with { Name = $"{g.Name}.{i}", Layers = 1 }),
        LstmDeclaration { Layers: > 1 } g => Enumerable.Range(0, g.Layers).Select(i => g with { Name = $"{g.Name}.{i}", Layers = 1 }),
        TransformerDeclaration t => shapes.Inputs.TryGetValue(t.Name, out ChannelCount channels) ? Parts(t, channels.Fixed) : [],
        DropoutDeclaration d => IsOneUse(d) ? [d] : [],
        _ => [layer],
    };

    private static IEnumerable<LayerDeclaration> Parts(TransformerDeclaration t, int width) =>
    [
        new NormDeclaration($"{t.Name}.norm1", t.Place), new AttentionDeclaration($"{t.Name}.attention", t.Heads, t.Window, t.Place),
        new NormDeclaration($"{t.Name}.norm2", t.Place), new LinearDeclaration($"{t.Name}.up", t.Expand * width, Initial.Default, t.Place),
        new LinearDeclaration($"{t.Name}.down", width, Initial.Default, t.Place),
    ];

    private static IEnumerable<LayerDeclaration> Drops(LayerDeclaration? layer, int node) => layer switch
    {
        DropoutDeclaration d when !IsOneUse(d) => [d with { Name = $"{d.Name}#{node}" }],
        TransformerDeclaration { Dropout: > 0 } t => [new DropoutDeclaration($"{t.Name}.attention#{node}", t.Dropout, t.Place), new DropoutDeclaration($"{t.Name}.down#{node}", t.Dropout, t.Place)],
        _ => [],
    };

    private static bool IsOneUse(DropoutDeclaration drop) => drop.Name.Contains('#', StringComparison.Ordinal);

    private static int Expand(NetworkEditor editor, LayerNode node, LayerDeclaration layer, int at)
    {
        int Apply(string name, int x) => editor.Add(new LayerNode(name, [x]));
        switch (layer)
        {
            case MlpDeclaration m:
                int value = Apply($"{m.Name}.0", node.Inputs[0]);
                for (int i = 1; i < m.Widths.Length; i++)
                {
                    value = m.Activation == Activation.None ? value : editor.Add(new FunctionNode(Pointwise.Of(m.Activation), value));
                    value = Apply($"{m.Name}.{i}", value);
                }

                return value;
            case GruDeclaration { Layers: > 1 } g:
                return Enumerable.Range(0, g.Layers).Aggregate(node.Inputs[0], (x, i) => Apply($"{g.Name}.{i}", x));
            case LstmDeclaration { Layers: > 1 } g:
                return Enumerable.Range(0, g.Layers).Aggregate(node.Inputs[0], (x, i) => Apply($"{g.Name}.{i}", x));
            case TransformerDeclaration t:
                int Branch(int from, string name) => t.Dropout > 0 ? Apply($"{t.Name}.{name}#{at}", from) : from;
                int attended = Apply($"{t.Name}.attention", Apply($"{t.Name}.norm1", node.Inputs[0]));
                int sum = editor.Add(new SumNode(node.Inputs[0], Branch(attended, "attention")));
                int up = editor.Add(new FunctionNode(SignalFunction.Gelu, Apply($"{t.Name}.up", Apply($"{t.Name}.norm2", sum))));
                return editor.Add(new SumNode(sum, Branch(Apply($"{t.Name}.down", up), "down")));
            case DropoutDeclaration d when !IsOneUse(d):
                return Apply($"{d.Name}#{at}", node.Inputs[0]);
            default:
                return editor.Add(node);
        }
    }
}
