using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What acts on each location and step alone, and so commutes with repeating and with picking a step.</summary>
internal static class Pointwise
{
    public static SignalFunction Of(Activation activation) => activation switch
    {
        Activation.Tanh => SignalFunction.Tanh,
        Activation.Relu => SignalFunction.Relu,
        Activation.Gelu => SignalFunction.Gelu,
        Activation.Sigmoid => SignalFunction.Sigmoid,
        Activation.Softplus => SignalFunction.Softplus,
        _ => throw new System.Diagnostics.UnreachableException(activation.ToString()),
    };

    public static Activation? AsActivation(SignalFunction function) => function switch
    {
        SignalFunction.Tanh => Activation.Tanh,
        SignalFunction.Relu => Activation.Relu,
        SignalFunction.Gelu => Activation.Gelu,
        SignalFunction.Sigmoid => Activation.Sigmoid,
        SignalFunction.Softplus => Activation.Softplus,
        _ => null,
    };

    /// <summary>True for steps whose value at a location and time needs their operands there alone. Dropout is not: it draws by time.</summary>
    public static bool Is(SignalNode node, LayerDeclaration? layer) => node switch
    {
        FunctionNode f => AsActivation(f.Function) is not null,
        AffineNode or SumNode or ProductNode or ConcatNode => true,
        LayerNode => layer is LinearDeclaration or NormDeclaration,
        _ => false,
    };
}
