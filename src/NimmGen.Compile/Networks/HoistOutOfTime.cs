using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What is pointwise and reads only what is repeated is computed once and repeated.</summary>
internal static class HoistOutOfTime
{
    public static NetworkIr Apply(NetworkIr network) => NetworkEditor.Map(network, (editor, node, _) =>
        !node.Operands.IsEmpty && Pointwise.Is(node, editor.LayerOf(node)) && node.Operands.All(o => editor[o] is RepeatNode)
            ? editor.Add(new RepeatNode(
                editor.Add(node.With([.. node.Operands.Select(o => ((RepeatNode)editor[o]).Operand)])), ((RepeatNode)editor[node.Operands[0]]).Time))
            : editor.Add(node));
}
