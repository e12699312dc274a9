using System.Numerics;
using System.Runtime.CompilerServices;

namespace NimmGen.Evaluate.Baselines;

/// <summary>
/// A plain network of linear maps with tanh between them, on rows of a batch; double, one thread. Weights Xavier-uniform,
/// biases zero. For the baselines only: small, and sized when it is made.
/// </summary>
internal sealed class DenseNetwork
{
    private readonly int[] _sizes;
    private readonly int[] _offsets;
    private readonly double[][] _activations;
    private readonly double[][] _adjoints;
    private int _rows;

    /// <param name="sizes">Inputs, hidden widths, outputs.</param>
    /// <param name="rows">Of the largest batch.</param>
    /// <param name="random">Draws the weights.</param>
    public DenseNetwork(int[] sizes, int rows, Random random)
    {
        _sizes = sizes;
        _offsets = new int[sizes.Length];
        for (int k = 1; k < sizes.Length; k++)
        {
            _offsets[k] = _offsets[k - 1] + (sizes[k - 1] + 1) * sizes[k];
        }

        Parameters = new double[_offsets[^1]];
        Gradients = new double[Parameters.Length];
        for (int k = 1; k < sizes.Length; k++)
        {
            double bound = Math.Sqrt(6.0 / (sizes[k - 1] + sizes[k]));
            foreach (ref double weight in Parameters.AsSpan(_offsets[k - 1], sizes[k - 1] * sizes[k]))
            {
                weight = bound * (2 * random.NextDouble() - 1);
            }
        }

        _activations = [.. sizes.Select(s => new double[rows * s])];
        _adjoints = [.. sizes.Select(s => new double[rows * s])];
    }

    /// <summary>Of each map the weights [input][output], then the biases.</summary>
    public double[] Parameters { get; }

    /// <summary>Of the last backward pass.</summary>
    public double[] Gradients { get; }

    /// <summary>Outputs [row][output] for inputs [row][input]; valid until the next call.</summary>
    public ReadOnlySpan<double> Forward(ReadOnlySpan<double> inputs, int rows)
    {
        _rows = rows;
        inputs[..(rows * _sizes[0])].CopyTo(_activations[0]);
        for (int k = 1; k < _sizes.Length; k++)
        {
            int width = _sizes[k], before = _sizes[k - 1];
            ReadOnlySpan<double> weights = Parameters.AsSpan(_offsets[k - 1], before * width), bias = Parameters.AsSpan(_offsets[k - 1] + before * width, width);
            for (int r = 0; r < rows; r++)
            {
                Span<double> output = _activations[k].AsSpan(r * width, width);
                bias.CopyTo(output);
                for (int i = 0; i < before; i++)
                {
                    Add(output, weights.Slice(i * width, width), _activations[k - 1][r * before + i]);
                }

                if (k < _sizes.Length - 1)
                {
                    foreach (ref double value in output)
                    {
                        value = Math.Tanh(value);
                    }
                }
            }
        }

        return _activations[^1].AsSpan(0, rows * _sizes[^1]);
    }

    /// <summary>Adds to <see cref="Gradients"/> for the last forward pass and returns the adjoint of the inputs.</summary>
    /// <param name="outputAdjoint">[row][output].</param>
    /// <param name="throughInputs">False where nobody asks for the adjoint of the inputs, which then holds anything.</param>
    public ReadOnlySpan<double> Backward(ReadOnlySpan<double> outputAdjoint, bool throughInputs = true)
    {
        outputAdjoint[..(_rows * _sizes[^1])].CopyTo(_adjoints[^1]);
        for (int k = _sizes.Length - 1; k > 0; k--)
        {
            int width = _sizes[k], before = _sizes[k - 1];
            ReadOnlySpan<double> weights = Parameters.AsSpan(_offsets[k - 1], before * width);
            Span<double> weightGradient = Gradients.AsSpan(_offsets[k - 1], before * width), biasGradient = Gradients.AsSpan(_offsets[k - 1] + before * width, width);
            for (int r = 0; r < _rows; r++)
            {
                ReadOnlySpan<double> adjoint = _adjoints[k].AsSpan(r * width, width);
                Add(biasGradient, adjoint, 1);
                for (int i = 0; i < before; i++)
                {
                    double value = _activations[k - 1][r * before + i];
                    Add(weightGradient.Slice(i * width, width), adjoint, value);
                    if (k == 1 && !throughInputs)
                    {
                        continue;
                    }

                    double through = Dot(weights.Slice(i * width, width), adjoint);
                    _adjoints[k - 1][r * before + i] = k > 1 ? through * (1 - value * value) : through;
                }
            }
        }

        return _adjoints[0].AsSpan(0, _rows * _sizes[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<double> to, ReadOnlySpan<double> values, double factor)
    {
        int i = 0;
        var by = new Vector<double>(factor);
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to[i..]) + by * new Vector<double>(values[i..])).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += factor * values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int i = 0;
        Vector<double> sum = Vector<double>.Zero;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        double total = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
