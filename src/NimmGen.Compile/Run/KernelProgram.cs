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
    private readonly FilterRun? _filters;
    private readonly StagedRun? _staged;

    public KernelProgram(ProgramGraph graph)
    {
        Graph = graph;
        IsStaged = !graph.Couplings.IsEmpty || graph.AdaptsSteps;
        _tapeSlots = IsStaged ? 0 : ReverseEmitter.TapeSlots(graph);
        _carrySlots = IsStaged ? 0 : ReverseEmitter.CarrySlots(graph);
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

        LaneSweep.Run(b, Graph, Code(b, "start", t => ForwardEmitter.Start(Graph, t)), step, 1, firstLane, laneCount);
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
            KernelCode code = Code(b, flows ? "simulateFlows" : "simulate", t => ForwardEmitter.Simulate(Graph, t, flows));
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
                KernelCode code = Code(b, "differentiateStart", t => RowBlock.Emit(t, Graph, Outputs.Of(Graph, Graph.StartReverse), Outputs.Seeds));
                LaneSweep.Run(b, Graph, code, from, 1, firstLane, laneCount);
            }
        }

        _filters?.ReverseBefore(b, from, to, firstLane, laneCount);
    }

    /// <summary>The code of that name for the buffers' width.</summary>
    public KernelCode Code(SimulationBuffers b, string kind, Func<LaneTarget, KernelCode> emit) =>
        _codes.GetOrAdd((kind, b.Width), static (key, emit) => new Lazy<KernelCode>(() => emit(LaneTarget.OfWidth(key.Width))), emit).Value;

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

    private void SweepBack(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        KernelCode code = Code(b, "differentiate", t => ReverseEmitter.Simulate(Graph, t));
        int atOnce = LaneSweep.StepsAtOnce(b, Graph, to - from, laneCount), vectors = (laneCount + b.Width - 1) / b.Width;
        double[] tape = ArrayPool<double>.Shared.Rent((_tapeSlots * b.Width) + 1);
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
