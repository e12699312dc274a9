using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>
/// A network that runs: from a history to raw outputs for each step, and from their adjoints to gradients. One thread; nothing is allocated
/// after construction. The same network, sizes and seed give the same bits on the same processor.
/// </summary>
internal sealed unsafe class NetworkProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkSizes _sizes;
    private readonly NetworkPlan<T> _plan;
    private readonly Arithmetic<T> _kernels;
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _gradients;
    private readonly AlignedBuffer<T> _work;
    private readonly AlignedBuffer<T> _history;
    private readonly ImmutableArray<AlignedBuffer<T>> _kept;
    private ulong? _draw;
    private bool _hasForward;

    /// <param name="network">Whose shapes fit.</param>
    /// <param name="sizes">Of the data.</param>
    /// <param name="seed">Of the start values.</param>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="limit">Bytes that may be taken; see <see cref="NetworkMemory"/>.</param>
    /// <param name="rewrite">False to run the network as it was written.</param>
    /// <exception cref="ArgumentException">The network has an error, or needs more memory than the limit.</exception>
    public NetworkProgram(
        NetworkIr network, NetworkSizes sizes, ulong seed, Arithmetic<T> kernels, long limit = NetworkMemory.DefaultLimit, bool rewrite = true)
    {
        if (NetworkShapes.Infer(network, asWritten: false).Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } wrong)
        {
            throw new ArgumentException(wrong.ToString(), nameof(network));
        }

        (_sizes, _kernels) = (sizes, kernels);
        _plan = new(network, sizes, seed, rewrite);
        Memory = NetworkMemory.Of(_plan, sizes, sizeof(T), limit);
        if (Memory.Bytes > limit)
        {
            throw new ArgumentException(
                $"The network {network.Name} needs {Memory.Bytes >> 20} MiB for {_plan.LaneCount} locations over {sizes.HistorySteps} steps, at most {limit >> 20}; "
                + "take fewer channels, or WeeklyMeans of the history before the widest layers.", nameof(network));
        }

        _parameters = new(_plan.Layout.Length);
        _gradients = new(_plan.Layout.Length);
        _work = new(_plan.Work.Length);
        _history = new((long)sizes.HistorySteps * sizes.Locations * sizes.Features);
        _kept = [.. Enumerable.Range(0, Memory.ChunksKept).Select(_ => new AlignedBuffer<T>(_plan.Kept.Length))];
        float[] start = _plan.Layout.Initialise();
        for (int i = 0; i < start.Length; i++)
        {
            _parameters.Pointer[i] = T.CreateTruncating(start[i]);
        }

        Frame<T> frame = FrameOf(0);
        foreach (Operation<T> operation in _plan.Operations)
        {
            operation.Initialise(frame);
        }
    }

    public NetworkMemory Memory { get; }

    public Span<T> Parameters => _parameters.Span;

    public Span<T> Gradients => _gradients.Span;

    public ImmutableArray<ParameterBlock> Blocks => _plan.Layout.Blocks;

    /// <summary>Multiply-adds of the products of one forward and backward pass, each counted two.</summary>
    public long Flops => _plan.Flops;

    /// <summary>Writes raw outputs.</summary>
    /// <param name="history">[step, location, feature].</param>
    /// <param name="raw">[step to predict, output, location].</param>
    /// <param name="draw">Key of what dropout draws; null to drop nothing.</param>
    public void Forward(ReadOnlySpan<T> history, Span<T> raw, ulong? draw = null)
    {
        Check(history.Length, _history.Length, nameof(history));
        Check(raw.Length, RawLength, nameof(raw));
        history.CopyTo(_history.Span);
        _draw = draw;
        Frame<T> frame = FrameOf(0);
        foreach (Operation<T> operation in _plan.Operations)
        {
            operation.Prepare(frame);
        }

        for (int chunk = 0; chunk < _plan.Chunks; chunk++)
        {
            Forward(chunk);
            CopyRaw(chunk, raw);
        }

        _hasForward = true;
        GC.KeepAlive(this);
    }

    /// <summary>Writes <see cref="Gradients"/> for the last forward pass; one backward pass to each.</summary>
    /// <param name="rawAdjoint">[step to predict, output, location].</param>
    public void Backward(ReadOnlySpan<T> rawAdjoint)
    {
        Check(rawAdjoint.Length, RawLength, nameof(rawAdjoint));
        if (!_hasForward)
        {
            throw new InvalidOperationException("Backward needs a Forward of its own before it: what it kept is used up.");
        }

        _hasForward = false;
        _gradients.Clear();
        for (int chunk = 0; chunk < _plan.Chunks; chunk++)
        {
            if (!Memory.KeepsAll)
            {
                Forward(chunk);
            }

            Frame<T> frame = FrameOf(chunk);
            Rows<T>.Clear(_plan.AdjointLength, frame.Work);
            CopyRawAdjoint(chunk, rawAdjoint, frame.Adjoint(_plan.Raw));
            for (int i = _plan.Operations.Length - 1; i >= 0; i--)
            {
                if (_plan.Operations[i].Output.HasAdjoint)
                {
                    _plan.Operations[i].Backward(frame);
                }
            }
        }

        GC.KeepAlive(this);
    }

    private int RawLength => _sizes.Steps * _sizes.Outputs * _sizes.Locations;

    private static void Check(int got, int expected, string name)
    {
        if (got != expected)
        {
            throw new ArgumentException($"{name} has {got} elements; expected {expected}.", name);
        }
    }

    private Frame<T> FrameOf(int chunk) => new()
    {
        Kept = _kept[Memory.KeepsAll ? chunk : 0].Pointer,
        Work = _work.Pointer,
        Parameters = _parameters.Pointer,
        Gradients = _gradients.Pointer,
        Kernels = _kernels,
        First = chunk * _plan.LaneCount,
        Count = Math.Min(_plan.LaneCount, _sizes.Locations - chunk * _plan.LaneCount),
        Draw = _draw,
    };

    private void Forward(int chunk)
    {
        Frame<T> frame = FrameOf(chunk);
        if (_plan.History is { } tensor)
        {
            int row = _sizes.Locations * _sizes.Features;
            var target = new Span<T>(frame.Value(tensor), checked((int)tensor.Length));
            target.Clear();
            for (int t = 0; t < _sizes.HistorySteps; t++)
            {
                _history.Span.Slice(t * row + frame.First * _sizes.Features, frame.Count * _sizes.Features).CopyTo(target[(t * tensor.StepLength)..]);
            }
        }

        foreach (Operation<T> operation in _plan.Operations)
        {
            operation.Forward(frame);
        }
    }

    private void CopyRaw(int chunk, Span<T> raw)
    {
        Frame<T> frame = FrameOf(chunk);
        T* source = frame.Value(_plan.Raw);
        for (int s = 0; s < _sizes.Steps; s++)
        {
            for (int p = 0; p < _sizes.Outputs; p++)
            {
                for (int lane = 0; lane < frame.Count; lane++)
                {
                    raw[(s * _sizes.Outputs + p) * _sizes.Locations + frame.First + lane] = source[(s * _plan.LaneCount + lane) * _sizes.Outputs + p];
                }
            }
        }
    }

    private void CopyRawAdjoint(int chunk, ReadOnlySpan<T> rawAdjoint, T* target)
    {
        Frame<T> frame = FrameOf(chunk);
        for (int s = 0; s < _sizes.Steps; s++)
        {
            for (int p = 0; p < _sizes.Outputs; p++)
            {
                for (int lane = 0; lane < frame.Count; lane++)
                {
                    target[(s * _plan.LaneCount + lane) * _sizes.Outputs + p] = rawAdjoint[(s * _sizes.Outputs + p) * _sizes.Locations + frame.First + lane];
                }
            }
        }
    }
}
