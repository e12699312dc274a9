using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// A mechanism compiled to machine code: start values, simulation, and the reverse of both. Immutable and safe to share between
/// threads; buffers are not. Overflow gives infinities or NaN, never an exception.
/// </summary>
public sealed class MechanismKernel
{
    private const double LongestSubStep = 0.25;
    private const int MostChosenSubSteps = 400;
    private const double CachedNodes = 500;

    /// <summary>Sub-steps that a data step may have.</summary>
    public const int MostSubSteps = 10_000;

    private readonly KernelProgram _program;
    private readonly Lazy<KernelProgram> _scaled;
    private readonly KernelOptions _options;

    private MechanismKernel(ModelTables tables, int subSteps, KernelOptions options, Expansion expansion)
    {
        (_options, Expansion) = (options, expansion);
        _program = new(new ProgramGraph(tables, options.StepDays, subSteps));
        _scaled = new(() => new(new ProgramGraph(tables, options.StepDays, subSteps, scaled: true)));
    }

    public KernelLayout Layout => _program.Graph.Tables.Layout;

    /// <summary>The model with its groups and stages written out, whose names the layout has.</summary>
    public MechanismIr Model => _program.Graph.Tables.Model;

    /// <summary>The way from the layout's names back to the declared symbols, groups and stages.</summary>
    public Expansion Expansion { get; }

    /// <summary>True where locations act on each other or sub-steps adapt: all lanes are then simulated together.</summary>
    public bool CouplesLanes => _program.IsStaged;

    /// <summary>Steps of the scheme inside one data step.</summary>
    public int SubSteps => _program.Graph.Steps;

    /// <summary>
    /// What one simulation and its reverse cost, in units of some 0.7 ns of a core: the program's nodes for each sub-step and each
    /// four lanes. A program that outgrows the processor's first caches takes longer for each node: with the 4,400 nodes of
    /// models/AgeSeir.cs ten times as long (38 ms an evaluation on covid-bogota, of <c>nimmgen train</c>).
    /// </summary>
    /// <param name="steps">Data steps, at least 0.</param>
    /// <param name="lanes">Locations, at least 1.</param>
    public double Cost(int steps, int lanes)
    {
        double nodes = _program.Graph.Nodes.Count;
        return nodes * (1 + nodes / CachedNodes) * SubSteps * steps * Math.Ceiling(lanes / 4.0);
    }

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

        return new(new ModelTables(expansion), subSteps, options, expansion);
    }

    /// <summary>Buffers for this kernel; <paramref name="flowTotals"/> asks for what every flow moved, at some cost of speed.</summary>
    public SimulationBuffers CreateBuffers(int lanes, int steps, bool flowTotals = false) =>
        new(Layout, lanes, steps, LaneTarget.For(_options.Path, lanes).Width, flowTotals, _options.StepDays);

    /// <summary>States[step] from the start statements, with the parameters and inputs of that step.</summary>
    public void Start(SimulationBuffers buffers, int step = 0) => StartLanes(buffers, step, 0, LanesOf(buffers));

    /// <summary>As <see cref="Start"/>, for a chunk of lanes.</summary>
    public void StartLanes(SimulationBuffers buffers, int step, int firstLane, int laneCount)
    {
        Check(buffers, step, step + 1, firstLane, laneCount);
        (buffers.FirstMultiplied(step, step + 1) == step ? _scaled.Value : _program).Start(buffers, step, firstLane, laneCount);
    }

    /// <summary>Steps from (inclusive) to (exclusive), from what stands in States[from]: writes states, observations and, where there
    /// are any, flow totals.</summary>
    public void Simulate(SimulationBuffers buffers, int from, int to) => SimulateLanes(buffers, from, to, 0, LanesOf(buffers));

    /// <summary>As <see cref="Simulate"/>, for a chunk of lanes that begins at a multiple of the buffers' width.</summary>
    public void SimulateLanes(SimulationBuffers buffers, int from, int to, int firstLane, int laneCount)
    {
        Check(buffers, from, to, firstLane, laneCount);
        // Until a scenario begins the plain program runs, so that nothing before it changes by a bit; delayed signals need one program throughout.
        int turned = buffers.FirstMultiplied(from, to);
        turned = turned < to && _program.Graph.Filters.Length > 0 ? from : turned;
        if (from < turned)
        {
            _program.Simulate(buffers, from, turned, firstLane, laneCount);
        }

        if (turned < to)
        {
            _scaled.Value.Simulate(buffers, turned, to, firstLane, laneCount);
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
        (buffers.FirstMultiplied(from, to) < to ? _scaled.Value : _program).Differentiate(buffers, from, to, throughStart, firstLane, laneCount);
    }

    /// <summary>What is computed, in a form like C#, before functions are written out; for people who look for a bug.</summary>
    public string Dump() => ProgramDump.Of(_program.Graph);

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
        model.Scheme == Scheme.Euler || !model.Statements.Any(s => s is GrowthStatement or RateStatement) && !model.Flows.Any()
            ? 1
            : (int)Math.Clamp(Math.Ceiling(stepDays / LongestSubStep), 1, MostChosenSubSteps);

    private void Check(SimulationBuffers buffers, int from, int to, int firstLane, int laneCount)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        if (!ReferenceEquals(buffers.Layout, Layout))
        {
            throw new ArgumentException("these buffers belong to another kernel: make them with CreateBuffers of this one", nameof(buffers));
        }

        if (CouplesLanes && laneCount != buffers.Lanes)
        {
            throw new ArgumentException("locations of this model act on each other: simulate all lanes together", nameof(laneCount));
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
}
