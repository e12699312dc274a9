using System.Collections.Immutable;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// The calibration network of GradABM (Chopra et al. 2023) and Grad-Metapopulation: a recurrent encoder over the history,
/// attention over time, a context vector with the location's one-hot metadata, and a recurrent decoder with one step a week,
/// whose output is a mechanism's parameters. Float; next to nothing is allocated after the first pass.
/// </summary>
/// <remarks>
/// Encoder: 2 bidirectional GRU layers. Attention: see <see cref="AttentionReduction"/>. Context: linear, tanh. Decoder: step
/// index scaled to [0, 1] through a linear map, with the context through a second, bidirectional GRU starting from the
/// encoder's last states, linear, tanh. Head: linear, ReLU, linear. Outputs are unbounded: bounds are the caller's transform.
/// The same options, seed and number of workers give the same bits on the same processor: each worker has the same locations
/// every time, and their gradients are added in its order.
/// </remarks>
public sealed unsafe class CalibNN : ICalibrationNetwork
{
    private readonly CalibNNLayers _layers;
    private readonly int _lanes;
    private readonly AlignedBuffer _parameters;
    private readonly AlignedBuffer _gradients;
    private readonly ImmutableArray<CalibNNWorker> _workers;
    private CalibNNChunk? _single;
    private bool _hasForward;

    /// <summary>A network with random start values: Xavier-uniform linear maps with biases 0.01, recurrent layers uniform on +-1/sqrt(hidden).</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">Of the start values.</param>
    /// <param name="threads">Workers that <see cref="Forward"/> and <see cref="Backward"/> divide the locations among, at least 1.</param>
    /// <exception cref="ArgumentException">The options have problems (all are listed).</exception>
    public CalibNN(CalibNNOptions options, ulong seed, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
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
        Blocks = layout.Blocks;
        _parameters = new AlignedBuffer(layout.Length);
        _gradients = new AlignedBuffer(layout.Length);
        layout.Initialise().CopyTo(_parameters.Span);
        var chunks = (options.Locations + _lanes - 1) / _lanes;
        var workers = Math.Min(threads, chunks);
        _workers =
        [
            .. Enumerable.Range(0, workers).Select(w => new CalibNNWorker(
                w == 0 ? _layers : new CalibNNLayers(options, kernels, new ParameterLayout(seed), _lanes, storesWeights),
                w == 0 ? _gradients : new AlignedBuffer(layout.Length),
                _lanes,
                w * chunks / workers,
                (w + 1) * chunks / workers,
                storesWeights)),
        ];
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
        fixed (float* historyPointer = history, rawPointer = raw)
        {
            if (_workers.Length == 1)
            {
                _workers[0].Forward(Options, _parameters.Pointer, historyPointer, rawPointer);
            }
            else
            {
                ForwardAll((nint)historyPointer, (nint)rawPointer);
            }
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
        fixed (float* adjointPointer = rawAdjoint)
        {
            if (_workers.Length == 1)
            {
                _workers[0].Backward(Options, _parameters.Pointer, adjointPointer);
            }
            else
            {
                BackwardAll((nint)adjointPointer);
            }
        }

        foreach (var worker in _workers.AsSpan()[1..])
        {
            _layers.Kernels.AddColumnSums(1, _gradients.Span.Length, worker.Gradients.Pointer, 0, _gradients.Pointer);
        }

        GC.KeepAlive(this);
    }

    /// <summary>
    /// Forward and backward pass together, a few locations at a time: their activations stay in the cache and only theirs are
    /// stored, which a network for many locations gains most from. The loss must be a sum over locations (up to a factor, which
    /// can be applied to the gradients afterwards). Writes <see cref="Gradients"/>; the bits are those of the two passes of one worker.
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
        var worker = _workers[0];
        _single ??= worker.NewChunk(Options);
        fixed (float* historyPointer = history, rawPointer = raw, adjointPointer = rawAdjoint)
        {
            for (var first = 0; first < Options.Locations; first += _lanes)
            {
                worker.Forward(_single, first, Options, parameters, historyPointer, rawPointer);
                adjoint(first, _single.Count);
                worker.Backward(_single, Options, parameters, adjointPointer);
            }
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

    // In methods of their own: what a lambda captures is allocated, and one worker allocates nothing.
    private void ForwardAll(nint history, nint raw) =>
        Parallel.For(0, _workers.Length, w => _workers[w].Forward(Options, _parameters.Pointer, (float*)history, (float*)raw));

    private void BackwardAll(nint rawAdjoint) =>
        Parallel.For(0, _workers.Length, w => _workers[w].Backward(Options, _parameters.Pointer, (float*)rawAdjoint));
}

/// <summary>Asks for the adjoint of the raw outputs of locations first to first + count - 1.</summary>
public delegate void LocationsAdjoint(int first, int count);
