using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>An activation that alone reads a linear map or convolution becomes part of it, where its slope follows from its value.</summary>
internal static class FuseActivations
{
    public static NetworkIr Apply(NetworkIr network) => NetworkEditor.Map(network, (editor, node, at) =>
        node is FunctionNode { Function: not SignalFunction.Gelu } f && Pointwise.AsActivation(f.Function) is { } activation
            && editor[f.Operand] is LayerNode { Activation: Activation.None } inner
            && editor.LayerOf(inner) is LinearDeclaration or Conv1dDeclaration && editor.ReadsAlone(at)
            ? editor.Add(inner with { Activation = activation })
            : editor.Add(node));
}
