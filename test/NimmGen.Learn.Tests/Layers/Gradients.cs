using NimmGen.Ir;
using NimmGen.Learn.Layers;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Tests.Layers;

/// <summary>Compares gradients with central differences.</summary>
internal static class Gradients
{
    private const double Step = 1e-3;

    /// <summary>A network in double with seeded data; the loss is a sum of sines of its outputs.</summary>
    public sealed class Trial
    {
        private readonly double[] _raw;
        private readonly double[] _adjoint;
        private readonly ulong? _draw;

        public Trial(NetworkIr network, NetworkSizes sizes, int seed, ulong? draw = null, long limit = NetworkMemory.DefaultLimit, bool rewrite = true)
        {
            _draw = draw;
            Program = new(network, sizes, (ulong)seed, new PlainArithmetic<double>(), limit, rewrite);
            var random = new Random(seed);
            History = [.. Enumerable.Range(0, sizes.HistorySteps * sizes.Locations * sizes.Features).Select(_ => 2 * random.NextDouble() - 1)];
            // Biases and shifts that start at exactly zero would put a ReLU on its kink, where there is no derivative.
            foreach (ref double parameter in Program.Parameters)
            {
                parameter += 0.1 * (random.NextDouble() - 0.5);
            }

            _raw = new double[sizes.Steps * sizes.Outputs * sizes.Locations];
            _adjoint = new double[_raw.Length];
        }

        public NetworkProgram<double> Program { get; }

        public double[] History { get; }

        public double[] Raw => _raw;

        public double Loss()
        {
            Program.Forward(History, _raw, _draw);
            double loss = 0;
            for (int i = 0; i < _raw.Length; i++)
            {
                loss += Math.Sin(_raw[i] + i);
                _adjoint[i] = Math.Cos(_raw[i] + i);
            }

            return loss;
        }

        public double[] Gradient()
        {
            Loss();
            Program.Backward(_adjoint);
            return Program.Gradients.ToArray();
        }
    }

    /// <summary>
    /// The largest error of the gradient over all blocks of weights, each along one random direction, relative to the length of the terms that
    /// make up the directional derivative. Differences of fourth order.
    /// </summary>
    public static (double Error, string Block) WorstBlock(Trial trial, Random random, Action<double[]>? spoil = null)
    {
        double[] gradient = trial.Gradient();
        spoil?.Invoke(gradient);
        double[] at = trial.Program.Parameters.ToArray();
        double total = Math.Sqrt(gradient.Sum(g => g * g));
        (double Error, string Block) worst = (0, "");
        foreach (ParameterBlock block in trial.Program.Blocks)
        {
            var direction = new double[at.Length];
            for (int i = block.Offset; i < block.Offset + block.Length; i++)
            {
                direction[i] = 2 * random.NextDouble() - 1;
            }

            double slope = 0, length = 0;
            for (int i = 0; i < at.Length; i++)
            {
                slope += gradient[i] * direction[i];
                length += gradient[i] * direction[i] * gradient[i] * direction[i];
            }

            // A kink of ReLU inside the stencil is no error of the gradient: a shorter stencil avoids it.
            double error = new[] { Step, Step / 30, Step / 1000 }.Select(h => Math.Abs(Difference(trial, at, direction, h) - slope) / (Math.Sqrt(length) + 1e-3 * total + 1e-9)).Min();
            worst = error > worst.Error ? (error, block.Name) : worst;
        }

        return worst;
    }

    private static double Difference(Trial trial, double[] at, double[] direction, double h)
    {
        double Value(double s)
        {
            Span<double> x = trial.Program.Parameters;
            for (int i = 0; i < at.Length; i++)
            {
                x[i] = at[i] + s * direction[i];
            }

            double loss = trial.Loss();
            at.CopyTo(x);
            return loss;
        }

        return (8 * (Value(h) - Value(-h)) - (Value(2 * h) - Value(-2 * h))) / (12 * h);
    }
}
