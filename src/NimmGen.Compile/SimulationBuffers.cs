using System.Runtime.CompilerServices;

namespace NimmGen.Compile;

/// <summary>
/// What a training reads and writes, allocated once. Every array but those that all lanes share is rows of lanes (locations): row r, lane l
/// is at [r * Stride + l]. Rows are [step][channel] with the channels of <see cref="KernelLayout"/>; Stride is Lanes rounded up to whole
/// vectors, and what stands in the padding changes no result. Values are in the units that <see cref="KernelLayout"/> says.
/// </summary>
public sealed class SimulationBuffers
{
    // What is computed on the way differs between the plain program and the one with multipliers.
    private readonly ConditionalWeakTable<ProgramGraph, FilterBuffers> _filters = [];
    private readonly ConditionalWeakTable<ProgramGraph, StagedBuffers> _staged = [];
    private (ProgramGraph? Program, StagedBuffers? Buffers) _lastStaged;

    internal SimulationBuffers(KernelLayout layout, int lanes, int steps, int width, bool flowTotals, double stepDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (Layout, Lanes, Steps, Width, StepDays, Block) = (layout, lanes, steps, width, stepDays, lanes);
        Stride = checked((lanes + width - 1) / width * width);
        Neural = Rows(steps, layout.Neurals.Length);
        Inputs = Rows(steps, layout.Inputs.Length);
        Learned = Numbers(layout.Learneds.Length);
        Weights = Numbers(layout.WeightCount);
        Couplings = new CouplingMatrix?[layout.Couplings.Length];
        States = Rows(steps + 1, layout.States.Length);
        Observations = Rows(steps, layout.Observations.Length);
        FlowTotals = flowTotals ? Rows(steps, layout.Flows.Length) : null;
        NeuralAdjoint = Rows(steps, layout.Neurals.Length);
        LearnedAdjoint = Numbers(layout.Learneds.Length);
        LearnedAdjointByLane = Rows(1, layout.Learneds.Length);
        WeightAdjoint = Numbers(layout.WeightCount);
        WeightAdjointByLane = Rows(1, layout.WeightCount);
        ObservationAdjoint = Rows(steps, layout.Observations.Length);
        StateAdjoint = Rows(1, layout.States.Length);
        SubSteps = new int[steps];
    }

    public KernelLayout Layout { get; }

    /// <summary>Locations.</summary>
    public int Lanes { get; }

    /// <summary>Data steps.</summary>
    public int Steps { get; }

    /// <summary>Days of a data step.</summary>
    public double StepDays { get; }

    /// <summary>Lanes in a vector; chunks of lanes begin at a multiple of it.</summary>
    public int Width { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>
    /// Lanes that are coupled with each other: all, unless the lanes hold copies of the same locations one after the other. Divides Lanes.
    /// </summary>
    public int Block { get; set; }

    /// <summary>[step][p][lane]: parameters that the network predicts.</summary>
    public double[] Neural { get; }

    /// <summary>[step][k][lane]: inputs.</summary>
    public double[] Inputs { get; }

    /// <summary>[q]: learned values, shared by all lanes.</summary>
    public double[] Learned { get; }

    /// <summary>Weights of closures, as <see cref="ClosureLayout"/> says; zero until the caller writes them.</summary>
    public double[] Weights { get; }

    /// <summary>Matrices between locations, of <see cref="Block"/> locations each; the caller writes them.</summary>
    public CouplingMatrix?[] Couplings { get; }

    /// <summary>[step][m][lane]: what a scenario multiplies each of <see cref="KernelLayout.Multipliers"/> by; null is one throughout. Set by
    /// <see cref="Multiply"/>.</summary>
    public double[]? Multipliers { get; private set; }

    /// <summary>[step][c][lane], one row of steps more than the others: the state before step 0, after step 0, ...</summary>
    public double[] States { get; }

    /// <summary>[step][o][lane]: what the model says of each channel at the end of the step.</summary>
    public double[] Observations { get; }

    /// <summary>[step][f][lane]: what each flow moved during the step; null unless asked for.</summary>
    public double[]? FlowTotals { get; }

    /// <summary>[step][o][lane]: derivative of the loss by each observation; the caller writes it.</summary>
    public double[] ObservationAdjoint { get; }

    /// <summary>[step][p][lane]: derivative of the loss by each neural parameter, for the steps differentiated.</summary>
    public double[] NeuralAdjoint { get; }

    /// <summary>[q]: derivative of the loss by each learned value, summed over lanes in their order.</summary>
    public double[] LearnedAdjoint { get; }

    /// <summary>[q][lane]: the same, each lane's share.</summary>
    public double[] LearnedAdjointByLane { get; }

    /// <summary>[w]: derivative of the loss by each weight, summed over lanes in their order.</summary>
    public double[] WeightAdjoint { get; }

    /// <summary>[w][lane]: the same, each lane's share.</summary>
    public double[] WeightAdjointByLane { get; }

    /// <summary>[c][lane]: derivative of the loss by the state at the start of the range differentiated.</summary>
    public double[] StateAdjoint { get; }

    /// <summary>[step]: sub-steps that each data step took, where the scheme chooses them.</summary>
    internal int[] SubSteps { get; }

    /// <summary>True to take the same sub-steps as the last time.</summary>
    internal bool KeepsSubSteps { get; set; }

    /// <summary>Where the lanes of a neural parameter begin in <see cref="Neural"/> and <see cref="NeuralAdjoint"/>.</summary>
    public int NeuralRow(int step, int parameter) => ((step * Layout.Neurals.Length) + parameter) * Stride;

    /// <summary>Where the lanes of an input begin in <see cref="Inputs"/>.</summary>
    public int InputRow(int step, int input) => ((step * Layout.Inputs.Length) + input) * Stride;

    /// <summary>Where the lanes of a state begin in <see cref="States"/>; step 0 is the start.</summary>
    public int StateRow(int step, int state) => ((step * Layout.States.Length) + state) * Stride;

    /// <summary>Where the lanes of a channel begin in <see cref="Observations"/> and <see cref="ObservationAdjoint"/>.</summary>
    public int ObservationRow(int step, int channel) => ((step * Layout.Observations.Length) + channel) * Stride;

    /// <summary>Where the lanes of a flow begin in <see cref="FlowTotals"/>.</summary>
    public int FlowRow(int step, int flow) => ((step * Layout.Flows.Length) + flow) * Stride;

    /// <summary>Where the lanes of a multiplier begin in <see cref="Multipliers"/>.</summary>
    public int MultiplierRow(int step, int multiplier) => ((step * Layout.Multipliers.Length) + multiplier) * Stride;

    /// <summary>Sets what a scenario multiplies a symbol by, in steps from (inclusive) to (exclusive) and one lane, or all where it is null.</summary>
    /// <exception cref="ArgumentException">No symbol of that name carries a role.</exception>
    public void Multiply(string symbol, double by, int from, int to, int? lane = null)
    {
        int index = Layout.Multipliers.IndexOf(symbol);
        if (index < 0)
        {
            throw new ArgumentException(
                $"'{symbol}' carries no role that a scenario could turn; {(Layout.Multipliers.IsEmpty ? "nothing does" : "these do: " + string.Join(", ", Layout.Multipliers))}", nameof(symbol));
        }

        if (Multipliers is null)
        {
            Multipliers = Rows(Steps, Layout.Multipliers.Length);
            Array.Fill(Multipliers, 1);
        }

        for (int t = from; t < to; t++)
        {
            Span<double> row = Multipliers.AsSpan(MultiplierRow(t, index), Lanes);
            if (lane is { } one)
            {
                row[one] = by;
            }
            else
            {
                row.Fill(by);
            }
        }
    }

    /// <summary>Back to no scenario.</summary>
    public void ClearMultipliers() => Multipliers = null;

    /// <summary>Sums <see cref="LearnedAdjointByLane"/> and <see cref="WeightAdjointByLane"/> over all lanes in their order: equal bits
    /// however the lanes were chunked.</summary>
    public void SumLearnedAdjoint()
    {
        Sum(LearnedAdjointByLane, LearnedAdjoint);
        Sum(WeightAdjointByLane, WeightAdjoint);
    }

    // Asked for at every run of a kernel: what makes them is itself made only when they are missing.
    internal FilterBuffers FiltersOf(ProgramGraph program) =>
        _filters.TryGetValue(program, out FilterBuffers? made) ? made : _filters.GetValue(program, p => new FilterBuffers(this, p));

    internal StagedBuffers StagedOf(ProgramGraph program)
    {
        // Asked for by every block of every sub-step: mostly for the same program as the last time.
        if (!ReferenceEquals(_lastStaged.Program, program))
        {
            _lastStaged = (program, _staged.GetValue(program, p => new StagedBuffers(this, p)));
        }

        return _lastStaged.Buffers!;
    }

    /// <summary>The first step of a range at which a scenario multiplies something; its end where none does.</summary>
    internal int FirstMultiplied(int from, int to)
    {
        for (int t = from; Multipliers is not null && t < to; t++)
        {
            for (int m = 0; m < Layout.Multipliers.Length; m++)
            {
                if (Multipliers.AsSpan(MultiplierRow(t, m), Lanes).ContainsAnyExcept(1.0))
                {
                    return t;
                }
            }
        }

        return to;
    }

    /// <summary>Numbers that stay where they are, so that kernels can point at them.</summary>
    internal static double[] Numbers(long count) => GC.AllocateArray<double>(checked((int)count), pinned: true);

    internal double[] Rows(int steps, int channels)
    {
        long size = (long)steps * channels * Stride;
        return size <= Array.MaxLength
            ? Numbers(size)
            : throw new ArgumentException($"{steps} steps x {channels} channels x {Lanes} lanes do not fit in one array; simulate fewer lanes at a time", nameof(steps));
    }

    private void Sum(double[] byLane, double[] sums)
    {
        for (int q = 0; q < sums.Length; q++)
        {
            double sum = 0;
            foreach (double share in byLane.AsSpan(q * Stride, Lanes))
            {
                sum += share;
            }

            sums[q] = sum;
        }
    }
}
