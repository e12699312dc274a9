using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// Work space for one location at a time, shared by all. Rows of the T x T weights are padded to a multiple of 16 floats and then
/// to an odd number of cache lines, so that a column of blocks does not fall into a few sets of the cache.
/// </summary>
internal sealed class AttentionScratch
{
    public AttentionScratch(int steps, int channels, bool storesWeights)
    {
        Steps = steps;
        StoresWeights = storesWeights;
        PaddedSteps = Lanes.Pad(steps);
        WeightRow = PaddedSteps / Lanes.Width % 2 == 0 ? PaddedSteps + Lanes.Width : PaddedSteps;
        var size = (long)steps * channels;
        Input = new AlignedBuffer(size);
        InputTransposed = new AlignedBuffer((long)channels * WeightRow);
        InputAdjoint = new AlignedBuffer(size);
        ProjectionAdjoint = new AlignedBuffer(size);
        PooledAdjoint = new AlignedBuffer(channels);
        ColumnAdjoint = new AlignedBuffer(PaddedSteps);
        DiscardBuffer = new AlignedBuffer(PaddedSteps);
    }

    public int Steps { get; }

    /// <summary>Whether every location keeps its weights from the forward pass; otherwise the backward pass computes them again.</summary>
    public bool StoresWeights { get; }

    public int PaddedSteps { get; }

    public int WeightRow { get; }

    public AlignedBuffer Input { get; }

    public AlignedBuffer InputTransposed { get; }

    public AlignedBuffer InputAdjoint { get; }

    public AlignedBuffer ProjectionAdjoint { get; }

    public AlignedBuffer PooledAdjoint { get; }

    public AlignedBuffer ColumnAdjoint { get; }

    /// <summary>Takes the column sums of weights that are computed a second time.</summary>
    public Span<float> Discard => DiscardBuffer.Span;

    private AlignedBuffer DiscardBuffer { get; }
}
