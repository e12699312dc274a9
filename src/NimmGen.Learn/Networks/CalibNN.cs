using System.Collections.Immutable;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// The calibration network of GradABM (Chopra et al. 2023) and Grad-Metapopulation: a recurrent encoder over the history,
/// attention over time, a context vector with the location's one-hot metadata, and a recurrent decoder with one step a week,
/// whose output is a mechanism's parameters. Float, one thread; nothing is allocated after the first pass.
/// </summary>
/// <remarks>
/// Encoder: 2 bidirectional GRU layers. Attention: see <see cref="AttentionReduction"/>. Context: linear, tanh. Decoder: step
/// index scaled to [0, 1] through a linear map, with the context through a second, bidirectional GRU starting from the
/// encoder's last states, linear, tanh. Head: linear, ReLU, linear. Outputs are unbounded: bounds are the caller's transform.
/// The same options and seed give the same bits on the same processor.
/// </remarks>
public sealed unsafe class CalibNN : ICalibrationNetwork
{
    private readonly CalibNNLayers _layers;
    private readonly int _lanes;
    private readonly AlignedBuffer? _sharedWeights;
    private readonly AlignedBuffer _parameters;
    private readonly AlignedBuffer _gradients;
    private ImmutableArray<CalibNNChunk> _chunks = [];
    private CalibNNChunk? _single;
    private bool _hasForward;

    /// <summary>A network with random start values: Xavier-uniform linear maps with biases 0.01, recurrent layers uniform on +-1/sqrt(hidden).</summary>
    /// <exception cref="ArgumentException">The options have problems (all are listed).</exception>
    public CalibNN(CalibNNOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = options.Problems();
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        Options = options;
        var layout = new ParameterLayout(seed);
        var kernels = KernelSet.For(options.Width);
        _lanes = CalibNNChunk.LanesFor(options.Locations);
        var storesWeights = (long)options.Steps * Lanes.Pad(options.Steps) * options.Locations * sizeof(float) <= options.AttentionBytes;
        _layers = new CalibNNLayers(options, kernels, layout, _lanes, storesWeights);
        _sharedWeights = storesWeights
            ? null
            : new AlignedBuffer((long)_layers.AttentionScratch.Steps * _layers.AttentionScratch.WeightRow);
        Blocks = layout.Blocks;
        _parameters = new AlignedBuffer(layout.Length);
        _gradients = new AlignedBuffer(layout.Length);
        layout.Initialise().CopyTo(_parameters.Span);
    }

    public CalibNNOptions Options { get; }

    /// <summary>All parameters; write to it freely between a backward and the next forward pass.</summary>
    public Span<float> Parameters => _parameters.Span;

    /// <summary>The adjoint of <see cref="Parameters"/> after <see cref="Backward"/>.</summary>
    public Span<float> Gradients => _gradients.Span;

    /// <summary>What is where in <see cref="Parameters"/>.</summary>
    public ImmutableArray<ParameterBlock> Blocks { get; }

    /// <summary>Floating-point operations of the products of one forward and one backward pass (a multiply-add counts two).</summary>
    public long FlopsPerIteration => _layers.Flops;

    /// <summary>Predicts raw outputs from a history.</summary>
    /// <param name="history">[step, location, feature], standardised.</param>
    /// <param name="raw">[week, output, location], receives unbounded values.</param>
    /// <exception cref="ArgumentException">A length does not fit the options.</exception>
    public void Forward(ReadOnlySpan<float> history, Span<float> raw)
    {
        CheckLengths(history, raw);
        var parameters = _parameters.Pointer;
        _layers.Prepare(parameters);
        if (_chunks.IsEmpty)
        {
            _chunks = [.. Enumerable.Range(0, (Options.Locations + _lanes - 1) / _lanes).Select(_ => NewChunk())];
        }

        for (var i = 0; i < _chunks.Length; i++)
        {
            Forward(_chunks[i], i * _lanes, history, raw);
        }

        _hasForward = true;
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Writes <see cref="Gradients"/> for the parameters and history of the last forward pass; one backward pass to each forward.
    /// </summary>
    /// <param name="rawAdjoint">[week, output, location]: derivative of the loss in the raw outputs.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass since the last backward pass.</exception>
    public void Backward(ReadOnlySpan<float> rawAdjoint)
    {
        CheckLength(rawAdjoint.Length, RawLength, nameof(rawAdjoint), "weeks x outputs x locations");
        if (!_hasForward)
        {
            throw new InvalidOperationException("Backward needs a Forward of its own before it: the stored activations are used up.");
        }

        _hasForward = false;
        _gradients.Clear();
        float* parameters = _parameters.Pointer, gradients = _gradients.Pointer;
        foreach (var chunk in _chunks)
        {
            CopyRawAdjoint(rawAdjoint, chunk);
            _layers.Backward(parameters, gradients, chunk);
        }

        _layers.Attention.FinishBackward(parameters, gradients);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Forward and backward pass together, a few locations at a time: their activations stay in the cache and only theirs are
    /// stored, which a network for many locations gains most from. The loss must be a sum over locations (up to a factor, which
    /// can be applied to the gradients afterwards). Writes <see cref="Gradients"/>; the bits are those of the two passes.
    /// </summary>
    /// <param name="history">[step, location, feature], standardised.</param>
    /// <param name="raw">[week, output, location], receives unbounded values.</param>
    /// <param name="rawAdjoint">[week, output, location], written by <paramref name="adjoint"/>.</param>
    /// <param name="adjoint">
    /// Called when <paramref name="raw"/> is there for some locations; writes <paramref name="rawAdjoint"/> for these.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit the options.</exception>
    public void ForwardBackward(ReadOnlySpan<float> history, Span<float> raw, Span<float> rawAdjoint, LocationsAdjoint adjoint)
    {
        ArgumentNullException.ThrowIfNull(adjoint);
        CheckLengths(history, raw);
        CheckLength(rawAdjoint.Length, RawLength, nameof(rawAdjoint), "weeks x outputs x locations");
        _hasForward = false;
        float* parameters = _parameters.Pointer, gradients = _gradients.Pointer;
        _layers.Prepare(parameters);
        _gradients.Clear();
        _single ??= NewChunk();
        for (var first = 0; first < Options.Locations; first += _lanes)
        {
            Forward(_single, first, history, raw);
            adjoint(first, _single.Count);
            CopyRawAdjoint(rawAdjoint, _single);
            _layers.Backward(parameters, gradients, _single);
        }

        _layers.Attention.FinishBackward(parameters, gradients);
        GC.KeepAlive(this);
    }

    private long RawLength => (long)Options.Weeks * Options.Outputs * Options.Locations;

    private static void CheckLength(int got, long expected, string name, string meaning)
    {
        if (got != expected)
        {
            throw new ArgumentException($"{name} has {got} elements; expected {expected} ({meaning}).", name);
        }
    }

    private void CheckLengths(ReadOnlySpan<float> history, Span<float> raw)
    {
        CheckLength(history.Length, (long)Options.Steps * Options.Locations * Options.Features, nameof(history), "steps x locations x features");
        CheckLength(raw.Length, RawLength, nameof(raw), "weeks x outputs x locations");
    }

    private CalibNNChunk NewChunk() => new(Options, _layers, _lanes, _sharedWeights);

    private void Forward(CalibNNChunk chunk, int first, ReadOnlySpan<float> history, Span<float> raw)
    {
        chunk.Load(first, Math.Min(_lanes, Options.Locations - first), history, Options);
        _layers.Forward(_parameters.Pointer, chunk);
        CopyRaw(chunk, raw);
    }

    private void CopyRaw(CalibNNChunk chunk, Span<float> raw)
    {
        var outputRow = _layers.HeadOutput.OutputRow;
        var source = chunk.Raw.Span;
        for (var w = 0; w < Options.Weeks; w++)
        {
            for (var p = 0; p < Options.Outputs; p++)
            {
                var target = raw.Slice((((w * Options.Outputs) + p) * Options.Locations) + chunk.First, chunk.Count);
                for (var lane = 0; lane < target.Length; lane++)
                {
                    target[lane] = source[(((w * chunk.LaneCount) + lane) * outputRow) + p];
                }
            }
        }
    }

    private void CopyRawAdjoint(ReadOnlySpan<float> rawAdjoint, CalibNNChunk chunk)
    {
        var outputRow = _layers.HeadOutput.OutputRow;
        var target = _layers.RawAdjoint.Span;
        target.Clear();
        for (var w = 0; w < Options.Weeks; w++)
        {
            for (var p = 0; p < Options.Outputs; p++)
            {
                var source = rawAdjoint.Slice((((w * Options.Outputs) + p) * Options.Locations) + chunk.First, chunk.Count);
                for (var lane = 0; lane < source.Length; lane++)
                {
                    target[(((w * chunk.LaneCount) + lane) * outputRow) + p] = source[lane];
                }
            }
        }
    }
}

/// <summary>Asks for the adjoint of the raw outputs of locations first to first + count - 1.</summary>
public delegate void LocationsAdjoint(int first, int count);
