using System.Buffers;
using System.Collections.Concurrent;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// A mechanism compiled to machine code: start values, simulation, and the reverse of both. Immutable and safe to share between
/// threads; buffers are not. Overflow gives infinities or NaN, never an exception.
/// </summary>
public sealed unsafe class MechanismKernel
{
    private const double LongestSubStep = 0.25;
    private const int MostChosenSubSteps = 400;
    private const int MostSubSteps = 10_000;

    private readonly ProgramGraph _program;
    private readonly KernelOptions _options;
    private readonly ConcurrentDictionary<(string Kind, int Width), Lazy<KernelCode>> _codes = new();

    private MechanismKernel(ProgramGraph program, KernelOptions options, Expansion expansion)
    {
        (_program, _options, Expansion) = (program, options, expansion);
        TapeSlots = ReverseEmitter.TapeSlots(program);
    }

    public KernelLayout Layout => _program.Tables.Layout;

    /// <summary>The model with its groups and stages written out, whose names the layout has.</summary>
    public MechanismIr Model => _program.Tables.Model;

    /// <summary>The way from the layout's names back to the declared symbols, groups and stages.</summary>
    public Expansion Expansion { get; }

    /// <summary>Steps of the scheme inside one data step.</summary>
    public int SubSteps => _program.Steps;

    private int TapeSlots { get; }

    /// <summary>
    /// Lowers and differentiates the model; machine code is made at first use. A model that cannot be compiled (an unknown name,
    /// lets in a circle, too large) is a <see cref="ModelNotCompilableException"/> that says what is wrong.
    /// </summary>
    public static MechanismKernel Compile(MechanismIr model, KernelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.StepDays > 0) || double.IsInfinity(options.StepDays))
        {
            throw new ArgumentException($"a data step of {options.StepDays} days; expected more than 0, such as 1 for daily or 7 for weekly data", nameof(options));
        }

        Expansion expansion = WrittenOut(model);
        int subSteps = options.SubSteps ?? model.SubSteps ?? Chosen(model, options.StepDays);
        if (subSteps is < 1 or > MostSubSteps)
        {
            throw new ArgumentException($"{subSteps} sub-steps; expected 1 to {MostSubSteps}", nameof(options));
        }

        return new(new ProgramGraph(new ModelTables(expansion.Model), options.StepDays, subSteps), options, expansion);
    }

    /// <summary>Buffers for this kernel; <paramref name="flowTotals"/> asks for what every flow moved, at some cost of speed.</summary>
    public SimulationBuffers CreateBuffers(int lanes, int steps, bool flowTotals = false) =>
        new(Layout, lanes, steps, LaneTarget.For(_options.Path, lanes).Width, flowTotals);

    /// <summary>States[step] from the start statements, with the parameters and inputs of that step.</summary>
    public void Start(SimulationBuffers buffers, int step = 0) => StartLanes(buffers, step, 0, LanesOf(buffers));

    /// <summary>As <see cref="Start"/>, for a chunk of lanes.</summary>
    public void StartLanes(SimulationBuffers buffers, int step, int firstLane, int laneCount)
    {
        Check(buffers, step, step + 1, firstLane, laneCount);
        KernelCode code = Code(buffers, "start", ForwardEmitter.Start);
        ForEachVector(buffers, code, step, 1, firstLane, laneCount, null);
    }

    /// <summary>Steps from (inclusive) to (exclusive), from what stands in States[from]: writes states, observations and, where there
    /// are any, flow totals.</summary>
    public void Simulate(SimulationBuffers buffers, int from, int to) => SimulateLanes(buffers, from, to, 0, LanesOf(buffers));

    /// <summary>As <see cref="Simulate"/>, for a chunk of lanes that begins at a multiple of the buffers' width.</summary>
    public void SimulateLanes(SimulationBuffers buffers, int from, int to, int firstLane, int laneCount)
    {
        Check(buffers, from, to, firstLane, laneCount);
        if (from < to)
        {
            KernelCode code = buffers.FlowTotals is null
                ? Code(buffers, "simulate", static (p, t) => ForwardEmitter.Simulate(p, t, allFlows: false))
                : Code(buffers, "simulateFlows", static (p, t) => ForwardEmitter.Simulate(p, t, allFlows: true));
            ForEachVector(buffers, code, from, to - from, firstLane, laneCount, null);
        }
    }

    /// <summary>
    /// The reverse of Simulate(from, to), which must have run: from ObservationAdjoint of these steps (and States) to NeuralAdjoint of
    /// these steps, StateAdjoint (by States[from]) and LearnedAdjoint, all overwritten. With <paramref name="throughStart"/> also the
    /// reverse of Start(from): what the start values depend on is added to the parameters' adjoints.
    /// </summary>
    public void Differentiate(SimulationBuffers buffers, int from, int to, bool throughStart)
    {
        DifferentiateLanes(buffers, from, to, throughStart, 0, LanesOf(buffers));
        buffers.SumLearnedAdjoint();
    }

    /// <summary>As <see cref="Differentiate"/>, for a chunk of lanes that begins at a multiple of the buffers' width; writes
    /// LearnedAdjointByLane, which <see cref="SimulationBuffers.SumLearnedAdjoint"/> sums when all chunks are done.</summary>
    public void DifferentiateLanes(SimulationBuffers buffers, int from, int to, bool throughStart, int firstLane, int laneCount)
    {
        Check(buffers, from, to, firstLane, laneCount);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        KernelCode code = Code(buffers, "differentiate", ReverseEmitter.Simulate);
        double[] tape = ArrayPool<double>.Shared.Rent((TapeSlots * buffers.Width) + 1);
        ForEachVector(buffers, code, to - 1, to - from, firstLane, laneCount, tape);
        ArrayPool<double>.Shared.Return(tape);
        if (throughStart)
        {
            ForEachVector(buffers, Code(buffers, "differentiateStart", ReverseEmitter.Start), from, 1, firstLane, laneCount, null);
        }
    }

    /// <summary>What is computed, in a form like C#, before functions are written out; for people who look for a bug.</summary>
    public string Dump() => ProgramDump.Of(_program);

    private static Expansion WrittenOut(MechanismIr model)
    {
        ModelLimits.Check(model, expanded: false);
        try
        {
            return Expansion.Of(model);
        }
        catch (ExpansionException e)
        {
            throw new ModelNotCompilableException(e.Message);
        }
    }

    private static int LanesOf(SimulationBuffers? buffers) => buffers?.Lanes ?? throw new ArgumentNullException(nameof(buffers));

    private static int Chosen(MechanismIr model, double stepDays) =>
        model.Scheme == Scheme.Euler || model.Symbols.IsDefault || !model.States.Any()
            ? 1
            : (int)Math.Clamp(Math.Ceiling(stepDays / LongestSubStep), 1, MostChosenSubSteps);

    private KernelCode Code(SimulationBuffers buffers, string kind, Func<ProgramGraph, LaneTarget, KernelCode> emit) =>
        _codes.GetOrAdd((kind, buffers.Width), static (key, a) => new Lazy<KernelCode>(() => a.emit(a.program, a.target)), (emit, program: _program, target: TargetOf(buffers))).Value;

    private static LaneTarget TargetOf(SimulationBuffers buffers) => buffers.Width switch { 1 => LaneTarget.Scalar, 4 => LaneTarget.Four, _ => LaneTarget.Eight };

    private void Check(SimulationBuffers buffers, int from, int to, int firstLane, int laneCount)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        if (!ReferenceEquals(buffers.Layout, Layout))
        {
            throw new ArgumentException("these buffers belong to another kernel: make them with CreateBuffers of this one", nameof(buffers));
        }

        if (from < 0 || to < from || to > buffers.Steps)
        {
            throw new ArgumentOutOfRangeException(nameof(from), $"steps {from} to {to} of buffers with {buffers.Steps} steps");
        }

        if (firstLane < 0 || laneCount < 0 || firstLane % buffers.Width != 0 || firstLane + laneCount > buffers.Lanes
            || ((firstLane + laneCount) % buffers.Width != 0 && firstLane + laneCount != buffers.Lanes))
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstLane), $"lanes {firstLane} to {firstLane + laneCount} of {buffers.Lanes}: a chunk begins and ends at a multiple of {buffers.Width}, or at the last lane");
        }
    }

    private void ForEachVector(
        SimulationBuffers b, KernelCode code, int step, int steps, int firstLane, int laneCount, double[]? tape)
    {
        fixed (double* neural = b.Neural, inputs = b.Inputs, learned = b.Learned, states = b.States, observations = b.Observations)
        fixed (double* flows = b.FlowTotals, observationAdjoint = b.ObservationAdjoint, neuralAdjoint = b.NeuralAdjoint)
        fixed (double* learnedAdjoint = b.LearnedAdjointByLane, stateAdjoint = b.StateAdjoint, tapePointer = tape)
        {
            for (int lane = firstLane; lane < firstLane + laneCount; lane += b.Width)
            {
                var pointers = new KernelPointers
                {
                    Neural = neural + b.NeuralRow(step, 0) + lane,
                    Inputs = inputs + b.InputRow(step, 0) + lane,
                    Learned = learned,
                    States = states + b.StateRow(step, 0) + lane,
                    Observations = observations + b.ObservationRow(step, 0) + lane,
                    Flows = flows + b.FlowRow(step, 0) + lane,
                    ObservationAdjoint = observationAdjoint + b.ObservationRow(step, 0) + lane,
                    NeuralAdjoint = neuralAdjoint + b.NeuralRow(step, 0) + lane,
                    LearnedAdjoint = learnedAdjoint + lane,
                    StateAdjoint = stateAdjoint + lane,
                    Tape = tapePointer,
                    Steps = steps,
                    Stride = (long)b.Stride * sizeof(double),
                };
                code(&pointers);
            }
        }
    }
}
