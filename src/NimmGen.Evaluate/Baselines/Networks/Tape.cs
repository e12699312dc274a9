using System.Numerics;

namespace NimmGen.Evaluate.Baselines;

/// <summary>A matrix on a tape, row by row, with its adjoint.</summary>
internal sealed class Node(float[] values, int rows, int columns)
{
    public float[] Values { get; } = values;

    public float[] Adjoint { get; } = new float[rows * columns];

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;
}

/// <summary>
/// Reverse-mode differentiation of a few matrix operations, for the sequence networks of the baselines: operations are recorded
/// as they are done and undone in reverse.
/// </summary>
internal sealed class Tape
{
    private readonly List<Action> _backward = [];

    /// <summary>Sets the adjoint of the result and adds those of everything before it.</summary>
    public void Backward(Node result, ReadOnlySpan<float> adjoint)
    {
        adjoint.CopyTo(result.Adjoint);
        for (int i = _backward.Count - 1; i >= 0; i--)
        {
            _backward[i]();
        }
    }

    /// <summary>x W + b.</summary>
    public Node Linear(Node x, Node weight, Node? bias)
    {
        int rows = x.Rows, inner = x.Columns, columns = weight.Columns;
        var result = new Node(new float[rows * columns], rows, columns);
        for (int r = 0; r < rows; r++)
        {
            Span<float> to = result.Values.AsSpan(r * columns, columns);
            bias?.Values.CopyTo(to);
            for (int k = 0; k < inner; k++)
            {
                Add(to, weight.Values.AsSpan(k * columns, columns), x.Values[r * inner + k]);
            }
        }

        _backward.Add(() =>
        {
            for (int r = 0; r < rows; r++)
            {
                ReadOnlySpan<float> adjoint = result.Adjoint.AsSpan(r * columns, columns);
                if (bias is not null)
                {
                    Add(bias.Adjoint, adjoint, 1);
                }

                for (int k = 0; k < inner; k++)
                {
                    Add(weight.Adjoint.AsSpan(k * columns, columns), adjoint, x.Values[r * inner + k]);
                    x.Adjoint[r * inner + k] += Dot(weight.Values.AsSpan(k * columns, columns), adjoint);
                }
            }
        });
        return result;
    }

    public Node Sum(Node a, Node b) => Pairwise(a, b, (x, y) => x + y, (_, _) => (1, 1));

    public Node Product(Node a, Node b) => Pairwise(a, b, (x, y) => x * y, (x, y) => (y, x));

    public Node Sigmoid(Node a) => Elementwise(a, x => 1 / (1 + MathF.Exp(-x)), y => y * (1 - y));

    public Node Tanh(Node a) => Elementwise(a, MathF.Tanh, y => 1 - y * y);

    public Node Relu(Node a) => Elementwise(a, x => Math.Max(x, 0), y => y > 0 ? 1 : 0);

    /// <summary>Some columns.</summary>
    public Node Columns(Node a, int from, int count)
    {
        var result = new Node(new float[a.Rows * count], a.Rows, count);
        for (int r = 0; r < a.Rows; r++)
        {
            a.Values.AsSpan(r * a.Columns + from, count).CopyTo(result.Values.AsSpan(r * count));
        }

        _backward.Add(() =>
        {
            for (int r = 0; r < a.Rows; r++)
            {
                Add(a.Adjoint.AsSpan(r * a.Columns + from, count), result.Adjoint.AsSpan(r * count, count), 1);
            }
        });
        return result;
    }

    /// <summary>The last of every <paramref name="window"/> rows.</summary>
    public Node Last(Node a, int window) => Step(a, window, window - 1);

    /// <summary>One of every <paramref name="window"/> rows.</summary>
    public Node Step(Node a, int window, int step)
    {
        int groups = a.Rows / window;
        var result = new Node(new float[groups * a.Columns], groups, a.Columns);
        for (int g = 0; g < groups; g++)
        {
            a.Values.AsSpan((g * window + step) * a.Columns, a.Columns).CopyTo(result.Values.AsSpan(g * a.Columns));
        }

        _backward.Add(() =>
        {
            for (int g = 0; g < groups; g++)
            {
                Add(a.Adjoint.AsSpan((g * window + step) * a.Columns, a.Columns), result.Adjoint.AsSpan(g * a.Columns, a.Columns), 1);
            }
        });
        return result;
    }

    /// <summary>Each row to mean zero and variance one, then times gain plus bias (Ba, Kiros and Hinton 2016, arXiv:1607.06450).</summary>
    public Node Normalise(Node a, Node gain, Node bias)
    {
        int columns = a.Columns;
        var result = new Node(new float[a.Values.Length], a.Rows, columns);
        float[] scaled = new float[a.Values.Length], inverse = new float[a.Rows];
        for (int r = 0; r < a.Rows; r++)
        {
            ReadOnlySpan<float> row = a.Values.AsSpan(r * columns, columns);
            float mean = 0, variance = 0;
            foreach (float v in row)
            {
                mean += v / columns;
            }

            foreach (float v in row)
            {
                variance += (v - mean) * (v - mean) / columns;
            }

            inverse[r] = 1 / MathF.Sqrt(variance + 1e-5f);
            for (int c = 0; c < columns; c++)
            {
                scaled[r * columns + c] = (row[c] - mean) * inverse[r];
                result.Values[r * columns + c] = scaled[r * columns + c] * gain.Values[c] + bias.Values[c];
            }
        }

        _backward.Add(() =>
        {
            for (int r = 0; r < a.Rows; r++)
            {
                float sum = 0, along = 0;
                for (int c = 0; c < columns; c++)
                {
                    int i = r * columns + c;
                    float through = result.Adjoint[i] * gain.Values[c];
                    gain.Adjoint[c] += result.Adjoint[i] * scaled[i];
                    bias.Adjoint[c] += result.Adjoint[i];
                    sum += through / columns;
                    along += through * scaled[i] / columns;
                }

                for (int c = 0; c < columns; c++)
                {
                    int i = r * columns + c;
                    a.Adjoint[i] += inverse[r] * (result.Adjoint[i] * gain.Values[c] - sum - scaled[i] * along);
                }
            }
        });
        return result;
    }

    /// <summary>Scaled dot-product attention among the rows of each window, head by head (Vaswani et al. 2017, equation 1).</summary>
    public Node Attention(Node queries, Node keys, Node values, int window, int heads)
    {
        int columns = queries.Columns, width = columns / heads, groups = queries.Rows / window;
        float scale = 1 / MathF.Sqrt(width);
        var result = new Node(new float[queries.Values.Length], queries.Rows, columns);
        var weights = new float[groups * heads * window * window];
        void Each(Action<int, int, int> row)
        {
            for (int g = 0; g < groups; g++)
            {
                for (int h = 0; h < heads; h++)
                {
                    for (int i = 0; i < window; i++)
                    {
                        row((g * window + i) * columns + h * width, g * window * columns + h * width, ((g * heads + h) * window + i) * window);
                    }
                }
            }
        }

        Each((query, first, at) =>
        {
            float largest = float.NegativeInfinity, total = 0;
            for (int j = 0; j < window; j++)
            {
                weights[at + j] = scale * Dot(queries.Values.AsSpan(query, width), keys.Values.AsSpan(first + j * columns, width));
                largest = Math.Max(largest, weights[at + j]);
            }

            for (int j = 0; j < window; j++)
            {
                weights[at + j] = MathF.Exp(weights[at + j] - largest);
                total += weights[at + j];
            }

            for (int j = 0; j < window; j++)
            {
                weights[at + j] /= total;
                Add(result.Values.AsSpan(query, width), values.Values.AsSpan(first + j * columns, width), weights[at + j]);
            }
        });
        _backward.Add(() => Each((query, first, at) =>
        {
            ReadOnlySpan<float> adjoint = result.Adjoint.AsSpan(query, width);
            Span<float> through = stackalloc float[window];
            float mean = 0;
            for (int j = 0; j < window; j++)
            {
                through[j] = Dot(adjoint, values.Values.AsSpan(first + j * columns, width));
                mean += weights[at + j] * through[j];
                Add(values.Adjoint.AsSpan(first + j * columns, width), adjoint, weights[at + j]);
            }

            for (int j = 0; j < window; j++)
            {
                float score = scale * weights[at + j] * (through[j] - mean);
                Add(queries.Adjoint.AsSpan(query, width), keys.Values.AsSpan(first + j * columns, width), score);
                Add(keys.Adjoint.AsSpan(first + j * columns, width), queries.Values.AsSpan(query, width), score);
            }
        }));
        return result;
    }

    private Node Elementwise(Node a, Func<float, float> value, Func<float, float> slopeOfResult)
    {
        var result = new Node([.. a.Values.Select(value)], a.Rows, a.Columns);
        _backward.Add(() =>
        {
            for (int i = 0; i < result.Values.Length; i++)
            {
                a.Adjoint[i] += result.Adjoint[i] * slopeOfResult(result.Values[i]);
            }
        });
        return result;
    }

    private Node Pairwise(Node a, Node b, Func<float, float, float> value, Func<float, float, (float A, float B)> slopes)
    {
        var result = new Node(new float[a.Values.Length], a.Rows, a.Columns);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = value(a.Values[i], b.Values[i]);
        }

        _backward.Add(() =>
        {
            for (int i = 0; i < result.Values.Length; i++)
            {
                (float slopeA, float slopeB) = slopes(a.Values[i], b.Values[i]);
                a.Adjoint[i] += result.Adjoint[i] * slopeA;
                b.Adjoint[i] += result.Adjoint[i] * slopeB;
            }
        });
        return result;
    }

    private static void Add(Span<float> to, ReadOnlySpan<float> values, float factor)
    {
        int i = 0;
        var by = new Vector<float>(factor);
        for (; i <= to.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(to[i..]) + by * new Vector<float>(values[i..])).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += factor * values[i];
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int i = 0;
        Vector<float> sum = Vector<float>.Zero;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        }

        float total = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
