using NimmGen.Ir;

namespace NimmGen.Compile.Tests;

/// <summary>A kernel with buffers full of seeded values: parameters in 0.05 to 0.6, inputs by name.</summary>
internal sealed class Trial
{
    private readonly Dictionary<string, double[]> _matrices = [];

    public Trial(MechanismIr model, KernelOptions options, int lanes, int steps, int seed, bool flowTotals = true)
    {
        Kernel = MechanismKernel.Compile(model, options);
        Model = model;
        Buffers = Kernel.CreateBuffers(lanes, steps, flowTotals);
        var random = new Random(seed);
        // Padding is poisoned: it must not reach any result.
        Array.Fill(Buffers.Neural, double.NaN);
        for (int step = 0; step < steps; step++)
        {
            for (int p = 0; p < Buffers.Layout.Neurals.Length; p++)
            {
                Fill(Buffers.Neural, Buffers.NeuralRow(step, p), () => 0.05 + (0.55 * random.NextDouble()));
            }

            for (int k = 0; k < Buffers.Layout.Inputs.Length; k++)
            {
                string name = Buffers.Layout.Inputs[k];
                int at = step;
                Fill(Buffers.Inputs, Buffers.InputRow(step, k), () => name switch
                {
                    "population" => 1000 + (500 * random.NextDouble()),
                    "time" => at,
                    Expansion.TimeInput => at * options.StepDays,
                    _ => random.NextDouble(),
                });
            }

            for (int o = 0; o < Buffers.Layout.Observations.Length; o++)
            {
                Fill(Buffers.ObservationAdjoint, Buffers.ObservationRow(step, o), () => random.NextDouble() - 0.3);
            }
        }

        for (int q = 0; q < Buffers.Learned.Length; q++)
        {
            Buffers.Learned[q] = 0.2 + (0.5 * random.NextDouble());
        }

        foreach (ClosureLayout closure in Buffers.Layout.Closures)
        {
            closure.Initialise(Buffers.Weights, seed);
        }

        for (int m = 0; m < Buffers.Couplings.Length; m++)
        {
            // Every second matrix has few entries.
            double[] entries = [.. Enumerable.Range(0, lanes * lanes).Select(i => (m + seed) % 2 == 0 || i % 7 == 0 ? random.NextDouble() / lanes : 0)];
            _matrices.Add(Buffers.Layout.Couplings[m], entries);
            Buffers.Couplings[m] = new CouplingMatrix(lanes, entries);
        }
    }

    public MechanismIr Model { get; }

    /// <summary>An entry of a matrix between locations.</summary>
    public double Matrix(string name, int row, int column) => _matrices[name][(row * Buffers.Lanes) + column];

    public MechanismKernel Kernel { get; }

    public SimulationBuffers Buffers { get; }

    public int Steps => Buffers.Steps;

    public void Run()
    {
        Kernel.Start(Buffers);
        Kernel.Simulate(Buffers, 0, Steps);
    }

    /// <summary>Sum of observations times ObservationAdjoint over lanes; what Differentiate differentiates.</summary>
    public double Loss(int from = 0)
    {
        double loss = 0;
        for (int row = Buffers.ObservationRow(from, 0); row < Buffers.Observations.Length; row += Buffers.Stride)
        {
            for (int lane = 0; lane < Buffers.Lanes; lane++)
            {
                loss += Buffers.Observations[row + lane] * Buffers.ObservationAdjoint[row + lane];
            }
        }

        return loss;
    }

    /// <summary>Parameters and inputs of a step by name, in declared units.</summary>
    public Dictionary<string, double> Parameters(int step, int lane)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        KernelLayout layout = Buffers.Layout;
        for (int p = 0; p < layout.Neurals.Length; p++)
        {
            values[layout.Neurals[p]] = Buffers.Neural[Buffers.NeuralRow(step, p) + lane];
        }

        for (int k = 0; k < layout.Inputs.Length; k++)
        {
            values[layout.Inputs[k]] = Buffers.Inputs[Buffers.InputRow(step, k) + lane];
        }

        for (int q = 0; q < layout.Learneds.Length; q++)
        {
            values[layout.Learneds[q]] = Buffers.Learned[q];
        }

        return values;
    }

    public double State(int step, string name, int lane = 0) =>
        Buffers.States[Buffers.StateRow(step, Buffers.Layout.States.IndexOf(name)) + lane];

    private void Fill(double[] row, int at, Func<double> value)
    {
        for (int lane = 0; lane < Buffers.Lanes; lane++)
        {
            row[at + lane] = value();
        }
    }
}
