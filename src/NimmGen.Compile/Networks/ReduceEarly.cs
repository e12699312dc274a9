using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// The mean over time of a linear map is the map of the mean, of a sum the sum of the means; the last value of anything pointwise is it of
/// the last values: what follows works on one step instead of all.
/// </summary>
internal static class ReduceEarly
{
    public static NetworkIr Apply(NetworkIr network) => NetworkEditor.Map(network, Reduce);

    private static int Reduce(NetworkEditor editor, SignalNode node, int at)
    {
        if (node is FunctionNode { Function: SignalFunction.MeanOverTime or SignalFunction.Last } f && editor[f.Operand] is var inner
            && (f.Function == SignalFunction.Last ? Pointwise.Is(inner, editor.LayerOf(inner)) : IsLinear(editor, inner)))
        {
            return editor.Add(inner.With([.. inner.Operands.Select(o => editor.Shape(o).Time == TimeAxis.None ? o : Reduce(editor, f with { Operand = o }, at))]));
        }

        return editor.Add(node);
    }

    // Affine in its operands together, over the same number of steps.
    private static bool IsLinear(NetworkEditor editor, SignalNode node) => node switch
    {
        AffineNode or SumNode or ConcatNode => true,
        LayerNode { Activation: Activation.None } => editor.LayerOf(node) is LinearDeclaration,
        _ => false,
    };
}
