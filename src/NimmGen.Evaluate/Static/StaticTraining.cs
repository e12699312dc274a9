using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Evaluate.Baselines;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>
/// A mechanism without time trained on samples: a small network takes the standardised descriptors of a sample to the
/// mechanism's neural parameters, the mechanism to the observed value. Minimised by L-BFGS are the squared errors over the
/// variance of the target, and a ridge on the weights: without weights every parameter lies in the middle of its declared
/// range, which is what its author took from the literature.
/// </summary>
public static class StaticTraining
{
    // Of constants and learned values: enough to keep what the data do not decide in the middle of its range.
    private const double Prior = 0.05;

    /// <summary>Trains on some samples; null where the objective is not finite.</summary>
    /// <param name="task">Samples with their descriptors.</param>
    /// <param name="kernel">The mechanism, which observes the target.</param>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="network">Shape and ridge.</param>
    /// <param name="settings">Of the training.</param>
    /// <param name="cancellation">Checked at every evaluation.</param>
    public static StaticTwin? Train(
        ForecastTask task, MechanismKernel kernel, IReadOnlyList<int> training, DescriptorNetwork network, StaticSettings settings, CancellationToken cancellation)
    {
        var descriptors = new Descriptors(task.Panel, training, network.PropertiesOnly);
        int observation = kernel.Layout.Observations.IndexOf(task.Target.Name), parameters = kernel.Layout.Neurals.Length, n = training.Count;
        double factor = kernel.Model.Observations.First(o => o.Channel == task.Target.Name).Unit.FactorTo(task.Target.Unit);
        Trajectory trajectory = Prepare(task, kernel, training);
        double[] truth = [.. training.Select(s => task.Panel.At(task.Target.Name, 0, s) / factor)];
        double variance = Math.Max(Variance(truth), 1e-12);
        int[] sizes = network.Hidden == 0 ? [descriptors.Count, Math.Max(parameters, 1)] : [descriptors.Count, network.Hidden, Math.Max(parameters, 1)];
        var weights = new DenseNetwork(sizes, n, new Random(settings.Seed));
        if (network.Hidden == 0)
        {
            Array.Clear(weights.Parameters);
        }

        double[] penalties = Penalties(sizes, network.Penalty / n, Prior / n, weights.Parameters.Length + trajectory.LearnedCount);
        double[] point = [.. weights.Parameters, .. new double[trajectory.LearnedCount]], inputs = descriptors.Rows(training);
        double[] raw = new double[trajectory.Grid.Size], gradient = new double[raw.Length], adjoint = new double[n * Math.Max(parameters, 1)];

        double Objective(ReadOnlySpan<double> at, Span<double> slope)
        {
            at[..weights.Parameters.Length].CopyTo(weights.Parameters);
            ReadOnlySpan<double> globals = at[weights.Parameters.Length..];
            Simulate(trajectory, globals, weights.Forward(inputs, n), raw);
            double loss = 0;
            Array.Clear(trajectory.Buffers.ObservationAdjoint);
            ReadOnlySpan<double> modelled = trajectory.Buffers.ObservationLanes(0, observation);
            Span<double> errors = trajectory.Buffers.ObservationAdjointLanes(0, observation);
            for (int s = 0; s < n; s++)
            {
                double error = modelled[s] - truth[s];
                loss += error * error / (variance * n);
                errors[s] = 2 * error / (variance * n);
            }

            slope.Clear();
            kernel.Differentiate(trajectory.Buffers, 0, 1, throughStart: true);
            Array.Clear(gradient);
            trajectory.Gather(raw, globals, gradient, slope[weights.Parameters.Length..]);
            for (int p = 0; p < parameters; p++)
            {
                for (int s = 0; s < n; s++)
                {
                    adjoint[s * parameters + p] = gradient[trajectory.Grid.Offset(p) + s];
                }
            }

            Array.Clear(weights.Gradients);
            weights.Backward(adjoint, throughInputs: false);
            for (int i = 0; i < weights.Gradients.Length; i++)
            {
                slope[i] = weights.Gradients[i];
            }

            for (int i = 0; i < at.Length; i++)
            {
                loss += penalties[i] * at[i] * at[i];
                slope[i] += 2 * penalties[i] * at[i];
            }

            return loss;
        }

        Minimum minimum = LimitedMemoryBfgs.Minimise(Objective, point, settings.Evaluations, settings.Tolerance, cancellation);
        return double.IsFinite(minimum.Value)
            ? new(task, kernel, descriptors, sizes, point[..weights.Parameters.Length], point[weights.Parameters.Length..], observation, factor)
            : null;
    }

    /// <summary>Parameters and values of all samples: raw values in, observations out.</summary>
    internal static void Simulate(Trajectory trajectory, ReadOnlySpan<double> globals, ReadOnlySpan<double> outputs, double[] raw)
    {
        int parameters = trajectory.Kernel.Layout.Neurals.Length;
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

    /// <summary>One step, a lane a sample.</summary>
    internal static Trajectory Prepare(ForecastTask task, MechanismKernel kernel, IReadOnlyList<int> samples)
    {
        ImmutableArray<NeuralSymbol> neurals = [.. kernel.Layout.Neurals.Select(n => (NeuralSymbol)kernel.Model.Find(n)!)];
        return new(kernel.Model, kernel, Data(task, kernel, samples), new ParameterGrid(neurals, 1, 1, 1, samples.Count));
    }

    /// <summary>Inputs of some samples, in the units of the mechanism.</summary>
    internal static CalibrationData Data(ForecastTask task, MechanismKernel kernel, IReadOnlyList<int> samples)
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
        return new(1, 1, samples.Count, 1, 0, inputs, [], 0, []);
    }

    // Of each map the weights [input][output], then the biases; last the learned values.
    private static double[] Penalties(int[] sizes, double ridge, double prior, int count)
    {
        double[] penalties = new double[count];
        Array.Fill(penalties, prior);
        int at = 0;
        for (int k = 1; k < sizes.Length; k++)
        {
            penalties.AsSpan(at, sizes[k - 1] * sizes[k]).Fill(ridge);
            at += (sizes[k - 1] + 1) * sizes[k];
        }

        return penalties;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(v => (v - mean) * (v - mean));
    }
}
