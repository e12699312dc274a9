using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>The layers of <see cref="CalibNN"/> and their work space, shared by all chunks of locations.</summary>
internal sealed unsafe class CalibNNLayers
{
    private readonly CalibNNOptions _options;
    private readonly KernelSet _kernels;
    private readonly int _width;
    private readonly AlignedBuffer _historyAdjoint;
    private readonly AlignedBuffer _pooledAdjoint;
    private readonly AlignedBuffer _contextAdjoint;
    private readonly AlignedBuffer _rawAdjoint;
    private readonly AlignedBuffer _headAdjoint;
    private readonly AlignedBuffer _decodedAdjoint;
    private readonly AlignedBuffer _stateAdjoint;

    public CalibNNLayers(CalibNNOptions options, KernelSet kernels, ParameterLayout layout, int lanes, bool storesWeights)
    {
        _options = options;
        _kernels = kernels;
        var hidden = options.Hidden;
        _width = 2 * hidden;
        Encoder = new Gru(kernels, layout, "encoder", options.Features, hidden, layers: 2, directions: 2);
        Attention = new AttentionPool(kernels, layout, "attention", _width, options.Reduction);
        AttentionScratch = new AttentionScratch(options.Steps, _width, storesWeights);
        Context = new Linear(kernels, layout, "context", _width, _width, _width + options.Locations);
        Metadata = layout.AddXavier("context.metadata", options.Locations, _width, _width + options.Locations);
        Decoder = new Gru(kernels, layout, "decoder", _width, hidden, layers: 1, directions: 2);
        Step = new StepInput(kernels, layout, "decoder", Decoder.Layers[0], options.Weeks, lanes);
        Decode = new Linear(kernels, layout, "decoder.output", _width, hidden);
        HeadHidden = new Linear(kernels, layout, "head.hidden", hidden, hidden / 2);
        HeadOutput = new Linear(kernels, layout, "head.output", hidden / 2, options.Outputs);
        var rows = (long)options.Weeks * lanes;
        _historyAdjoint = new AlignedBuffer((long)options.Steps * lanes * _width);
        _pooledAdjoint = new AlignedBuffer((long)lanes * _width);
        _contextAdjoint = new AlignedBuffer((long)lanes * _width);
        _rawAdjoint = new AlignedBuffer(rows * HeadOutput.OutputRow);
        _headAdjoint = new AlignedBuffer(rows * HeadHidden.OutputRow);
        _decodedAdjoint = new AlignedBuffer(rows * Decode.OutputRow);
        _stateAdjoint = new AlignedBuffer(rows * _width);
    }

    public KernelSet Kernels => _kernels;

    public Gru Encoder { get; }

    public AttentionPool Attention { get; }

    public AttentionScratch AttentionScratch { get; }

    public Linear Context { get; }

    /// <summary>[location, 2 hidden]: the rows of the context's linear map that one-hot metadata select.</summary>
    public ParameterBlock Metadata { get; }

    public StepInput Step { get; }

    public Gru Decoder { get; }

    public Linear Decode { get; }

    public Linear HeadHidden { get; }

    public Linear HeadOutput { get; }

    public long Flops
    {
        get
        {
            var rows = (long)_options.Weeks * _options.Locations;
            var encoder = Encoder.FlopsPerRow * _options.Steps * _options.Locations;
            var attention = Attention.Flops(_options.Steps, AttentionScratch.StoresWeights) * _options.Locations;
            var decoder = (Decoder.Layers[0].RecurrentFlopsPerRow + Decode.FlopsPerRow + HeadHidden.FlopsPerRow + HeadOutput.FlopsPerRow) * rows;
            var context = _options.Locations * 6L * _width * ((3 * _width) + Decoder.Layers[0].GateWidth);
            return encoder + attention + decoder + context;
        }
    }

    public void Prepare(float* parameters)
    {
        Encoder.Prepare(parameters);
        Attention.Prepare(parameters);
        Context.Prepare(parameters);
        Decoder.Prepare(parameters);
        Step.Prepare(parameters);
        Decode.Prepare(parameters);
        HeadHidden.Prepare(parameters);
        HeadOutput.Prepare(parameters);
    }

    /// <summary>From chunk.Input to chunk.Raw.</summary>
    public void Forward(float* parameters, CalibNNChunk chunk)
    {
        Encoder.Forward(chunk.Encoder, parameters, chunk.Input.Pointer, _options.Features);
        for (var lane = 0; lane < chunk.Count; lane++)
        {
            GatherHistory(chunk, lane);
            Attention.Forward(parameters, AttentionScratch, chunk.Attention[lane], chunk.Pooled.Pointer + (lane * _width));
        }

        var context = chunk.Context.Pointer;
        Context.Forward(chunk.LaneCount, parameters, chunk.Pooled.Pointer, _width, context, _width);
        var metadata = parameters + Metadata.Offset + ((long)chunk.First * _width);
        _kernels.AddColumnSums(1, chunk.Count * _width, metadata, 0, context);
        _kernels.Apply(Elementwise.Tanh, chunk.LaneCount * _width, context, context);

        var decoder = chunk.Decoder[0];
        CopyFinalStates(chunk);
        Step.Forward(parameters, context, chunk.Merged.Pointer, decoder);
        Decoder.Layers[0].Recur(decoder, parameters);

        var rows = decoder.Shape.Rows;
        float* decoded = chunk.Decoded.Pointer, head = chunk.Head.Pointer;
        Decode.Forward(rows, parameters, decoder.Output.Pointer, _width, decoded, Decode.OutputRow);
        _kernels.Apply(Elementwise.Tanh, rows * Decode.OutputRow, decoded, decoded);
        HeadHidden.Forward(rows, parameters, decoded, Decode.OutputRow, head, HeadHidden.OutputRow);
        _kernels.Apply(Elementwise.Relu, rows * HeadHidden.OutputRow, head, head);
        HeadOutput.Forward(rows, parameters, head, HeadHidden.OutputRow, chunk.Raw.Pointer, HeadOutput.OutputRow);
    }

    /// <summary>The adjoint of the raw output [week, lane, padded outputs] of the chunk to go backward from; to be filled in by the caller.</summary>
    public AlignedBuffer RawAdjoint => _rawAdjoint;

    /// <summary>From <see cref="RawAdjoint"/> to gradients (added).</summary>
    public void Backward(float* parameters, float* gradients, CalibNNChunk chunk)
    {
        var decoder = chunk.Decoder[0];
        var rows = decoder.Shape.Rows;
        float* dHead = _headAdjoint.Pointer, dDecoded = _decodedAdjoint.Pointer, dState = _stateAdjoint.Pointer;
        HeadOutput.Backward(
            rows, gradients, chunk.Head.Pointer, HeadHidden.OutputRow, _rawAdjoint.Pointer, HeadOutput.OutputRow, dHead, HeadHidden.OutputRow);
        _kernels.ApplyAdjoint(Elementwise.Relu, rows * HeadHidden.OutputRow, chunk.Head.Pointer, dHead);
        HeadHidden.Backward(
            rows, gradients, chunk.Decoded.Pointer, Decode.OutputRow, dHead, HeadHidden.OutputRow, dDecoded, Decode.OutputRow);
        _kernels.ApplyAdjoint(Elementwise.Tanh, rows * Decode.OutputRow, chunk.Decoded.Pointer, dDecoded);
        Decode.Backward(rows, gradients, decoder.Output.Pointer, _width, dDecoded, Decode.OutputRow, dState, _width);
        Decoder.Layers[0].RecurBackward(decoder, gradients, dState, null, 0);

        float* dContext = _contextAdjoint.Pointer, dPooled = _pooledAdjoint.Pointer;
        Step.Backward(parameters, gradients, chunk.Context.Pointer, chunk.Merged.Pointer, decoder, dContext);
        _kernels.ApplyAdjoint(Elementwise.Tanh, chunk.LaneCount * _width, chunk.Context.Pointer, dContext);
        var metadata = gradients + Metadata.Offset + ((long)chunk.First * _width);
        _kernels.AddColumnSums(1, chunk.Count * _width, dContext, 0, metadata);
        Context.Backward(chunk.LaneCount, gradients, chunk.Pooled.Pointer, _width, dContext, _width, dPooled, _width);

        if (chunk.Count < chunk.LaneCount)
        {
            _historyAdjoint.Clear();
        }

        for (var lane = 0; lane < chunk.Count; lane++)
        {
            GatherHistory(chunk, lane);
            Attention.Backward(gradients, AttentionScratch, chunk.Attention[lane], dPooled + (lane * _width));
            ScatterHistoryAdjoint(chunk, lane);
        }

        AddFinalStateAdjoints(chunk);
        Encoder.Backward(chunk.Encoder, gradients, chunk.Input.Pointer, _options.Features, _historyAdjoint.Pointer);
    }

    private void GatherHistory(CalibNNChunk chunk, int lane)
    {
        var source = chunk.Encoder[^1].Output.Pointer + (lane * _width);
        var target = AttentionScratch.Input.Pointer;
        nint stride = chunk.LaneCount * _width;
        for (var t = 0; t < _options.Steps; t++, source += stride, target += _width)
        {
            new ReadOnlySpan<float>(source, _width).CopyTo(new Span<float>(target, _width));
        }
    }

    private void ScatterHistoryAdjoint(CalibNNChunk chunk, int lane)
    {
        var source = AttentionScratch.InputAdjoint.Pointer;
        var target = _historyAdjoint.Pointer + (lane * _width);
        nint stride = chunk.LaneCount * _width;
        for (var t = 0; t < _options.Steps; t++, source += _width, target += stride)
        {
            new ReadOnlySpan<float>(source, _width).CopyTo(new Span<float>(target, _width));
        }
    }

    /// <summary>The decoder starts from the encoder's last state of each direction: the last time going forward, the first going back.</summary>
    private void CopyFinalStates(CalibNNChunk chunk)
    {
        var hidden = _options.Hidden;
        var first = chunk.Encoder[^1].Output.Pointer;
        var last = first + ((nint)(_options.Steps - 1) * chunk.LaneCount * _width);
        var target = chunk.Decoder[0].Initial.Pointer;
        for (var i = 0; i < chunk.LaneCount * _width; i++)
        {
            target[i] = i % _width < hidden ? last[i] : first[i];
        }
    }

    private void AddFinalStateAdjoints(CalibNNChunk chunk)
    {
        var hidden = _options.Hidden;
        var first = _historyAdjoint.Pointer;
        var last = first + ((nint)(_options.Steps - 1) * chunk.LaneCount * _width);
        var source = chunk.Decoder[0].InitialAdjoint.Pointer;
        for (var i = 0; i < chunk.LaneCount * _width; i++)
        {
            if (i % _width < hidden)
            {
                last[i] += source[i];
            }
            else
            {
                first[i] += source[i];
            }
        }
    }
}
