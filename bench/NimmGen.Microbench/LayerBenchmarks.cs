using BenchmarkDotNet.Attributes;
using NimmGen.Bench;
using NimmGen.Ir;
using NimmGen.Learn.Benchmarks;
using NimmGen.Learn.Layers;

namespace NimmGen.Microbench;

/// <summary>
/// A layer of 64 channels in a network of its own, in float on one thread. The row of <see cref="None"/> is that network without it, to be
/// subtracted. Backward uses up what forward kept, so the two are timed together.
/// </summary>
public class LayerBenchmarks
{
    /// <summary>The network without the layer.</summary>
    public const string None = "None";

    private NetworkProgram<float> _program = null!;
    private float[] _history = null!;
    private float[] _raw = null!;
    private float[] _adjoint = null!;

    /// <summary>Recurrent layers run both ways, 32 hidden units each; attention has 4 heads over all time, the convolution 5 steps.</summary>
    [Params(None, "Linear", "Gru", "Lstm", "SelfAttention", "LayerNorm", "Conv1d")]
    public string Layer { get; set; } = None;

    /// <summary>covid-bogota: 1 place, 294 steps, 11 features; influenza-usa: 51 places, 179 steps, 15 features.</summary>
    [Params("covid-bogota", "influenza-usa")]
    public string Shape { get; set; } = "covid-bogota";

    /// <summary>[place]: what the network says.</summary>
    internal ReadOnlySpan<float> Raw => _raw;

    internal ReadOnlySpan<float> Gradients => _program.Gradients;

    [GlobalSetup]
    public void Setup()
    {
        EngineShape shape = EngineShape.All.Single(s => s.Name == Shape);
        _program = SingleLayer.Program(Declaration(Layer), shape.Features, shape.Locations, shape.Steps);
        _history = SingleLayer.History(shape.Features, shape.Locations, shape.Steps);
        _raw = new float[shape.Locations];
        _adjoint = new float[shape.Locations];
        Array.Fill(_adjoint, 1e-3f);
    }

    [Benchmark]
    public void Forward() => _program.Forward(_history, _raw);

    [Benchmark]
    public void ForwardBackward()
    {
        _program.Forward(_history, _raw);
        _program.Backward(_adjoint);
    }

    private static LayerDeclaration? Declaration(string name) => name switch
    {
        None => null,
        "Linear" => new LinearDeclaration(name, SingleLayer.Channels, Initial.Default, Place.None),
        "Gru" => new GruDeclaration(name, SingleLayer.Channels / 2, 1, true, Initial.Default, Place.None),
        "Lstm" => new LstmDeclaration(name, SingleLayer.Channels / 2, 1, true, Initial.Default, Place.None),
        "SelfAttention" => new AttentionDeclaration(name, 4, null, Place.None),
        "LayerNorm" => new NormDeclaration(name, Place.None),
        "Conv1d" => new Conv1dDeclaration(name, SingleLayer.Channels, 5, true, 1, Initial.Default, Place.None),
        _ => throw new ArgumentException($"no layer {name}; expected one of the values of {nameof(Layer)}", nameof(name)),
    };
}
