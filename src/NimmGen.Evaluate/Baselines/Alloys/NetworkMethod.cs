using NimmGen.Evaluate.Benchmarks;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Evaluate.Baselines;

/// <summary>A plain network from descriptors to the target: two hidden layers, AdamW on all samples at once, squared error.</summary>
public sealed class NetworkMethod : SamplesMethod
{
    private const int Iterations = 600;
    private const int Hidden = 24;
    private static readonly double[] Decays = [0.1, 1, 5];

    public override string Name => "network";

    public override string Title => "plain network";

    public override string Settings => $"two hidden layers of {Hidden}, tanh, AdamW 3e-3, {Iterations} iterations, decay of {string.Join(' ', Decays)}";

    public override bool Seeded => true;

    protected override int Options => Decays.Length;

    protected override string Describe(int option) => $"decay {Decays[option]}";

    protected override double[] Predict(ForecastTask task, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, int option, CellContext context)
    {
        var descriptors = new Descriptors(task.Panel, training);
        double mean = training.Average(s => truth[s]), spread = Math.Sqrt(training.Average(s => (truth[s] - mean) * (truth[s] - mean)));
        int n = training.Count, iterations = context.Scaled(Iterations, 2);
        var network = new DenseNetwork([descriptors.Count, Hidden, Hidden, 1], Math.Max(n, held.Count), new Random(context.Seed));
        var optimiser = new AdamW<double>(network.Parameters.Length, new(3e-3, WeightDecay: Decays[option]) { Schedule = LearningRateSchedule.Cosine(iterations, 0.05) });
        double[] inputs = descriptors.Rows(training), targets = [.. training.Select(s => (truth[s] - mean) / spread)], adjoint = new double[n];
        for (int i = 0; i < iterations; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<double> outputs = network.Forward(inputs, n);
            for (int s = 0; s < n; s++)
            {
                adjoint[s] = 2 * (outputs[s] - targets[s]) / n;
            }

            Array.Clear(network.Gradients);
            network.Backward(adjoint);
            optimiser.Step(network.Parameters, network.Gradients);
        }

        return [.. network.Forward(descriptors.Rows(held), held.Count).ToArray().Select(v => mean + spread * v)];
    }
}
