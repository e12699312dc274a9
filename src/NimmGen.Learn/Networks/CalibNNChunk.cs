using System.Collections.Immutable;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// A few locations that pass through all layers together, and what is kept of their forward pass. Few enough that a layer's
/// output is still in the second-level cache when the next layer reads it; lanes beyond the last location are idle (their input
/// is zero, so is their adjoint).
/// </summary>
internal sealed unsafe class CalibNNChunk
{
    public CalibNNChunk(CalibNNOptions options, CalibNNLayers layers, int first, int count, int lanes, AlignedBuffer? sharedWeights)
    {
        First = first;
        Count = count;
        LaneCount = lanes;
        var scratch = layers.AttentionScratch;
        var width = 2 * options.Hidden;
        var rows = (long)options.Weeks * lanes;
        Input = new AlignedBuffer((long)options.Steps * lanes * options.Features);
        Encoder = layers.Encoder.Activations(options.Steps, lanes);
        var attention = ImmutableArray.CreateBuilder<AttentionActivations>(count);
        for (var lane = 0; lane < count; lane++)
        {
            var weights = sharedWeights ?? new AlignedBuffer((long)scratch.Steps * scratch.WeightRow);
            attention.Add(new AttentionActivations(scratch, width, weights));
        }

        Attention = attention.MoveToImmutable();
        Pooled = new AlignedBuffer((long)lanes * width);
        Context = new AlignedBuffer((long)lanes * width);
        Merged = new AlignedBuffer((long)lanes * width);
        Decoder = layers.Decoder.Activations(options.Weeks, lanes);
        Decoded = new AlignedBuffer(rows * layers.Decode.OutputRow);
        Head = new AlignedBuffer(rows * layers.HeadHidden.OutputRow);
        Raw = new AlignedBuffer(rows * layers.HeadOutput.OutputRow);
    }

    /// <summary>Index of the first location.</summary>
    public int First { get; }

    public int Count { get; }

    public int LaneCount { get; }

    /// <summary>[step, lane, feature].</summary>
    public AlignedBuffer Input { get; }

    public ImmutableArray<GruActivations> Encoder { get; }

    public ImmutableArray<AttentionActivations> Attention { get; }

    /// <summary>[lane, 2 hidden]: attention reduced over time.</summary>
    public AlignedBuffer Pooled { get; }

    public AlignedBuffer Context { get; }

    public AlignedBuffer Merged { get; }

    public ImmutableArray<GruActivations> Decoder { get; }

    /// <summary>[week, lane, hidden], after tanh.</summary>
    public AlignedBuffer Decoded { get; }

    /// <summary>[week, lane, hidden / 2], after ReLU.</summary>
    public AlignedBuffer Head { get; }

    /// <summary>[week, lane, outputs].</summary>
    public AlignedBuffer Raw { get; }

    /// <summary>Chunks of four lanes for all locations, the last of them partly idle; a single location runs alone.</summary>
    public static ImmutableArray<(int First, int Count, int Lanes)> Partition(int locations)
    {
        if (locations == 1)
        {
            return [(0, 1, 1)];
        }

        var chunks = ImmutableArray.CreateBuilder<(int, int, int)>();
        for (var first = 0; first < locations; first += MaxLanes)
        {
            var count = Math.Min(MaxLanes, locations - first);
            chunks.Add((first, count, MaxLanes));
        }

        return chunks.ToImmutable();
    }

    public const int MaxLanes = 4;
}
