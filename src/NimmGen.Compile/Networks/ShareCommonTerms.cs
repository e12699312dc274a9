using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>Equal steps on equal operands are computed once. Each dropout is a layer of its own, so two draws never become one.</summary>
internal static class ShareCommonTerms
{
    public static NetworkIr Apply(NetworkIr network)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        return NetworkEditor.Map(network, (editor, node, _) =>
        {
            string key = $"{Sorted(node).With([.. Enumerable.Range(0, node.Operands.Length)])}|{string.Join(',', Sorted(node).Operands)}";
            return known.TryGetValue(key, out int index) ? index : known[key] = editor.Add(node);
        });
    }

    private static SignalNode Sorted(SignalNode node) => node is SumNode or ProductNode && node.Operands[0] > node.Operands[1]
        ? node.With([node.Operands[1], node.Operands[0]])
        : node;
}
