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
    private readonly FilterRun? _filters;
    private readonly StagedRun? _staged;

    public KernelProgram(ProgramGraph graph)
    {
        Graph = graph;
        IsStaged = !graph.Couplings.IsEmpty || graph.AdaptsSteps;
        _tapeSlots = IsStaged ? 0 : ReverseEmitter.TapeSlots(graph);
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

        ForEachVector(b, Code(b, "start", t => ForwardEmitter.Start(Graph, t)), step, 1, firstLane, laneCount, null);
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
            ForEachVector(b, code, from, to - from, firstLane, laneCount, null);
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
            KernelCode code = Code(b, "differentiate", t => ReverseEmitter.Simulate(Graph, t));
            double[] tape = ArrayPool<double>.Shared.Rent((_tapeSlots * b.Width) + 1);
            ForEachVector(b, code, to - 1, to - from, firstLane, laneCount, tape);
            ArrayPool<double>.Shared.Return(tape);
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
                ForEachVector(b, code, from, 1, firstLane, laneCount, null);
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
            pointers = Shifted(pointers, firstLane);
        }

        pointers.Steps = (laneCount + b.Width - 1) / b.Width;
        code(&pointers);
    }

    private void ForEachVector(SimulationBuffers b, KernelCode code, int step, int steps, int firstLane, int laneCount, double[]? tape)
    {
        KernelPointers pointers = Addresses.Of(b, Graph, step, 0, null);
        fixed (double* tapePointer = tape)
        {
            for (int lane = firstLane; lane < firstLane + laneCount; lane += b.Width)
            {
                KernelPointers here = Shifted(pointers, lane);
                here.Tape = tapePointer;
                here.Steps = steps;
                code(&here);
            }
        }
    }

    // What all lanes share stays where it is.
    private static KernelPointers Shifted(KernelPointers first, int lanes)
    {
        KernelPointers p = first;
        nint* fields = (nint*)&p;
        for (int i = 0; i < sizeof(KernelPointers) / sizeof(nint); i++)
        {
            fields[i] += lanes * sizeof(double);
        }

        p.Learned = first.Learned;
        p.Weights = first.Weights;
        p.SubStepDays = first.SubStepDays;
        p.Steps = first.Steps;
        p.Stride = first.Stride;
        return p;
    }
}
