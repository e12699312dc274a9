using System.Runtime.CompilerServices;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// Parameters in, simulation out: scatters raw parameter values through their bounded transforms into the kernel's buffers,
/// and gathers the adjoint back.
/// </summary>
public sealed class Trajectory
{
    // Where the weights of closures begin is the same for every training of a mechanism.
    private const int WeightSeed = 1;

    private readonly BoundedTransform[] _neural;
    private readonly BoundedTransform[] _learned;
    private readonly double[] _firstWeights;
    private readonly double[] _values;
    private readonly double[] _adjoint;

    public Trajectory(MechanismIr model, MechanismKernel kernel, CalibrationData data, ParameterGrid grid, bool flowTotals = false)
    {
        Kernel = kernel;
        Grid = grid;
        Lanes = data.Lanes;
        Buffers = kernel.CreateBuffers(data.Lanes, grid.TotalSteps, flowTotals);
        _neural = [.. grid.Neurals.Select(n => new BoundedTransform(n.Min, n.Max))];
        _learned = [.. kernel.Layout.Learneds.Select(name => (LearnedSymbol)model.Find(name)!).Select(l => new BoundedTransform(l.Min, l.Max))];
        _firstWeights = new double[kernel.Layout.WeightCount];
        foreach (ClosureLayout closure in kernel.Layout.Closures)
        {
            closure.Initialise(_firstWeights, WeightSeed);
        }

        _values = new double[grid.Size];
        _adjoint = new double[grid.Size];
        CopyInputs(data.Inputs);
        for (int m = 0; m < kernel.Layout.Couplings.Length; m++)
        {
            Buffers.Couplings[m] = data.Couplings.GetValueOrDefault(kernel.Layout.Couplings[m])
                ?? throw new ArgumentException($"the data have no values for matrix '{kernel.Layout.Couplings[m]}'", nameof(data));
        }
    }

    public MechanismKernel Kernel { get; }

    public ParameterGrid Grid { get; }

    public int Lanes { get; }

    public SimulationBuffers Buffers { get; }

    /// <summary>Raw learned values: one a learned parameter, then the weights of closures as differences from where they begin.</summary>
    public int LearnedCount => _learned.Length + _firstWeights.Length;

    /// <summary>The parameter values that the last call of <see cref="SetNeural"/> wrote, laid out as the grid.</summary>
    public ReadOnlySpan<double> NeuralValues => _values;

    public BoundedTransform NeuralTransform(int parameter) => _neural[parameter];

    public BoundedTransform LearnedTransform(int index) => _learned[index];

    public void SetLearned(ReadOnlySpan<double> raw)
    {
        for (int q = 0; q < _learned.Length; q++)
        {
            Buffers.Learned[q] = _learned[q].Value(raw[q]);
        }

        for (int w = 0; w < _firstWeights.Length; w++)
        {
            Buffers.Weights[w] = _firstWeights[w] + raw[_learned.Length + w];
        }
    }

    public void SetNeural(ReadOnlySpan<double> raw)
    {
        Transform(raw);
        Scatter(0, Lanes);
    }

    /// <summary>Computes <see cref="NeuralValues"/>; <see cref="Scatter"/> then writes them to the buffers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Transform(ReadOnlySpan<double> raw)
    {
        for (int p = 0; p < _neural.Length; p++)
        {
            BoundedTransform transform = _neural[p];
            int end = Grid.Offset(p) + Grid.Segments(p) * Lanes;
            for (int i = Grid.Offset(p); i < end; i++)
            {
                _values[i] = transform.Value(raw[i]);
            }

            if (IsGlobal(p))
            {
                ShareMeans(p, raw);
            }
        }
    }

    /// <summary>Parameter values of some lanes into the buffers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(int first, int count)
    {
        for (int p = 0; p < _neural.Length; p++)
        {
            for (int step = 0; step < Grid.TotalSteps; step++)
            {
                ReadOnlySpan<double> segment = _values.AsSpan(Grid.Offset(p) + Grid.SegmentOf(p, step) * Lanes + first, count);
                segment.CopyTo(Buffers.NeuralLanes(step, p).Slice(first, count));
            }
        }
    }

    /// <summary>Adds d objective / d raw from the kernel's adjoints of all lanes.</summary>
    public void Gather(ReadOnlySpan<double> raw, ReadOnlySpan<double> learnedRaw, Span<double> rawGradient, Span<double> learnedGradient)
    {
        Gather(0, Lanes);
        AddGradient(raw, learnedRaw, rawGradient, learnedGradient);
    }

    /// <summary>Sums the kernel's adjoints of some lanes over the steps of each segment, for <see cref="AddGradient"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Gather(int first, int count)
    {
        for (int p = 0; p < _neural.Length; p++)
        {
            int segment = -1;
            for (int step = 0; step < Grid.TotalSteps; step++)
            {
                ReadOnlySpan<double> from = Buffers.NeuralAdjointLanes(step, p).Slice(first, count);
                Span<double> to = _adjoint.AsSpan(Grid.Offset(p) + Grid.SegmentOf(p, step) * Lanes + first, count);
                if (Grid.SegmentOf(p, step) != segment)
                {
                    segment = Grid.SegmentOf(p, step);
                    from.CopyTo(to);
                    continue;
                }

                for (int l = 0; l < to.Length; l++)
                {
                    to[l] += from[l];
                }
            }
        }
    }

    /// <summary>Adds d objective / d raw from what <see cref="Gather(int, int)"/> has summed for all lanes and from the kernel's adjoints of learned values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddGradient(ReadOnlySpan<double> raw, ReadOnlySpan<double> learnedRaw, Span<double> rawGradient, Span<double> learnedGradient)
    {
        for (int p = 0; p < _neural.Length; p++)
        {
            BoundedTransform transform = _neural[p];
            int end = Grid.Offset(p) + Grid.Segments(p) * Lanes;
            if (IsGlobal(p))
            {
                ShareAdjoint(p, raw, rawGradient);
                continue;
            }

            for (int i = Grid.Offset(p); i < end; i++)
            {
                rawGradient[i] += _adjoint[i] * transform.Derivative(raw[i]);
            }
        }

        for (int q = 0; q < _learned.Length; q++)
        {
            learnedGradient[q] += Buffers.LearnedAdjoint[q] * _learned[q].Derivative(learnedRaw[q]);
        }

        for (int w = 0; w < _firstWeights.Length; w++)
        {
            learnedGradient[_learned.Length + w] += Buffers.WeightAdjoint[w];
        }
    }

    // A parameter that all locations share is the transform of the mean of their raw values.
    private bool IsGlobal(int parameter) => Lanes > 1 && Grid.Neurals[parameter].Per == Scope.Global;

    private void ShareMeans(int parameter, ReadOnlySpan<double> raw)
    {
        for (int s = 0; s < Grid.Segments(parameter); s++)
        {
            int at = Grid.Offset(parameter) + s * Lanes;
            _values.AsSpan(at, Lanes).Fill(_neural[parameter].Value(Mean(raw.Slice(at, Lanes))));
        }
    }

    private void ShareAdjoint(int parameter, ReadOnlySpan<double> raw, Span<double> rawGradient)
    {
        for (int s = 0; s < Grid.Segments(parameter); s++)
        {
            int at = Grid.Offset(parameter) + s * Lanes;
            double share = Mean(_adjoint.AsSpan(at, Lanes)) * _neural[parameter].Derivative(Mean(raw.Slice(at, Lanes)));
            foreach (ref double gradient in rawGradient.Slice(at, Lanes))
            {
                gradient += share;
            }
        }
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private void CopyInputs(double[] inputs)
    {
        int count = Kernel.Layout.Inputs.Length;
        for (int step = 0; step < Grid.TotalSteps; step++)
        {
            for (int k = 0; k < count; k++)
            {
                inputs.AsSpan((step * count + k) * Lanes, Lanes).CopyTo(Buffers.InputLanes(step, k));
            }
        }
    }
}
