using System.Buffers;
using System.Collections.Concurrent;

namespace NimmGen.Compile;

/// <summary>
/// A program with its machine code, made at first use. Where lanes do not meet, one kernel runs all data steps of a vector of lanes; where they
/// do, or where sub-steps adapt, <see cref="StagedRun"/> takes all lanes through every stage. Delayed signals come before and after.
/// </summary>
internal sealed unsafe class KernelProgram
{
    private readonly ConcurrentDictionary<(string Kind, int Width), Lazy<KernelCode>> _codes = new();
    private readonly int _tapeSlots;
    private readonly int _carrySlots;

    // Sub-steps of a closure wait for hyperbolic tangents: two vectors of lanes wait together. Others gain too little for twice the code.
    private readonly bool _pairs;
    private readonly FilterRun? _filters;
    private readonly StagedRun? _staged;

    // Made once: those of every call would be garbage of every iteration of a training.
    private readonly Func<LaneTarget, KernelCode> _start;
    private readonly Func<LaneTarget, KernelCode> _startReverse;
    private readonly SweepEmitter _simulate;
    private readonly SweepEmitter _simulateFlows;
    private readonly SweepEmitter _differentiate;

    public KernelProgram(ProgramGraph graph)
    {
        Graph = graph;
        IsStaged = !graph.Couplings.IsEmpty || graph.AdaptsSteps;
        _tapeSlots = IsStaged ? 0 : ReverseEmitter.TapeSlots(graph);
        _carrySlots = IsStaged ? 0 : ReverseEmitter.CarrySlots(graph);
        _pairs = !IsStaged && graph.Tables.Layout.WeightCount > 0;
        _filters = graph.Filters.Length == 0 ? null : new FilterRun(this);
        _staged = IsStaged ? new StagedRun(graph) : null;
        _start = t => ForwardEmitter.Start(graph, t);
        _startReverse = t => RowBlock.Emit(t, graph, Outputs.Of(graph, graph.StartReverse), Outputs.Seeds);
        _simulate = new("simulate", (t, vectors) => ForwardEmitter.Simulate(graph, t, false, vectors));
        _simulateFlows = new("simulateFlows", (t, vectors) => ForwardEmitter.Simulate(graph, t, true, vectors));
        _differentiate = new("differentiate", (t, vectors) => ReverseEmitter.Simulate(graph, t, vectors));
    }

    public ProgramGraph Graph { get; }

    /// <summary>True where all lanes have to be simulated together.</summary>
    public bool IsStaged { get; }

    public void Start(SimulationBuffers b, int step, int firstLane, int laneCount)
    {
        _filters?.Before(b, step + 1, firstLane, laneCount);
        if (_staged is not null)
        {
            _staged.Start(b, step);
            return;
        }

        LaneSweep.Run(b, Graph, new(Made(b, "start", _start)), step, 1, firstLane, laneCount);
    }

    public void Simulate(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        _filters?.Before(b, to, firstLane, laneCount);
        if (_staged is not null)
        {
            _staged.Simulate(b, from, to);
        }
        else
        {
            SweepCode code = Sweep(b, b.FlowTotals is null ? _simulate : _simulateFlows);
            int atOnce = LaneSweep.StepsAtOnce(b, Graph, to - from, laneCount);
            for (int t = from; t < to; t += atOnce)
            {
                LaneSweep.Run(b, Graph, code, t, Math.Min(atOnce, to - t), firstLane, laneCount);
            }
        }

        _filters?.After(b, from, to, firstLane, laneCount);
    }

    public void Differentiate(SimulationBuffers b, int from, int to, bool throughStart, int firstLane, int laneCount)
    {
        _filters?.ReverseAfter(b, from, to, firstLane, laneCount);
        if (_staged is not null)
        {
            _staged.Differentiate(b, from, to);
        }
        else
        {
            SweepBack(b, from, to, firstLane, laneCount);
        }

        if (throughStart)
        {
            if (_staged is not null)
            {
                _staged.DifferentiateStart(b, from);
            }
            else
            {
                LaneSweep.Run(b, Graph, new(Made(b, "differentiateStart", _startReverse)), from, 1, firstLane, laneCount);
            }
        }

        _filters?.ReverseBefore(b, from, to, firstLane, laneCount);
    }

    /// <summary>The code of that name for the buffers' width.</summary>
    public KernelCode Code(SimulationBuffers b, string kind, Func<LaneTarget, KernelCode> emit) => Made(b, kind, emit).Value;

    /// <summary>Runs a block for every vector of a chunk, on the rows of a data step.</summary>
    public void Run(SimulationBuffers b, KernelCode code, int step, int firstLane, int laneCount)
    {
        KernelPointers pointers = Addresses.Of(b, Graph, step, 0, null);
        if (firstLane > 0)
        {
            pointers = LaneSweep.Shifted(pointers, firstLane);
        }

        pointers.Steps = (laneCount + b.Width - 1) / b.Width;
        code(&pointers);
    }

    private Lazy<KernelCode> Made(SimulationBuffers b, string kind, Func<LaneTarget, KernelCode> emit) =>
        _codes.GetOrAdd((kind, b.Width), static (key, emit) => new Lazy<KernelCode>(() => emit(LaneTarget.OfWidth(key.Width))), emit);

    private SweepCode Sweep(SimulationBuffers b, SweepEmitter emitter) =>
        new(Made(b, emitter.Kind, emitter.One), _pairs ? Made(b, emitter.KindOfTwo, emitter.Two) : null);

    private void SweepBack(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        SweepCode code = Sweep(b, _differentiate);
        int atOnce = LaneSweep.StepsAtOnce(b, Graph, to - from, laneCount), vectors = (laneCount + b.Width - 1) / b.Width;
        double[] tape = ArrayPool<double>.Shared.Rent(((_pairs ? 2 : 1) * _tapeSlots * b.Width) + 1);
        double[] carry = ArrayPool<double>.Shared.Rent((_carrySlots * b.Width * vectors) + 1);
        Array.Clear(carry);
        fixed (double* tapePointer = tape, carryPointer = carry)
        {
            for (int t = to; t > from; t -= atOnce)
            {
                LaneSweep.Run(b, Graph, code, t - 1, Math.Min(atOnce, t - from), firstLane, laneCount, tapePointer, carryPointer, _carrySlots);
            }
        }

        ArrayPool<double>.Shared.Return(carry);
        ArrayPool<double>.Shared.Return(tape);
    }

    /// <summary>What emits the code of data steps, for one vector of lanes and for two together.</summary>
    private sealed class SweepEmitter(string kind, Func<LaneTarget, int, KernelCode> emit)
    {
        public string Kind { get; } = kind;

        public string KindOfTwo { get; } = kind + "Two";

        public Func<LaneTarget, KernelCode> One { get; } = t => emit(t, 1);

        public Func<LaneTarget, KernelCode> Two { get; } = t => emit(t, 2);
    }
}
