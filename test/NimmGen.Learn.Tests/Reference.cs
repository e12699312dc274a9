using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Tests;

/// <summary>
/// Plain double-precision forward passes, written from the definitions with simple loops and none of the rewrites, to compare
/// the kernels with. Gradients come from central differences of these.
/// </summary>
internal static class Reference
{
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>rows x inputs times weight [inputs, outputs] plus bias.</summary>
    public static double[] Linear(double[] x, int rows, int inputs, int outputs, ReadOnlySpan<double> weight, ReadOnlySpan<double> bias)
    {
        var y = new double[rows * outputs];
        for (var r = 0; r < rows; r++)
        {
            for (var o = 0; o < outputs; o++)
            {
                var sum = bias.Length == 0 ? 0 : bias[o];
                for (var i = 0; i < inputs; i++)
                {
                    sum += x[(r * inputs) + i] * weight[(i * outputs) + o];
                }

                y[(r * outputs) + o] = sum;
            }
        }

        return y;
    }

    /// <summary>One sequence x [step, inputs] in one direction; returns [step, hidden].</summary>
    public static double[] GruDirection(
        double[] x, int steps, int inputs, int hidden, int direction, int directions, Layer layer, double[] initial)
    {
        var output = new double[steps * hidden];
        var h = (double[])initial.Clone();
        var gates = directions * 3 * hidden;
        for (var step = 0; step < steps; step++)
        {
            var t = direction == 0 ? step : steps - 1 - step;
            var next = new double[hidden];
            for (var j = 0; j < hidden; j++)
            {
                double Input(int gate)
                {
                    var column = (direction * 3 * hidden) + (gate * hidden) + j;
                    var sum = layer.InputBias[column];
                    for (var i = 0; i < inputs; i++)
                    {
                        sum += x[(t * inputs) + i] * layer.InputWeight[(i * gates) + column];
                    }

                    return sum;
                }

                double Recurrent(int gate)
                {
                    var sum = layer.RecurrentBias[(direction * 3 * hidden) + (gate * hidden) + j];
                    for (var i = 0; i < hidden; i++)
                    {
                        sum += h[i] * layer.RecurrentWeight[(((direction * hidden) + i) * 3 * hidden) + (gate * hidden) + j];
                    }

                    return sum;
                }

                var r = Sigmoid(Input(0) + Recurrent(0));
                var z = Sigmoid(Input(1) + Recurrent(1));
                var n = Math.Tanh(Input(2) + (r * Recurrent(2)));
                next[j] = ((1 - z) * n) + (z * h[j]);
            }

            h = next;
            h.CopyTo(output, t * hidden);
        }

        return output;
    }

    /// <summary>One sequence x [step, inputs]; returns [step, directions x hidden].</summary>
    public static double[] GruLayer(double[] x, int steps, int inputs, int hidden, int directions, Layer layer, double[]? initial = null)
    {
        var y = new double[steps * directions * hidden];
        for (var d = 0; d < directions; d++)
        {
            var start = initial is null ? new double[hidden] : initial.AsSpan(d * hidden, hidden).ToArray();
            var one = GruDirection(x, steps, inputs, hidden, d, directions, layer, start);
            for (var t = 0; t < steps; t++)
            {
                Array.Copy(one, t * hidden, y, ((t * directions) + d) * hidden, hidden);
            }
        }

        return y;
    }

    /// <summary>Softmax attention over time with all three projections, reduced over time: the form the paper's code has.</summary>
    public static double[] Attention(double[] x, int steps, int c, AttentionWeights w, AttentionReduction reduction)
    {
        var q = Linear(x, steps, c, c, w.QueryWeight, w.QueryBias);
        var k = Linear(x, steps, c, c, w.KeyWeight, w.KeyBias);
        var v = Linear(x, steps, c, c, w.ValueWeight, w.ValueBias);
        var y = new double[c];
        for (var t = 0; t < steps; t++)
        {
            var score = new double[steps];
            for (var s = 0; s < steps; s++)
            {
                for (var j = 0; j < c; j++)
                {
                    score[s] += q[(t * c) + j] * k[(s * c) + j] / Math.Sqrt(c);
                }
            }

            var max = score.Max();
            var total = score.Sum(value => Math.Exp(value - max));
            for (var s = 0; s < steps; s++)
            {
                for (var j = 0; j < c; j++)
                {
                    y[j] += Math.Exp(score[s] - max) / total * v[(s * c) + j];
                }
            }
        }

        return reduction == AttentionReduction.Sum ? y : y.Select(value => value / steps).ToArray();
    }

    /// <summary>The parameters of a recurrent layer.</summary>
    internal sealed record Layer(double[] InputWeight, double[] InputBias, double[] RecurrentWeight, double[] RecurrentBias);

    /// <summary>The parameters of attention.</summary>
    internal sealed record AttentionWeights(
        double[] QueryWeight, double[] QueryBias, double[] KeyWeight, double[] KeyBias, double[] ValueWeight, double[] ValueBias);
}
