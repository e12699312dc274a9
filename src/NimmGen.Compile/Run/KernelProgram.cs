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

    public KernelProgram(ProgramGraph graph)
    {
        Graph = graph;
        IsStaged = !graph.Couplings.IsEmpty || graph.AdaptsSteps;
        _tapeSlots = IsStaged ? 0 : ReverseEmitter.TapeSlots(graph);
        _carrySlots = IsStaged ? 0 : ReverseEmitter.CarrySlots(graph);
        _pairs = !IsStaged && graph.Tables.Layout.WeightCount > 0;
        _filters = graph.Filters.Length == 0 ? null : new FilterRun(this);
        _staged = IsStaged ? new StagedRun(graph) : null;
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

        LaneSweep.Run(b, Graph, new(Made(b, "start", t => ForwardEmitter.Start(Graph, t))), step, 1, firstLane, laneCount);
    }

    public void Simulate(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        _filters?.Before(b, to, firstLane, laneCount);
        bool flows = b.FlowTotals is not null;
        if (_staged is not null)
        {
            _staged.Simulate(b, from, to);
        }
        else
        {
            SweepCode code = Sweep(b, flows ? "simulateFlows" : "simulate", (t, vectors) => ForwardEmitter.Simulate(Graph, t, flows, vectors));
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
                Lazy<KernelCode> code = Made(b, "differentiateStart", t => RowBlock.Emit(t, Graph, Outputs.Of(Graph, Graph.StartReverse), Outputs.Seeds));
                LaneSweep.Run(b, Graph, new(code), from, 1, firstLane, laneCount);
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

    private SweepCode Sweep(SimulationBuffers b, string kind, Func<LaneTarget, int, KernelCode> emit) =>
        new(Made(b, kind, t => emit(t, 1)), _pairs ? Made(b, kind + "Two", t => emit(t, 2)) : null);

    private void SweepBack(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        SweepCode code = Sweep(b, "differentiate", (t, vectors) => ReverseEmitter.Simulate(Graph, t, vectors));
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
}
