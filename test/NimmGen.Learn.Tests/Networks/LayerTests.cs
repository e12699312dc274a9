using NimmGen.Learn.Kernels;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Tests.Networks;

/// <summary>
/// Layers against the double reference: outputs to 2e-6 and gradients to 1e-4 of the largest element of each block (float sums
/// over some tens of steps; the central differences themselves are good to 1e-9).
/// </summary>
public sealed unsafe class LayerTests
{
    public static TheoryData<SimdWidth> Widths => Numbers.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Linear_forward_and_backward(SimdWidth width)
    {
        foreach (var (rows, inputs, outputs) in ((int, int, int)[])[(1, 1, 1), (7, 11, 4), (13, 64, 32), (3, 5, 16), (46, 16, 20)])
        {
            var layout = new ParameterLayout(1);
            var layer = new Linear(KernelSet.For(width), layout, "linear", inputs, outputs);
            AlignedBuffer parameters = Numbers.Buffer(layout.Initialise()), gradients = new(layout.Length);
            AlignedBuffer x = Numbers.Buffer(Numbers.Uniform(rows * inputs, 2)), y = new(rows * layer.OutputRow), dx = new(rows * inputs);
            layer.Prepare(parameters.Pointer);
            layer.Forward(rows, parameters.Pointer, x.Pointer, inputs, y.Pointer, layer.OutputRow);
            var p = Numbers.Double(parameters.Span.ToArray());
            var input = Numbers.Double(x.Span.ToArray());
            double[] Forward() => Reference.Linear(
                input, rows, inputs, outputs, p.AsSpan(layer.Weight.Offset, layer.Weight.Length), p.AsSpan(layer.Bias.Offset, outputs));
            Numbers.Close(Forward(), Unpad(y.Span, rows, outputs, layer.OutputRow), 2e-6);

            var seed = Numbers.Uniform(rows * outputs, 3);
            var dy = new AlignedBuffer(rows * layer.OutputRow);
            for (var i = 0; i < seed.Length; i++)
            {
                dy.Span[(i / outputs * layer.OutputRow) + (i % outputs)] = seed[i];
            }

            layer.Backward(rows, gradients.Pointer, x.Pointer, inputs, dy.Pointer, layer.OutputRow, dx.Pointer, inputs);
            Numbers.Close(Differences(() => Numbers.Dot(Forward(), seed), p), gradients.Span, 1e-4, "gradient");
            Numbers.Close(Differences(() => Numbers.Dot(Forward(), seed), input), dx.Span, 1e-4, "input");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gru_forward_and_backward(SimdWidth width)
    {
        foreach (var (steps, lanes, inputs, layers, directions) in
            ((int, int, int, int, int)[])[(1, 1, 1, 1, 2), (7, 1, 11, 2, 2), (5, 4, 3, 2, 1), (4, 8, 2, 1, 2), (3, 3, 2, 3, 2), (17, 8, 1, 1, 2)])
        {
            CheckGru(KernelSet.For(width), steps, lanes, inputs, layers, directions);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Attention_forward_and_backward(SimdWidth width)
    {
        foreach (var reduction in Enum.GetValues<AttentionReduction>())
        {
            foreach (var steps in (int[])[1, 7, 18])
            {
                CheckAttention(KernelSet.For(width), steps, reduction, storesWeights: steps % 2 == 1);
            }
        }
    }

    [Fact]
    public void A_hidden_width_that_no_kernel_fits_is_refused()
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(
            () => new GruLayer(KernelSet.For(SimdWidth.Scalar), new ParameterLayout(1), "gru", 3, 20, 1));
        Assert.Contains("multiple of 16", thrown.Message, StringComparison.Ordinal);
    }

    private static void CheckGru(KernelSet kernels, int steps, int lanes, int inputs, int layers, int directions)
    {
        const int hidden = 16;
        var layout = new ParameterLayout(4);
        var gru = new Gru(kernels, layout, "gru", inputs, hidden, layers, directions);
        var width = directions * hidden;
        AlignedBuffer parameters = Numbers.Buffer(layout.Initialise()), gradients = new(layout.Length);
        var x = Numbers.Buffer(Numbers.Uniform(steps * lanes * inputs, 5));
        var states = gru.Activations(steps, lanes);
        Numbers.Uniform(lanes * width, 6).CopyTo(states[^1].Initial.Span);
        gru.Prepare(parameters.Pointer);
        gru.Forward(states, parameters.Pointer, x.Pointer, inputs);

        var p = Numbers.Double(parameters.Span.ToArray());
        var initial = Numbers.Double(states[^1].Initial.Span.ToArray());
        double[] Forward()
        {
            var result = new double[steps * lanes * width];
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = Enumerable.Range(0, steps * inputs)
                    .Select(i => (double)x.Span[(((i / inputs * lanes) + lane) * inputs) + (i % inputs)]).ToArray();
                for (var i = 0; i < layers; i++)
                {
                    var layer = gru.Layers[i];
                    double[] P(ParameterBlock block) => p.AsSpan(block.Offset, block.Length).ToArray();
                    var weights = new Reference.Layer(P(layer.InputWeight), P(layer.InputBias), P(layer.RecurrentWeight), P(layer.RecurrentBias));
                    row = Reference.GruLayer(
                        row, steps, layer.Inputs, hidden, directions, weights, i == layers - 1 ? initial.AsSpan(lane * width, width).ToArray() : null);
                }

                for (var t = 0; t < steps; t++)
                {
                    Array.Copy(row, t * width, result, ((t * lanes) + lane) * width, width);
                }
            }

            return result;
        }

        var what = $"T={steps} lanes={lanes} F={inputs} layers={layers} directions={directions}";
        Numbers.Close(Forward(), states[^1].Output.Span, 2e-6, what);
        var seed = Numbers.Uniform(steps * lanes * width, 7);
        var adjoint = new AlignedBuffer(steps * lanes * width);
        seed.CopyTo(adjoint.Span);
        gru.Backward(states, gradients.Pointer, x.Pointer, inputs, adjoint.Pointer);
        // A stride through the parameters that is prime to every width keeps this quick and still visits every block.
        for (var i = 0; i < p.Length; i += layers * directions > 2 ? 59 : 19)
        {
            var expected = Numbers.CentralDifference(() => Numbers.Dot(Forward(), seed), p, i);
            var block = layout.Blocks.Last(candidate => candidate.Offset <= i);
            Within(expected, gradients.Span[i], LargestIn(gradients.Span, block), $"{what} {block.Name}[{i - block.Offset}]");
        }

        Numbers.Close(Differences(() => Numbers.Dot(Forward(), seed), initial), states[^1].InitialAdjoint.Span, 1e-4, $"{what} initial");
    }

    private static void CheckAttention(KernelSet kernels, int steps, AttentionReduction reduction, bool storesWeights)
    {
        const int channels = 32;
        var layout = new ParameterLayout(8);
        var attention = new AttentionPool(kernels, layout, "attention", channels, reduction);
        var scratch = new AttentionScratch(steps, channels, storesWeights);
        var state = new AttentionActivations(scratch, channels, new AlignedBuffer(steps * scratch.WeightRow));
        AlignedBuffer parameters = Numbers.Buffer(Numbers.Uniform(layout.Length, 9, 0.5)), gradients = new(layout.Length), y = new(channels);
        Numbers.Uniform(steps * channels, 10).CopyTo(scratch.Input.Span);
        attention.Prepare(parameters.Pointer);
        attention.Forward(parameters.Pointer, scratch, state, y.Pointer);

        var p = Numbers.Double(parameters.Span.ToArray());
        var x = Numbers.Double(scratch.Input.Span.ToArray());
        double[] P(ParameterBlock block) => p.AsSpan(block.Offset, block.Length).ToArray();
        double[] Forward() => Reference.Attention(
            x,
            steps,
            channels,
            new(P(attention.QueryWeight), P(attention.QueryBias), P(attention.KeyWeight), P(attention.KeyBias), P(attention.ValueWeight), P(attention.ValueBias)),
            reduction);
        var what = $"T={steps} {reduction} stored={storesWeights}";
        Numbers.Close(Forward(), y.Span, 2e-6, what);

        var seed = Numbers.Buffer(Numbers.Uniform(channels, 11));
        attention.Backward(gradients.Pointer, scratch, state, seed.Pointer);
        attention.FinishBackward(parameters.Pointer, gradients.Pointer);
        var dy = seed.Span.ToArray();
        Numbers.Close(Differences(() => Numbers.Dot(Forward(), dy), x), scratch.InputAdjoint.Span, 1e-4, $"{what} input");
        foreach (var block in layout.Blocks)
        {
            var largest = LargestIn(gradients.Span, block);
            for (var i = block.Offset; i < block.Offset + block.Length; i += 59)
            {
                var expected = Numbers.CentralDifference(() => Numbers.Dot(Forward(), dy), p, i);
                Within(expected, gradients.Span[i], largest, $"{what} {block.Name}[{i - block.Offset}]");
            }
        }
    }

    private static void Within(double expected, float actual, double largest, string what)
    {
        // Where a whole block vanishes (the key's bias, all of attention at one step) the difference itself is 1e-9.
        var error = Math.Abs(expected - actual);
        Assert.True(error <= (1e-4 * largest) + 1e-8, $"{what}: expected {expected:R}, got {actual:R}, largest of the block {largest:E2}");
    }

    private static double LargestIn(ReadOnlySpan<float> gradients, ParameterBlock block)
    {
        var largest = 0.0;
        foreach (var value in gradients.Slice(block.Offset, block.Length))
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private static double[] Differences(Func<double> f, double[] x) =>
        Enumerable.Range(0, x.Length).Select(i => Numbers.CentralDifference(f, x, i)).ToArray();

    private static float[] Unpad(ReadOnlySpan<float> y, int rows, int columns, int row)
    {
        var result = new float[rows * columns];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = y[(i / columns * row) + (i % columns)];
        }

        return result;
    }
}
