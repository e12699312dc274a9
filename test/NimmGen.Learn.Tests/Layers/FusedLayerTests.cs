using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;

namespace NimmGen.Learn.Tests.Layers;

/// <summary>
/// Layers in the fused float kernels of every vector width against the same layers in plain double loops, whose gradients are compared with
/// differences elsewhere: outputs to 1e-5, gradients to 1e-4 of their largest (float sums over some tens of steps).
/// </summary>
public sealed class FusedLayerTests
{
    private static readonly Place None = Place.None;

    private static readonly LayerDeclaration[] Layers =
    [
        new LstmDeclaration("lstm", 32, 1, true, Initial.Default, None), new LstmDeclaration("lstm of two layers", 16, 2, false, Initial.Default, None),
        new LstmDeclaration("lstm of any width", 11, 1, true, Initial.Default, None), new GruDeclaration("gru", 32, 1, true, Initial.Default, None),
        new Conv1dDeclaration("convolution", 24, 5, true, 2, Initial.Default, None), new AttentionDeclaration("attention", 4, 7, None),
        new TransformerDeclaration("transformer", 4, null, 2, 0, None), new MlpDeclaration("gelu", [33, 16], Activation.Gelu, Initial.Default, None),
    ];

    public static TheoryData<SimdWidth> Widths => Numbers.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Float_kernels_compute_what_plain_double_loops_do(SimdWidth width)
    {
        foreach (LayerDeclaration layer in Layers)
        {
            (double[] output, double[] gradient) = Run(new PlainArithmetic<double>(), layer);
            (float[] floatOutput, float[] floatGradient) = Run(new FloatArithmetic(width), layer);
            Numbers.Close(output, floatOutput, 1e-5, $"{layer.Name}, output");
            Numbers.Close(gradient, floatGradient, 1e-4, $"{layer.Name}, gradient");
        }
    }

    [Fact]
    public void The_same_pass_gives_the_same_bits()
    {
        foreach (LayerDeclaration layer in Layers)
        {
            Assert.Equal(Run(new FloatArithmetic(SimdWidth.Widest), layer).Gradient, Run(new FloatArithmetic(SimdWidth.Widest), layer).Gradient);
        }
    }

    private static (T[] Output, T[] Gradient) Run<T>(Arithmetic<T> arithmetic, LayerDeclaration layer)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var network = new NetworkIr(
            "One", null, [new LinearDeclaration("before", 16, Initial.Default, None), layer],
            [
                new HistoryNode(), new LayerNode("before", [0]), new LayerNode(layer.Name, [1]), new ProductNode(2, 2),
                new FunctionNode(SignalFunction.SumOverTime, 3), new RepeatNode(4, TimeAxis.Steps),
            ],
            5);
        var program = new NetworkProgram<T>(network, new(3, 5, 37, 2, 2), 4, arithmetic);
        var random = new Random(9);
        T[] history = [.. Enumerable.Range(0, 3 * 5 * 37).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
        T[] raw = new T[2 * 5 * 2], adjoint = [.. Enumerable.Range(0, 2 * 5 * 2).Select(_ => T.CreateTruncating(random.NextDouble()))];
        program.Forward(history, raw, null);
        program.Backward(adjoint);
        return (raw, program.Gradients.ToArray());
    }
}
