using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>A network that an author wrote, as the calibrator trains it.</summary>
internal sealed class WrittenNetwork(NetworkIr network, NetworkSizes sizes, ulong seed) : ICalibrationNetwork
{
    private readonly NetworkProgram<float> _program = new(network, sizes, seed, new FloatArithmetic(SimdWidth.Widest));
    private ulong _pass;

    /// <summary>True while it is trained: dropout drops, and every pass draws anew.</summary>
    public bool IsTraining { get; set; } = true;

    public Span<float> Parameters => _program.Parameters;

    public Span<float> Gradients => _program.Gradients;

    public ImmutableArray<ParameterBlock> Blocks => _program.Blocks;

    public long FlopsPerIteration => _program.Flops;

    public void Forward(ReadOnlySpan<float> history, Span<float> raw) =>
        _program.Forward(history, raw, IsTraining ? unchecked(seed * 0x9E3779B97F4A7C15UL + ++_pass) : null);

    public void Backward(ReadOnlySpan<float> rawAdjoint) => _program.Backward(rawAdjoint);
}
