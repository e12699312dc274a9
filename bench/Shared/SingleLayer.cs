using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;

namespace NimmGen.Bench;

/// <summary>A network around one layer, or around none, whose time is what to subtract.</summary>
internal static class SingleLayer
{
    /// <summary>Channels that enter the layer.</summary>
    public const int Channels = 64;

    /// <summary>
    /// A map of the history to <see cref="Channels"/>, which gives the layer an input with an adjoint, the layer where there is one, and
    /// the sum over time of its squares: squared, so that no rewrite moves the sum past the layer.
    /// </summary>
    /// <param name="layer">Null for the rest alone.</param>
    /// <param name="features">Of the history, at least 1.</param>
    /// <param name="places">At least 1.</param>
    /// <param name="steps">Of the history, at least 1.</param>
    public static NetworkProgram<float> Program(LayerDeclaration? layer, int features, int places, int steps)
    {
        var before = new LinearDeclaration("before", Channels, Initial.Default, Place.None);
        SignalNode[] map = [new HistoryNode(), new LayerNode("before", [0])];
        NetworkIr network = layer is null
            ? new("Before", null, [before], [.. map, .. Tail(1)], 4)
            : new("Layer", null, [before, layer], [.. map, new LayerNode(layer.Name, [1]), .. Tail(2)], 5);
        return new(network, new(features, places, steps, 1, 1), 1, new FloatArithmetic(SimdWidth.Widest), long.MaxValue);
    }

    /// <summary>A history [step, place, feature] within -1 and 1.</summary>
    public static float[] History(int features, int places, int steps)
    {
        var history = new float[steps * places * features];
        for (int i = 0; i < history.Length; i++)
        {
            history[i] = MathF.Sin(0.7f * i);
        }

        return history;
    }

    private static SignalNode[] Tail(int layer) =>
        [new ProductNode(layer, layer), new FunctionNode(SignalFunction.SumOverTime, layer + 1), new RepeatNode(layer + 2, TimeAxis.Steps)];
}
