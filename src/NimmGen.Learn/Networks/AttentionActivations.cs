using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>What attention keeps of one location; <paramref name="weights"/> [time, padded time] may be shared between locations.</summary>
internal sealed unsafe class AttentionActivations(AttentionScratch scratch, int channels, AlignedBuffer weights)
{
    private readonly AlignedBuffer _projection = new((long)scratch.Steps * channels);
    private readonly AlignedBuffer _columnSums = new(scratch.PaddedSteps);
    private readonly AlignedBuffer _pooled = new(channels);

    public float* Projection => _projection.Pointer;

    public float* Pooled => _pooled.Pointer;

    public float* Weights => weights.Pointer;

    public Span<float> ColumnSums => _columnSums.Span;
}
