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
    public CalibNNChunk(CalibNNOptions options, CalibNNLayers layers, int lanes, AlignedBuffer? sharedWeights)
    {
        LaneCount = lanes;
        var scratch = layers.AttentionScratch;
        var width = 2 * options.Hidden;
        var rows = (long)options.Weeks * lanes;
        Input = new AlignedBuffer((long)options.Steps * lanes * options.Features);
        Encoder = layers.Encoder.Activations(options.Steps, lanes);
        var attention = ImmutableArray.CreateBuilder<AttentionActivations>(lanes);
        for (var lane = 0; lane < lanes; lane++)
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
    public int First { get; private set; }

    /// <summary>Locations, at most <see cref="LaneCount"/>; the other lanes are idle.</summary>
    public int Count { get; private set; }

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

    /// <summary>Says which locations the lanes are, and copies their history [step, location, feature] in.</summary>
    public void Load(int first, int count, ReadOnlySpan<float> history, CalibNNOptions options)
    {
        if (count < Count)
        {
            Input.Clear();
        }

        First = first;
        Count = count;
        var row = options.Locations * options.Features;
        var target = Input.Span;
        for (var t = 0; t < options.Steps; t++)
        {
            history.Slice((t * row) + (first * options.Features), count * options.Features)
                .CopyTo(target[(t * LaneCount * options.Features)..]);
        }
    }

    /// <summary>Lanes of every chunk: four, but a single location runs alone.</summary>
    public static int LanesFor(int locations) => locations == 1 ? 1 : 4;
}
