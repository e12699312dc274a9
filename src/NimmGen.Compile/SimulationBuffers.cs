namespace NimmGen.Compile;

/// <summary>
/// What a training reads and writes, allocated once. Every array but the learned ones is rows of lanes (locations): row r, lane l is at
/// [r * Stride + l]. Rows are [step][channel] with the channels of <see cref="KernelLayout"/>; Stride is Lanes rounded up to whole
/// vectors, and what stands in the padding changes no result. Values are in the units that <see cref="KernelLayout"/> says.
/// </summary>
public sealed class SimulationBuffers
{
    internal SimulationBuffers(KernelLayout layout, int lanes, int steps, int width, bool flowTotals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (Layout, Lanes, Steps, Width) = (layout, lanes, steps, width);
        Stride = checked((lanes + width - 1) / width * width);
        Neural = Rows(steps, layout.Neurals.Length);
        Inputs = Rows(steps, layout.Inputs.Length);
        Learned = new double[layout.Learneds.Length];
        States = Rows(steps + 1, layout.States.Length);
        Observations = Rows(steps, layout.Observations.Length);
        FlowTotals = flowTotals ? Rows(steps, layout.Flows.Length) : null;
        NeuralAdjoint = Rows(steps, layout.Neurals.Length);
        LearnedAdjoint = new double[layout.Learneds.Length];
        LearnedAdjointByLane = Rows(1, layout.Learneds.Length);
        ObservationAdjoint = Rows(steps, layout.Observations.Length);
        StateAdjoint = Rows(1, layout.States.Length);
    }

    public KernelLayout Layout { get; }

    /// <summary>Locations.</summary>
    public int Lanes { get; }

    /// <summary>Data steps.</summary>
    public int Steps { get; }

    /// <summary>Lanes in a vector; chunks of lanes begin at a multiple of it.</summary>
    public int Width { get; }

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>[step][p][lane]: parameters that the network predicts.</summary>
    public double[] Neural { get; }

    /// <summary>[step][k][lane]: inputs.</summary>
    public double[] Inputs { get; }

    /// <summary>[q]: learned values, shared by all lanes.</summary>
    public double[] Learned { get; }

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

    /// <summary>[c][lane]: derivative of the loss by the state at the start of the range differentiated.</summary>
    public double[] StateAdjoint { get; }

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

    /// <summary>Sums <see cref="LearnedAdjointByLane"/> over all lanes in their order: equal bits however the lanes were chunked.</summary>
    public void SumLearnedAdjoint()
    {
        for (int q = 0; q < LearnedAdjoint.Length; q++)
        {
            double sum = 0;
            foreach (double share in LearnedAdjointByLane.AsSpan(q * Stride, Lanes))
            {
                sum += share;
            }

            LearnedAdjoint[q] = sum;
        }
    }

    private double[] Rows(int steps, int channels)
    {
        long size = (long)steps * channels * Stride;
        return size <= Array.MaxLength
            ? new double[size]
            : throw new ArgumentException($"{steps} steps x {channels} channels x {Lanes} lanes do not fit in one array; simulate fewer lanes at a time", nameof(steps));
    }
}
