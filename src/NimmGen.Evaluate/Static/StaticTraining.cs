using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Evaluate.Baselines;
using NimmGen.Ir;
using NimmGen.Learn;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Evaluate;

/// <summary>How a mechanism of samples is trained.</summary>
public sealed record StaticSettings
{
    /// <summary>Iterations of AdamW over all training samples at once.</summary>
    public int Iterations { get; init; } = 600;

    /// <summary>Width of the network's hidden layer.</summary>
    public int Hidden { get; init; } = 16;

    public double LearningRate { get; init; } = 5e-3;

    /// <summary>Decoupled decay of the network's weights.</summary>
    public double WeightDecay { get; init; } = 1;

    /// <summary>Of the weights.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>
/// A mechanism without time trained on samples: a small network takes the standardised descriptors of a sample to the
/// mechanism's neural parameters, the mechanism to the observed value; both are trained together on squared errors.
/// </summary>
public static class StaticTraining
{
    /// <summary>Trains on some samples and predicts others; NaN where training or prediction is not finite.</summary>
    /// <param name="task">Samples with their descriptors.</param>
    /// <param name="kernel">The mechanism, which observes the target.</param>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="held">Samples to predict, in the unit of the target.</param>
    /// <param name="settings">Of the training.</param>
    /// <param name="cancellation">Checked every iteration.</param>
    public static double[] Predict(
        ForecastTask task, MechanismKernel kernel, IReadOnlyList<int> training, IReadOnlyList<int> held, StaticSettings settings, CancellationToken cancellation)
    {
        var descriptors = new Descriptors(task.Panel, training);
        int observation = kernel.Layout.Observations.IndexOf(task.Target.Name), parameters = kernel.Layout.Neurals.Length;
        double factor = kernel.Model.Observations.First(o => o.Channel == task.Target.Name).Unit.FactorTo(task.Target.Unit);
        Trajectory learned = Prepare(task, kernel, training), predicted = Prepare(task, kernel, held);
        double[] truth = [.. training.Select(s => task.Panel.At(task.Target.Name, 0, s) / factor)];
        double variance = Math.Max(Variance(truth), 1e-12);
        var network = new DenseNetwork([descriptors.Count, settings.Hidden, Math.Max(parameters, 1)], Math.Max(training.Count, held.Count), new Random(settings.Seed));
        var schedule = LearningRateSchedule.Cosine(Math.Max(1, settings.Iterations), 0.05);
        var weights = new AdamW<double>(network.Parameters.Length, new(settings.LearningRate, WeightDecay: settings.WeightDecay) { Schedule = schedule });
        double[] globals = new double[learned.LearnedCount], globalGradient = new double[globals.Length];
        var globalOptimiser = new AdamW<double>(globals.Length, new(settings.LearningRate * 4, WeightDecay: 0) { Schedule = schedule });
        double[] inputs = descriptors.Rows(training), raw = new double[learned.Grid.Size], gradient = new double[raw.Length], adjoint = new double[training.Count * Math.Max(parameters, 1)];
        for (int i = 0; i < settings.Iterations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Simulate(learned, globals, network.Forward(inputs, training.Count), raw, parameters);
            double loss = 0;
            Array.Clear(learned.Buffers.ObservationAdjoint);
            ReadOnlySpan<double> modelled = learned.Buffers.ObservationLanes(0, observation);
            Span<double> slope = learned.Buffers.ObservationAdjointLanes(0, observation);
            for (int s = 0; s < truth.Length; s++)
            {
                double error = modelled[s] - truth[s];
                loss += error * error;
                slope[s] = 2 * error / (variance * truth.Length);
            }

            if (!double.IsFinite(loss))
            {
                return [.. Enumerable.Repeat(double.NaN, held.Count)];
            }

            kernel.Differentiate(learned.Buffers, 0, 1, throughStart: true);
            Array.Clear(gradient);
            Array.Clear(globalGradient);
            learned.Gather(raw, globals, gradient, globalGradient);
            for (int p = 0; p < parameters; p++)
            {
                for (int s = 0; s < training.Count; s++)
                {
                    adjoint[s * parameters + p] = gradient[learned.Grid.Offset(p) + s];
                }
            }

            Array.Clear(network.Gradients);
            network.Backward(adjoint);
            weights.Step(network.Parameters, network.Gradients);
            globalOptimiser.Step(globals, globalGradient);
        }

        Simulate(predicted, globals, network.Forward(descriptors.Rows(held), held.Count), new double[predicted.Grid.Size], parameters);
        return [.. predicted.Buffers.ObservationLanes(0, observation).ToArray().Select(v => v * factor)];
    }

    private static void Simulate(Trajectory trajectory, double[] globals, ReadOnlySpan<double> outputs, double[] raw, int parameters)
    {
        for (int p = 0; p < parameters; p++)
        {
            for (int s = 0; s < trajectory.Lanes; s++)
            {
                raw[trajectory.Grid.Offset(p) + s] = outputs[s * parameters + p];
            }
        }

        trajectory.SetLearned(globals);
        trajectory.SetNeural(raw);
        trajectory.Kernel.Start(trajectory.Buffers);
        trajectory.Kernel.Simulate(trajectory.Buffers, 0, 1);
    }

    // One step, a lane a sample.
    private static Trajectory Prepare(ForecastTask task, MechanismKernel kernel, IReadOnlyList<int> samples)
    {
        Panel panel = task.Panel.Select(samples);
        double[] inputs =
        [
            .. kernel.Layout.Inputs.SelectMany(name =>
            {
                var symbol = (InputSymbol)kernel.Model.Find(name)!;
                Channel channel = panel.Card.FindChannel(symbol.Name) ?? panel.Card.FindChannel(symbol.Channel)
                    ?? throw new ArgumentException($"input '{name}' is no channel of '{panel.Name}'; it has: {string.Join(", ", panel.Channels.Select(c => c.Name))}", nameof(kernel));
                double factor = channel.Unit.FactorTo(symbol.Unit);
                return panel.Values(channel.Name).ToArray().Select(v => v * factor);
            }),
        ];
        var data = new CalibrationData(1, 1, samples.Count, 1, 0, inputs, [], 0, []);
        ImmutableArray<NeuralSymbol> neurals = [.. kernel.Layout.Neurals.Select(n => (NeuralSymbol)kernel.Model.Find(n)!)];
        return new(kernel.Model, kernel, data, new ParameterGrid(neurals, 1, 1, 1, samples.Count));
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(v => (v - mean) * (v - mean));
    }
}
