using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// Where only the mean or sum over time of an attention's output is needed: sum_i sum_j p[i, j] v[j] = sum_j (sum_i p[i, j]) v[j], so that
/// column sums of the weights suffice, the second product over all pairs of steps vanishes, and both outer projections act on one row.
/// </summary>
internal static class PoolAttention
{
    public static NetworkIr Apply(NetworkIr network) => NetworkEditor.Map(network, (editor, node, at) =>
        node is FunctionNode { Function: SignalFunction.MeanOverTime or SignalFunction.SumOverTime } f
            && editor[f.Operand] is LayerNode { Inputs: [int x] } inner && editor.LayerOf(inner) is AttentionDeclaration && editor.ReadsAlone(at)
            ? editor.Add(new PooledAttentionNode(inner.Layer, x, f.Function == SignalFunction.MeanOverTime))
            : editor.Add(node));
}
