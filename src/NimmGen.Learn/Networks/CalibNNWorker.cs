using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>Takes its share of the locations of a <see cref="CalibNN"/> forward and backward, in work space and gradients of its own.</summary>
internal sealed unsafe class CalibNNWorker
{
    private readonly CalibNNLayers _layers;
    private readonly int _lanes;
    private readonly int _firstChunk;
    private readonly CalibNNChunk?[] _chunks;
    private readonly AlignedBuffer? _sharedWeights;

    /// <param name="layers">Its own: the layers have work space.</param>
    /// <param name="gradients">Its own.</param>
    /// <param name="lanes">Locations of a chunk.</param>
    /// <param name="firstChunk">Of its share.</param>
    /// <param name="endChunk">The first one after its share.</param>
    /// <param name="storesWeights">False where attention weights are computed again: then all chunks share one buffer of them.</param>
    public CalibNNWorker(CalibNNLayers layers, AlignedBuffer gradients, int lanes, int firstChunk, int endChunk, bool storesWeights)
    {
        (_layers, Gradients, _lanes, _firstChunk) = (layers, gradients, lanes, firstChunk);
        _chunks = new CalibNNChunk?[endChunk - firstChunk];
        _sharedWeights = storesWeights ? null : new AlignedBuffer((long)layers.AttentionScratch.Steps * layers.AttentionScratch.WeightRow);
    }

    /// <summary>Of its share of the locations, after <see cref="Backward(CalibNNOptions, float*, float*)"/>.</summary>
    public AlignedBuffer Gradients { get; }

    public CalibNNChunk NewChunk(CalibNNOptions options) => new(options, _layers, _lanes, _sharedWeights);

    public void Forward(CalibNNOptions options, float* parameters, float* history, float* raw)
    {
        _layers.Prepare(parameters);
        for (var i = 0; i < _chunks.Length; i++)
        {
            Forward(_chunks[i] ??= NewChunk(options), (_firstChunk + i) * _lanes, options, parameters, history, raw);
        }
    }

    public void Backward(CalibNNOptions options, float* parameters, float* rawAdjoint)
    {
        Gradients.Clear();
        foreach (var chunk in _chunks)
        {
            Backward(chunk!, options, parameters, rawAdjoint);
        }

        _layers.Attention.FinishBackward(parameters, Gradients.Pointer);
    }

    public void Forward(CalibNNChunk chunk, int first, CalibNNOptions options, float* parameters, float* history, float* raw)
    {
        var size = options.Steps * options.Locations * options.Features;
        chunk.Load(first, Math.Min(_lanes, options.Locations - first), new ReadOnlySpan<float>(history, size), options);
        _layers.Forward(parameters, chunk);
        Copy(chunk, options, raw, chunk.Raw.Pointer, toChunk: false);
    }

    public void Backward(CalibNNChunk chunk, CalibNNOptions options, float* parameters, float* rawAdjoint)
    {
        _layers.RawAdjoint.Span.Clear();
        Copy(chunk, options, rawAdjoint, _layers.RawAdjoint.Pointer, toChunk: true);
        _layers.Backward(parameters, Gradients.Pointer, chunk);
    }

    // Between [week, output, location] of all locations and [week, lane, padded output] of a chunk.
    private void Copy(CalibNNChunk chunk, CalibNNOptions options, float* all, float* own, bool toChunk)
    {
        nint outputRow = _layers.HeadOutput.OutputRow;
        for (nint w = 0; w < options.Weeks; w++)
        {
            for (var p = 0; p < options.Outputs; p++)
            {
                var row = all + ((((w * options.Outputs) + p) * options.Locations) + chunk.First);
                var lanes = own + (w * chunk.LaneCount * outputRow) + p;
                for (var lane = 0; lane < chunk.Count; lane++)
                {
                    if (toChunk)
                    {
                        lanes[lane * outputRow] = row[lane];
                    }
                    else
                    {
                        row[lane] = lanes[lane * outputRow];
                    }
                }
            }
        }
    }
}
