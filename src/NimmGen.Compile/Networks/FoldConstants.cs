using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// a (b x + c) + d is (ab) x + (ac + d); 1 x + 0 is x; the mean over time, or the last value, of what is repeated is that; a concatenation of
/// one is it, of concatenations one; a dropout of nothing is nothing.
/// </summary>
internal static class FoldConstants
{
    public static NetworkIr Apply(NetworkIr network) => NetworkEditor.Map(network, Fold);

    private static int Fold(NetworkEditor editor, SignalNode node, int at) => node switch
    {
        AffineNode { Factor: 1, Shift: 0 } a => a.Operand,
        AffineNode a when editor[a.Operand] is AffineNode b =>
            Fold(editor, new AffineNode(b.Operand, a.Factor * b.Factor, a.Factor * b.Shift + a.Shift), at),
        FunctionNode { Function: SignalFunction.MeanOverTime or SignalFunction.Last } f when editor[f.Operand] is RepeatNode r => r.Operand,
        ConcatNode { Parts: [int only] } => only,
        ConcatNode c when c.Parts.Any(p => editor[p] is ConcatNode) =>
            editor.Add(new ConcatNode([.. c.Parts.SelectMany(p => editor[p] is ConcatNode inner ? inner.Parts : [p])])),
        LayerNode l when editor.LayerOf(l) is DropoutDeclaration { Rate: 0 } => l.Inputs[0],
        _ => editor.Add(node),
    };
}
