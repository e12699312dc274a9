using System.Runtime.InteropServices;
using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// A sequence network as the paper's baselines use them: windows of five steps over all channels, four in and one out, pooled over
/// locations; forecasts are fed back. Channels are standardised for each location on the training span.
/// </summary>
public abstract class SequenceMethod : ForecastMethod
{
    private const int Window = 4;

    public override bool Seeded => true;

    protected override bool Cheap => false;

    private protected abstract int Iterations { get; }

    private protected abstract int Batch { get; }

    private protected abstract double LearningRate { get; }

    private protected abstract SequenceNetwork Create(int features, int seed);

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context)
    {
        var history = new StandardisedHistory(task.Known(origin), origin.TrainSteps, task.Target.Name);
        SequenceNetwork network = Create(history.Features, context.Seed);
        Train(network, history, context);
        return RollForward(network, history, task.Horizon);
    }

    private void Train(SequenceNetwork network, StandardisedHistory history, CellContext context)
    {
        int iterations = context.Scaled(Iterations, 2), features = history.Features;
        var random = new Random(context.Seed);
        var options = new AdamWOptions(LearningRate, WeightDecay: 0) { Schedule = LearningRateSchedule.Cosine(iterations, 0.05) };
        AdamW<float>[] optimisers = [.. network.Parameters.Select(p => new AdamW<float>(p.Values.Length, options))];
        for (int i = 0; i < iterations; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var inputs = new float[Batch * Window * features];
            var targets = new float[Batch * features];
            for (int b = 0; b < Batch; b++)
            {
                int location = history.Reporting[random.Next(history.Reporting.Length)], step = random.Next(history.Steps - Window);
                for (int t = 0; t < Window; t++)
                {
                    history[step + t, location].CopyTo(inputs.AsSpan((b * Window + t) * features));
                }

                history[step + Window, location].CopyTo(targets.AsSpan(b * features));
            }

            foreach (Node parameter in network.Parameters)
            {
                Array.Clear(parameter.Adjoint);
            }

            var tape = new Tape();
            Node next = network.Next(tape, new(inputs, Batch * Window, features), Window, random);
            tape.Backward(next, [.. next.Values.Zip(targets, (x, y) => 2 * (x - y) / targets.Length)]);
            foreach ((Node parameter, float factor) in network.Penalties)
            {
                for (int k = 0; k < parameter.Values.Length; k++)
                {
                    parameter.Adjoint[k] += 2 * factor * parameter.Values[k];
                }
            }

            for (int k = 0; k < optimisers.Length; k++)
            {
                optimisers[k].Step(network.Parameters[k].Values, network.Parameters[k].Adjoint);
            }
        }
    }

    // All locations at once; what is forecast goes back into the window.
    private static double[] RollForward(SequenceNetwork network, StandardisedHistory history, int horizon)
    {
        int locations = history.Locations, features = history.Features;
        var windows = new float[locations * Window * features];
        for (int l = 0; l < locations; l++)
        {
            for (int t = 0; t < Window; t++)
            {
                history[history.Steps - Window + t, l].CopyTo(windows.AsSpan((l * Window + t) * features));
            }
        }

        var values = new double[horizon * locations];
        for (int h = 0; h < horizon; h++)
        {
            Node next = network.Next(new Tape(), new([.. windows], locations * Window, features), Window, null);
            for (int l = 0; l < locations; l++)
            {
                Span<float> window = windows.AsSpan(l * Window * features, Window * features);
                window[features..].CopyTo(window);
                next.Values.AsSpan(l * features, features).CopyTo(window[((Window - 1) * features)..]);
                values[h * locations + l] = history.Target(next.Values[l * features + history.TargetIndex], l);
            }
        }

        return values;
    }

    /// <summary>All channels up to the origin, standardised for each location; a missing value carries the one before it.</summary>
    private sealed class StandardisedHistory
    {
        private readonly float[] _values;
        private readonly double[] _means;
        private readonly double[] _deviations;

        public StandardisedHistory(Panel known, int steps, string target)
        {
            (Steps, Locations, Features) = (steps, known.LocationCount, known.Channels.Length);
            _values = new float[steps * Locations * Features];
            _means = new double[Locations];
            _deviations = new double[Locations];
            var reporting = new List<int>();
            for (int f = 0; f < Features; f++)
            {
                bool own = known.Channels[f].Name == target;
                TargetIndex = own ? f : TargetIndex;
                for (int l = 0; l < Locations; l++)
                {
                    double[] filled = SeriesMethod.Filled(known.Series(known.Channels[f].Name, l).AsSpan(0, steps));
                    double mean = filled.Length == 0 ? 0 : filled.Average();
                    double deviation = filled.Length == 0 ? 1 : Math.Max(Math.Sqrt(filled.Average(v => (v - mean) * (v - mean))), 1e-9);
                    for (int t = 0; t < steps; t++)
                    {
                        // Leading gaps stand at the mean.
                        int at = t - (steps - filled.Length);
                        _values[(t * Locations + l) * Features + f] = at < 0 ? 0 : (float)((filled[at] - mean) / deviation);
                    }

                    if (own)
                    {
                        (_means[l], _deviations[l]) = (mean, deviation);
                        if (filled.Length > 0)
                        {
                            reporting.Add(l);
                        }
                    }
                }
            }

            Reporting = [.. reporting];
        }

        public int Steps { get; }

        public int Locations { get; }

        public int Features { get; }

        public int TargetIndex { get; }

        /// <summary>Locations with a target.</summary>
        public int[] Reporting { get; }

        public ReadOnlySpan<float> this[int step, int location] => MemoryMarshal.CreateReadOnlySpan(ref _values[(step * Locations + location) * Features], Features);

        public double Target(float standardised, int location) => Math.Max(0, _means[location] + _deviations[location] * standardised);
    }
}

/// <inheritdoc cref="LstmNetwork"/>
public sealed class LstmMethod : SequenceMethod
{
    public override string Name => "lstm";

    public override string Title => "LSTM";

    public override string Settings => $"32, dense 16, dropout 0.2, L2 0.01; Adam {LearningRate}, {Iterations} batches of {Batch}";

    private protected override int Iterations => 1000;

    private protected override int Batch => 64;

    private protected override double LearningRate => 1e-3;

    private protected override SequenceNetwork Create(int features, int seed) => new LstmNetwork(features, seed);
}

/// <inheritdoc cref="TransformerNetwork"/>
public sealed class TransformerMethod : SequenceMethod
{
    public override string Name => "transformer";

    public override string Title => "Transformer";

    public override string Settings => $"64, 3 blocks, 4 heads, inner 128; Adam {LearningRate}, {Iterations} batches of {Batch}";

    private protected override int Iterations => 400;

    private protected override int Batch => 32;

    private protected override double LearningRate => 1e-3;

    private protected override SequenceNetwork Create(int features, int seed) => new TransformerNetwork(features, seed);
}
