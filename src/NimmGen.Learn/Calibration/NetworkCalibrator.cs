using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Networks;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Learn;

/// <summary>
/// Calibrates with CalibNN: the network predicts each location's raw parameters week by week from the history, and is
/// trained together with learned values and weekday factors by AdamW. A parameter that never changes is the mean over weeks.
/// </summary>
public static class NetworkCalibrator
{
    public const string Name = "CalibNN";

    /// <param name="model">The mechanism; needs at least one neural parameter.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">To be matched, with the history that the network reads.</param>
    /// <param name="settings">Penalties and budget.</param>
    /// <param name="iterations">Of AdamW.</param>
    /// <param name="warm">An earlier calibration by this network on fewer steps to go on from, or null.</param>
    /// <param name="learned">Raw learned values and weekday factors to start from where <paramref name="warm"/> is null, or null.</param>
    /// <param name="cancellation">Checked every iteration.</param>
    public static CalibratedTwin Calibrate(
        MechanismIr model,
        MechanismKernel kernel,
        CalibrationData data,
        CalibrationSettings settings,
        int iterations,
        CalibratedTwin? warm = null,
        CalibratedTwin? learned = null,
        CancellationToken cancellation = default)
    {
        var objective = new TwinObjective(model, kernel, data, settings, sharedPaths: false);
        ParameterGrid grid = objective.Grid;
        var network = new CalibNN(
            new CalibNNOptions(data.Features, data.Lanes, data.TrainSteps, grid.Weeks, grid.Neurals.Length), settings.Seed);
        var state = new State(network.Parameters.Length, objective);
        state.Start(network, warm, learned);
        var output = new NetworkOutput(grid);
        var schedule = LearningRateSchedule.Cosine(Math.Max(iterations, 1), 0.05);
        var weights = new AdamW<float>(network.Parameters.Length, new(settings.LearningRate, WeightDecay: 1e-3) { Schedule = schedule });
        var globals = new AdamW<double>(state.Globals.Length, new(settings.LearnedRate, WeightDecay: 0) { Schedule = schedule });
        var raw = new double[grid.Size];
        var rawGradient = new double[grid.Size];
        var globalGradient = new double[state.Globals.Length];
        var curve = new LossCurve();
        double value = double.NaN;
        for (int iteration = 0; iteration <= iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            network.Forward(data.History, output.Raw);
            output.Read(raw);
            value = objective.Evaluate(
                raw, state.Learned, state.Weekday, rawGradient,
                globalGradient.AsSpan(0, objective.LearnedCount), globalGradient.AsSpan(objective.LearnedCount));
            curve.Add(value);

            // The last round only evaluates: what is returned is what was measured.
            if (!double.IsFinite(value) || iteration == iterations)
            {
                break;
            }

            output.Write(rawGradient);
            network.Backward(output.Adjoint);
            weights.Step(network.Parameters, network.Gradients);
            globals.Step(state.Globals, globalGradient);
        }

        var factors = new double[7];
        TwinObjective.WeekdayFactors(state.Weekday, factors);
        return new(
            Name, data.TrainSteps, raw, state.Learned.ToArray(), factors, value, curve.Thinned(),
            double.IsFinite(value) ? null : DivergenceFinder.Find(objective.Trajectory.Buffers, kernel.Layout, data), state.Save(network));
    }

    /// <summary>What is trained beside the network, and how all of it goes into one array and comes back.</summary>
    private sealed class State(int weights, TwinObjective objective)
    {
        public double[] Globals { get; } = new double[objective.LearnedCount + objective.WeekdayCount];

        public ReadOnlySpan<double> Learned => Globals.AsSpan(0, objective.LearnedCount);

        public ReadOnlySpan<double> Weekday => Globals.AsSpan(objective.LearnedCount);

        public void Start(CalibNN network, CalibratedTwin? warm, CalibratedTwin? learned)
        {
            if (warm is not null && warm.State.Length >= weights)
            {
                for (int i = 0; i < weights; i++)
                {
                    network.Parameters[i] = (float)warm.State[i];
                }

                ReadOnlySpan<double> globals = warm.State.AsSpan(weights);
                globals[..Math.Min(globals.Length, Globals.Length)].CopyTo(Globals);
            }
            else if (learned is not null)
            {
                learned.Learned.CopyTo(Globals.AsSpan(0, objective.LearnedCount));
                for (int d = 0; d < objective.WeekdayCount; d++)
                {
                    Globals[objective.LearnedCount + d] = Math.Log(learned.WeekdayFactors[d]);
                }
            }
        }

        public double[] Save(CalibNN network)
        {
            var state = new double[weights + Globals.Length];
            for (int i = 0; i < weights; i++)
            {
                state[i] = network.Parameters[i];
            }

            Globals.CopyTo(state, weights);
            return state;
        }
    }

    /// <summary>The network's outputs [week][parameter][location] as the grid's raw values, and the adjoint back.</summary>
    private sealed class NetworkOutput(ParameterGrid grid)
    {
        public float[] Raw { get; } = new float[grid.Weeks * grid.Neurals.Length * grid.Lanes];

        public float[] Adjoint { get; } = new float[grid.Weeks * grid.Neurals.Length * grid.Lanes];

        public void Read(Span<double> raw)
        {
            for (int p = 0; p < grid.Neurals.Length; p++)
            {
                for (int s = 0; s < grid.Segments(p); s++)
                {
                    Span<double> to = raw.Slice(grid.Offset(p) + s * grid.Lanes, grid.Lanes);
                    to.Clear();
                    (int first, int count) = Weeks(p, s);
                    for (int w = first; w < first + count; w++)
                    {
                        ReadOnlySpan<float> from = Raw.AsSpan((w * grid.Neurals.Length + p) * grid.Lanes, grid.Lanes);
                        for (int l = 0; l < to.Length; l++)
                        {
                            to[l] += from[l] / (double)count;
                        }
                    }
                }
            }
        }

        public void Write(ReadOnlySpan<double> gradient)
        {
            Array.Clear(Adjoint);
            for (int p = 0; p < grid.Neurals.Length; p++)
            {
                for (int s = 0; s < grid.Segments(p); s++)
                {
                    ReadOnlySpan<double> from = gradient.Slice(grid.Offset(p) + s * grid.Lanes, grid.Lanes);
                    (int first, int count) = Weeks(p, s);
                    for (int w = first; w < first + count; w++)
                    {
                        Span<float> to = Adjoint.AsSpan((w * grid.Neurals.Length + p) * grid.Lanes, grid.Lanes);
                        for (int l = 0; l < to.Length; l++)
                        {
                            to[l] += (float)(from[l] / count);
                        }
                    }
                }
            }
        }

        private (int First, int Count) Weeks(int parameter, int segment) =>
            grid.IsConstant(parameter) ? (0, grid.Weeks) : (grid.WeekOf(grid.StepOf(parameter, segment)), 1);
    }
}
