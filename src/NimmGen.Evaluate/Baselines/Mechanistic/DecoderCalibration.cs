using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn;
using NimmGen.Learn.Networks;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Evaluate.Baselines;

/// <summary>How the published studies calibrate: see <see cref="DecoderCalibration"/>.</summary>
/// <param name="Iterations">Of AdamW.</param>
/// <param name="LearningRate">Of AdamW.</param>
/// <param name="Reduction">Of the attention over time: the published network sums.</param>
/// <param name="Seed">Of the weights.</param>
public sealed record DecoderOptions(int Iterations, double LearningRate, AttentionReduction Reduction, ulong Seed);

/// <summary>
/// Calibration of a mechanism by CalibNN as the paper does it (its equation 5): the network's decoder runs on through the
/// horizon, the loss is the RMSE of the observed series, AdamW clips gradients at norm 10; no penalty, no weekday factor, no
/// adjustment at the origin. What the search of this program does instead is <see cref="NetworkCalibrator"/> with a forecast
/// session.
/// </summary>
public static class DecoderCalibration
{
    private const double Clip = 10;

    /// <summary>
    /// Trains and simulates through the horizon. Returns what the mechanism says of the target [step][location] over all steps,
    /// in the unit of its observation; NaN where it diverged.
    /// </summary>
    /// <param name="model">The mechanism as the kernel has it.</param>
    /// <param name="kernel">Compiled from it; all its parameters are neural.</param>
    /// <param name="data">With the history that the network reads.</param>
    /// <param name="observation">Index of the target's observation.</param>
    /// <param name="options">Of the training.</param>
    /// <param name="cancellation">Checked every iteration.</param>
    public static double[] Run(
        MechanismIr model, MechanismKernel kernel, CalibrationData data, int observation, DecoderOptions options, CancellationToken cancellation)
    {
        ImmutableArray<NeuralSymbol> neurals = [.. kernel.Layout.Neurals.Select(n => (NeuralSymbol)model.Find(n)!)];
        var grid = new ParameterGrid(neurals, data.StepDays, data.TrainSteps, data.TotalSteps, data.Lanes);
        var trajectory = new Trajectory(model, kernel, data, grid);
        trajectory.SetLearned(new double[trajectory.LearnedCount]);
        var network = new CalibNN(new(data.Features, data.Lanes, data.TrainSteps, grid.Weeks, neurals.Length, options.Reduction), options.Seed);
        var optimiser = new AdamW<float>(network.Parameters.Length, new(options.LearningRate, ClipNorm: Clip));
        float[] output = new float[grid.Weeks * neurals.Length * data.Lanes], adjoint = new float[output.Length];
        double[] raw = new double[grid.Size], gradient = new double[grid.Size], unused = new double[trajectory.LearnedCount];
        TargetSeries target = data.Targets.First(t => t.Observation == observation);
        for (int i = 0; i <= options.Iterations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            network.Forward(data.History, output);
            Spread(grid, output, raw);
            trajectory.SetNeural(raw);
            kernel.Start(trajectory.Buffers);
            kernel.Simulate(trajectory.Buffers, 0, i == options.Iterations ? data.TotalSteps : data.TrainSteps);
            if (i == options.Iterations || !double.IsFinite(Residuals(trajectory.Buffers, target, data)))
            {
                break;
            }

            kernel.Differentiate(trajectory.Buffers, 0, data.TrainSteps, throughStart: true);
            ClearBeyond(trajectory.Buffers, neurals.Length, data);
            Array.Clear(gradient);
            trajectory.Gather(raw, new double[unused.Length], gradient, unused);
            Gather(grid, gradient, adjoint);
            network.Backward(adjoint);
            optimiser.Step(network.Parameters, network.Gradients);
        }

        return [.. Enumerable.Range(0, data.TotalSteps).SelectMany(t => trajectory.Buffers.ObservationLanes(t, observation).ToArray())];
    }

    // Root mean squared error over observed cells, and its derivative by what is modelled.
    private static double Residuals(SimulationBuffers buffers, TargetSeries target, CalibrationData data)
    {
        Array.Clear(buffers.ObservationAdjoint);
        double squares = 0;
        int count = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            double rmse = Math.Sqrt(squares / Math.Max(count, 1)), weight = rmse > 0 ? 1 / (rmse * count) : 0;
            for (int t = 0; t < data.TrainSteps; t++)
            {
                ReadOnlySpan<double> modelled = buffers.ObservationLanes(t, target.Observation);
                Span<double> adjoint = buffers.ObservationAdjointLanes(t, target.Observation);
                for (int l = 0; l < modelled.Length; l++)
                {
                    double error = modelled[l] - target.Values[t * data.Lanes + l];
                    if (double.IsNaN(target.Values[t * data.Lanes + l]))
                    {
                        continue;
                    }

                    if (pass == 0)
                    {
                        squares += error * error;
                        count++;
                    }
                    else
                    {
                        adjoint[l] = weight * error;
                    }
                }
            }
        }

        return squares;
    }

    // Parameters of the horizon have no adjoint of this pass: what an earlier one left must not count.
    private static void ClearBeyond(SimulationBuffers buffers, int parameters, CalibrationData data)
    {
        for (int t = data.TrainSteps; t < data.TotalSteps; t++)
        {
            for (int p = 0; p < parameters; p++)
            {
                buffers.NeuralAdjointLanes(t, p).Clear();
            }
        }
    }

    // A parameter that never changes is the mean over weeks.
    private static void Spread(ParameterGrid grid, float[] output, double[] raw)
    {
        Each(grid, (at, to, share) => raw[to] += share * output[at], raw);
    }

    private static void Gather(ParameterGrid grid, double[] gradient, float[] adjoint)
    {
        Array.Clear(adjoint);
        Each(grid, (at, from, share) => adjoint[at] += (float)(share * gradient[from]), null);
    }

    private static void Each(ParameterGrid grid, Action<int, int, double> pair, double[]? cleared)
    {
        cleared?.AsSpan().Clear();
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            for (int s = 0; s < grid.Segments(p); s++)
            {
                (int first, int count) = grid.IsConstant(p) ? (0, grid.Weeks) : (grid.WeekOf(grid.StepOf(p, s)), 1);
                for (int w = first; w < first + count; w++)
                {
                    for (int l = 0; l < grid.Lanes; l++)
                    {
                        pair((w * grid.Neurals.Length + p) * grid.Lanes + l, grid.Offset(p) + s * grid.Lanes + l, 1.0 / count);
                    }
                }
            }
        }
    }
}
