using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// A layer that begins with a linear map reads the parts of a concatenation one by one: [a, b] W = a W1 + b W2. Nothing is copied, and a
/// part that is repeated over time is mapped once.
/// </summary>
internal static class SplitConcatenations
{
    public static NetworkIr Apply(NetworkIr network) => NetworkEditor.Map(network, (editor, node, _) =>
    {
        if (node is not LayerNode layer || editor.LayerOf(node) is not (LinearDeclaration or GruDeclaration or LstmDeclaration))
        {
            return editor.Add(node);
        }

        ImmutableArray<int> parts = [.. layer.Inputs.SelectMany(p => editor[p] is ConcatNode c ? c.Parts : [p])];
        // One part must keep the time.
        if (parts.Any(p => editor[p] is not RepeatNode && editor.Shape(p).Time != TimeAxis.None))
        {
            parts = [.. parts.Select(p => editor[p] is RepeatNode r ? r.Operand : p)];
        }

        return editor.Add(layer with { Inputs = parts });
    });
}
