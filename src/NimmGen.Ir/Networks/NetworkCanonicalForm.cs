using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NimmGen.Ir;

/// <summary>
/// Digests that are equal for networks that say the same thing: each node's is that of its text with its operands' digests in place of
/// indices, sorted where the order does not matter.
/// </summary>
internal static class NetworkCanonicalForm
{
    public static string HashOf(NetworkIr network)
    {
        bool[] needed = network.Needed();
        var digests = new string[network.Nodes.Length];
        for (int i = 0; i <= network.Output; i++)
        {
            digests[i] = needed[i] ? Digest(Of(network, network.Nodes[i], digests)) : "";
        }

        return digests[network.Output];
    }

    private static string Of(NetworkIr network, SignalNode node, string[] digests)
    {
        string operands = Join(node.Operands.Select(o => digests[o]), ordered: node is not (SumNode or ProductNode));
        string layer = network.LayerOf(node) is { } declaration ? Of(declaration) : "";
        string detail = node switch
        {
            HistoryNode => "history",
            StepsNode => "steps",
            SeasonNode s => $"season {s.Time} {s.Harmonics}",
            PlaceNode => "place",
            LayerNode l => $"apply {l.Activation}",
            PooledAttentionNode p => p.Mean ? "mean of attention" : "sum of attention",
            FunctionNode f => $"{f.Function}",
            AffineNode a => $"affine {R(a.Factor)} {R(a.Shift)}",
            SmoothNode s => $"smooth {R(s.Days)}",
            RepeatNode r => $"repeat {r.Time}",
            ConcatNode => "concat",
            SumNode => "sum",
            ProductNode => "product",
            _ => throw new System.Diagnostics.UnreachableException(node.GetType().Name),
        };
        return $"({detail} {layer} {operands})";
    }

    private static string Of(LayerDeclaration layer) => layer switch
    {
        LinearDeclaration l => $"{l.Name} linear {l.Outputs} {l.Initial}",
        MlpDeclaration m => $"{m.Name} mlp {string.Join(' ', m.Widths)} {m.Activation} {m.Initial}",
        GruDeclaration g => $"{g.Name} gru {g.Hidden} {g.Layers} {g.Bidirectional} {g.Initial}",
        LstmDeclaration g => $"{g.Name} lstm {g.Hidden} {g.Layers} {g.Bidirectional} {g.Initial}",
        Conv1dDeclaration c => $"{c.Name} conv1d {c.Channels} {c.Kernel} {c.Causal} {c.Dilation} {c.Initial}",
        AttentionDeclaration a => $"{a.Name} attention {a.Heads} {a.Window}",
        TransformerDeclaration t => $"{t.Name} transformer {t.Heads} {t.Window} {t.Expand} {R(t.Dropout)}",
        NormDeclaration n => $"{n.Name} norm",
        DropoutDeclaration d => $"{d.Name} dropout {R(d.Rate)}",
        EmbeddingDeclaration e => $"{e.Name} embedding {e.Channels}",
        PositionDeclaration p => $"{p.Name} position",
        _ => throw new System.Diagnostics.UnreachableException(layer.GetType().Name),
    };

    private static string Join(IEnumerable<string> digests, bool ordered) =>
        string.Join(' ', ordered ? digests : digests.Order(StringComparer.Ordinal));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string R(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
