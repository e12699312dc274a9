using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Evaluate.Baselines;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>A mechanism of samples after its training (<see cref="StaticTraining"/>): predicts samples from their descriptors.</summary>
public sealed class StaticTwin
{
    private readonly ForecastTask _task;
    private readonly MechanismKernel _kernel;
    private readonly Descriptors _descriptors;
    private readonly int[] _sizes;
    private readonly double[] _weights;
    private readonly double[] _globals;
    private readonly int _observation;
    private readonly double _factor;

    internal StaticTwin(
        ForecastTask task, MechanismKernel kernel, Descriptors descriptors, int[] sizes, double[] weights, double[] globals, int observation, double factor)
    {
        (_task, _kernel, _descriptors, _sizes) = (task, kernel, descriptors, sizes);
        (_weights, _globals, _observation, _factor) = (weights, globals, observation, factor);
    }

    /// <summary>Values of some samples, in the unit of the target.</summary>
    public double[] Predict(IReadOnlyList<int> samples) =>
        [.. Simulated(samples).Buffers.ObservationLanes(0, _observation).ToArray().Select(v => v * _factor)];

    /// <summary>One entry a declared parameter; of a neural one the mean over these samples.</summary>
    public ImmutableArray<ParameterValue> Parameters(IReadOnlyList<int> samples) =>
        [.. TwinExplanation.Parameters(_kernel.Model, Simulated(samples), StaticTraining.Data(_task, _kernel, samples))];

    /// <summary>Neural parameters of each of these samples, at step 0.</summary>
    public ImmutableArray<ParameterSeries> Series(IReadOnlyList<int> samples)
    {
        Trajectory trajectory = Simulated(samples);
        return
        [
            .. _kernel.Layout.Neurals.Select((name, p) =>
                new ParameterSeries(name, _kernel.Model.Find(name)!.Unit, [0], [.. trajectory.Buffers.NeuralLanes(0, p)])),
        ];
    }

    private Trajectory Simulated(IReadOnlyList<int> samples)
    {
        Trajectory trajectory = StaticTraining.Prepare(_task, _kernel, samples);
        var network = new DenseNetwork(_sizes, samples.Count, new Random(0));
        _weights.CopyTo(network.Parameters, 0);
        StaticTraining.Simulate(trajectory, _globals, network.Forward(_descriptors.Rows(samples), samples.Count), new double[trajectory.Grid.Size]);
        return trajectory;
    }
}
