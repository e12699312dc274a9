using NimmGen.Evaluate.Benchmarks;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// A neural ordinary differential equation (Chen, Rubanova, Bettencourt and Duvenaud 2018, NeurIPS 31): dx/dt is a network of
/// states and actions, integrated over a day by two steps of the midpoint rule with actions held, trained on single days.
/// States are standardised; the loss is the squared error over the deviations of the daily changes, so that every state counts.
/// </summary>
public sealed class NeuralOdeMethod : CohortMethod
{
    private const int Iterations = 2000;
    private const int Batch = 256;
    private const int Hidden = 32;
    private const int Steps = 2;

    public override string Name => "neural-ode";

    public override string Title => "neural ODE";

    public override string Settings => $"two hidden layers of {Hidden}, {Steps} midpoint steps a day, AdamW 3e-3, {Iterations} batches of {Batch}";

    public override bool Seeded => true;

    private protected override (NextDay Next, string Note) Learn(Days training, Days validation, CellContext context)
    {
        int width = training.Width, states = training.States, iterations = context.Scaled(Iterations, 2);
        var random = new Random(context.Seed);
        Scaling scaling = Scale(training);
        var evaluations = Enumerable.Range(0, 2 * Steps).Select(_ => new DenseNetwork([width, Hidden, Hidden, states], Batch, new Random(context.Seed))).ToArray();
        double[] parameters = evaluations[0].Parameters, gradients = new double[parameters.Length];
        var optimiser = new AdamW<double>(parameters.Length, new(3e-3, WeightDecay: 1e-4) { Schedule = LearningRateSchedule.Cosine(iterations, 0.02) });
        var inputs = new double[Batch * width];
        var targets = new double[Batch * states];
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (int b = 0; b < Batch; b++)
            {
                (int t, int p) = int.DivRem(random.Next(training.Transitions), training.Patients);
                scaling.Standardise(training[t, p], inputs.AsSpan(b * width, width));
                for (int s = 0; s < states; s++)
                {
                    targets[b * states + s] = (training[t + 1, p][s] - training[t, p][s]) / scaling.Changes[s];
                }
            }

            foreach (DenseNetwork network in evaluations)
            {
                parameters.CopyTo(network.Parameters, 0);
                Array.Clear(network.Gradients);
            }

            Train(evaluations, inputs, targets, Batch, width, states, scaling);
            Array.Clear(gradients);
            foreach (DenseNetwork network in evaluations)
            {
                for (int i = 0; i < gradients.Length; i++)
                {
                    gradients[i] += network.Gradients[i];
                }
            }

            optimiser.Step(parameters, gradients);
        }

        var one = new DenseNetwork([width, Hidden, Hidden, states], 1, new Random(context.Seed));
        parameters.CopyTo(one.Parameters, 0);
        return ((day, next) => Integrate(one, day, next, scaling), "");
    }

    // Each midpoint step: x + h f(x + h/2 f(x)). What networks give is the daily change in units of its deviation; the factor
    // takes it to standardised states.
    private static void Train(DenseNetwork[] networks, double[] start, double[] targets, int rows, int width, int states, Scaling scaling)
    {
        const double h = 1.0 / Steps;
        double[] at = [.. start];
        for (int k = 0; k < Steps; k++)
        {
            double[] half = Moved(at, networks[2 * k].Forward(at, rows), h / 2, width, states, scaling);
            at = Moved(at, networks[2 * k + 1].Forward(half, rows), h, width, states, scaling);
        }

        // d loss / d at, of the mean squared error of the change in units of its deviation.
        var adjoint = new double[rows * width];
        for (int b = 0; b < rows; b++)
        {
            for (int s = 0; s < states; s++)
            {
                double change = (at[b * width + s] - start[b * width + s]) / scaling.Factor(s);
                adjoint[b * width + s] = 2 * (change - targets[b * states + s]) / (rows * states) / scaling.Factor(s);
            }
        }

        for (int k = Steps - 1; k >= 0; k--)
        {
            double[] throughHalf = networks[2 * k + 1].Backward(Of(adjoint, h, rows, width, states, scaling)).ToArray();
            double[] throughFirst = networks[2 * k].Backward(Of(throughHalf, h / 2, rows, width, states, scaling)).ToArray();
            for (int i = 0; i < adjoint.Length; i++)
            {
                adjoint[i] += throughHalf[i] + throughFirst[i];
            }
        }
    }

    private static double[] Moved(double[] at, ReadOnlySpan<double> slope, double h, int width, int states, Scaling scaling)
    {
        double[] moved = [.. at];
        for (int b = 0; b < at.Length / width; b++)
        {
            for (int s = 0; s < states; s++)
            {
                moved[b * width + s] += h * scaling.Factor(s) * slope[b * states + s];
            }
        }

        return moved;
    }

    private static double[] Of(double[] adjoint, double h, int rows, int width, int states, Scaling scaling)
    {
        var slope = new double[rows * states];
        for (int b = 0; b < rows; b++)
        {
            for (int s = 0; s < states; s++)
            {
                slope[b * states + s] = h * scaling.Factor(s) * adjoint[b * width + s];
            }
        }

        return slope;
    }

    private static void Integrate(DenseNetwork network, ReadOnlySpan<double> day, Span<double> next, Scaling scaling)
    {
        const double h = 1.0 / Steps;
        var at = new double[day.Length];
        scaling.Standardise(day, at);
        double[] start = [.. at];
        for (int k = 0; k < Steps; k++)
        {
            double[] half = Moved(at, network.Forward(at, 1), h / 2, day.Length, next.Length, scaling);
            at = Moved(at, network.Forward(half, 1), h, day.Length, next.Length, scaling);
        }

        for (int s = 0; s < next.Length; s++)
        {
            next[s] = day[s] + (at[s] - start[s]) / scaling.Factor(s) * scaling.Changes[s];
        }
    }

    private static Scaling Scale(Days days)
    {
        double[] means = new double[days.Width], deviations = new double[days.Width], changes = new double[days.States];
        for (int k = 0; k < days.Width; k++)
        {
            double sum = 0, squares = 0;
            for (int i = 0; i < days.Transitions; i++)
            {
                (int t, int p) = int.DivRem(i, days.Patients);
                sum += days[t, p][k];
                squares += days[t, p][k] * days[t, p][k];
                if (k < days.States)
                {
                    double change = days[t + 1, p][k] - days[t, p][k];
                    changes[k] += change * change / days.Transitions;
                }
            }

            means[k] = sum / days.Transitions;
            deviations[k] = Math.Sqrt(Math.Max(squares / days.Transitions - means[k] * means[k], 1e-12));
        }

        return new(means, deviations, [.. changes.Select(c => Math.Sqrt(Math.Max(c, 1e-12)))]);
    }

    private sealed record Scaling(double[] Means, double[] Deviations, double[] Changes)
    {
        public double Factor(int state) => Changes[state] / Deviations[state];

        public void Standardise(ReadOnlySpan<double> day, Span<double> to)
        {
            for (int k = 0; k < day.Length; k++)
            {
                to[k] = (day[k] - Means[k]) / Deviations[k];
            }
        }
    }
}
