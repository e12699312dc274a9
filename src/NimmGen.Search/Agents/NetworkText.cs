using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Search;

/// <summary>The network that a candidate brings, as lines of a prompt: what it predicts, its layers with shapes and weights; no code.</summary>
internal static class NetworkText
{
    /// <summary>Empty for a model whose network is given.</summary>
    public static string Of(MechanismIr model) => model.Network is not { } network ? "" :
        $"The network {network.Name} predicts {Predicted(model)} from the observed history:\n{string.Join('\n', NetworkPrinter.Describe(network).Select(l => $"- {l}"))}";

    /// <summary>The same behind equations.</summary>
    public static string Below(MechanismIr model) => Of(model) is { Length: > 0 } text ? "\n" + text : "";

    private static string Predicted(MechanismIr model) =>
        model.Neurals.Select(n => n.Name).ToArray() is { Length: > 0 } names ? string.Join(", ", names) : "nothing: the model has no neural parameters";
}
