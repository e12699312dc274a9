using BenchmarkDotNet.Attributes;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;

namespace NimmGen.Microbenchmarks;

/// <summary>Forward and backward of one layer on 64 channels of 8 places over 256 steps, with the linear map before it.</summary>
public class LayerBenchmarks
{
    private const int Places = 8, Steps = 256, Channels = 64;

    private static readonly LayerDeclaration[] All =
    [
        new LinearDeclaration("Linear", Channels, Initial.Default, Place.None), new MlpDeclaration("Mlp", [128, Channels], Activation.Gelu, Initial.Default, Place.None),
        new GruDeclaration("Gru", 32, 1, true, Initial.Default, Place.None), new LstmDeclaration("Lstm", 32, 1, true, Initial.Default, Place.None),
        new Conv1dDeclaration("Conv1d", Channels, 5, true, 1, Initial.Default, Place.None), new AttentionDeclaration("SelfAttention", 4, null, Place.None),
        new AttentionDeclaration("Windowed", 4, 28, Place.None), new TransformerDeclaration("TransformerBlock", 4, 28, 4, 0, Place.None),
        new NormDeclaration("LayerNorm", Place.None), new DropoutDeclaration("Dropout", 0.2, Place.None),
    ];

    private readonly float[] _history = [.. Enumerable.Range(0, Steps * Places).Select(i => MathF.Sin(0.7f * i))];
    private readonly float[] _raw = new float[Places];
    private readonly float[] _adjoint = [.. Enumerable.Repeat(1e-3f, Places)];
    private NetworkProgram<float>? _program;

    public static IEnumerable<string> Names => All.Select(l => l.Name);

    [ParamsSource(nameof(Names))]
    public string Layer { get; set; } = "";

    [GlobalSetup]
    public void Build()
    {
        LayerDeclaration layer = All.First(l => l.Name == Layer);
        var network = new NetworkIr(
            "One", null, [new LinearDeclaration("before", Channels, Initial.Default, Place.None), layer],
            [
                new HistoryNode(), new LayerNode("before", [0]), new LayerNode(layer.Name, [1]), new ProductNode(2, 2),
                new FunctionNode(SignalFunction.SumOverTime, 3), new RepeatNode(4, TimeAxis.Steps),
            ],
            5);
        _program = new(network, new(1, Places, Steps, 1, 1), 1, new FloatArithmetic(SimdWidth.Widest), long.MaxValue);
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        _program!.Forward(_history, _raw, 1);
        _program.Backward(_adjoint);
    }
}
