using NimmGen.Learn.Kernels;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Tests.Networks;

/// <summary>
/// The whole network against the double reference in its plain form: outputs to 1e-5, gradients to 1e-4 of the largest element
/// of each block. Seven layers in float give about ten roundings in the output, some hundred in a gradient.
/// </summary>
public sealed class CalibNNTests
{
    public static TheoryData<SimdWidth> Widths => Numbers.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Outputs_and_gradients_equal_the_plain_form(SimdWidth width)
    {
        CalibNNOptions[] shapes =
        [
            new(Features: 11, Locations: 1, Steps: 7, Weeks: 5, Outputs: 4, Width: width),
            new(Features: 1, Locations: 3, Steps: 7, Weeks: 3, Outputs: 1, AttentionReduction.Sum, Hidden: 16, width),
            new(Features: 1, Locations: 1, Steps: 1, Weeks: 1, Outputs: 2, AttentionReduction.Sum, Hidden: 16, width),
            new(Features: 2, Locations: 13, Steps: 3, Weeks: 2, Outputs: 17, Hidden: 16, Width: width),
            new(Features: 3, Locations: 9, Steps: 4, Weeks: 2, Outputs: 3, Hidden: 16, Width: width) { AttentionBytes = 0 },
        ];
        foreach (var options in shapes)
        {
            CheckAgainstReference(options);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Outputs_at_the_size_of_a_task_equal_the_plain_form(SimdWidth width)
    {
        CalibNNOptions[] shapes =
        [
            new(Features: 11, Locations: 1, Steps: 294, Weeks: 46, Outputs: 4, AttentionReduction.Sum, Width: width),
            new(Features: 15, Locations: 51, Steps: 20, Weeks: 24, Outputs: 4, Width: width),
        ];
        foreach (var options in shapes)
        {
            var network = new CalibNN(options, 3);
            var history = History(options);
            var raw = new float[options.Weeks * options.Outputs * options.Locations];
            network.Forward(history, raw);
            var expected = new ReferenceNetwork(options, network.Blocks).Forward(Numbers.Double(network.Parameters.ToArray()), Numbers.Double(history));
            Numbers.Close(expected, raw, 1e-5, $"{options}");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        var options = new CalibNNOptions(Features: 5, Locations: 11, Steps: 30, Weeks: 6, Outputs: 3);
        var (firstRaw, firstGradients) = Run(options, 42);
        var (secondRaw, secondGradients) = Run(options, 42);
        var (otherRaw, _) = Run(options, 43);
        Assert.Equal(firstRaw, secondRaw);
        Assert.Equal(firstGradients, secondGradients);
        Assert.NotEqual(firstRaw, otherRaw);
    }

    [Fact]
    public void A_second_iteration_forgets_the_first()
    {
        var options = new CalibNNOptions(Features: 5, Locations: 5, Steps: 20, Weeks: 6, Outputs: 3, Hidden: 16);
        var network = new CalibNN(options, 7);
        var raw = new float[options.Weeks * options.Outputs * options.Locations];
        var adjoint = Numbers.Uniform(raw.Length, 2);
        network.Forward(History(options), raw);
        network.Backward(adjoint);
        var (firstRaw, first) = (raw.ToArray(), network.Gradients.ToArray());
        network.Forward(History(options).Select(value => 2 * value).ToArray(), raw);
        network.Backward(Numbers.Uniform(raw.Length, 3));
        network.Forward(History(options), raw);
        network.Backward(adjoint);
        Assert.Equal(firstRaw, raw);
        Assert.Equal(first, network.Gradients.ToArray());
    }

    [Fact]
    public void A_few_locations_at_a_time_gives_the_same_bits()
    {
        var options = new CalibNNOptions(Features: 5, Locations: 11, Steps: 20, Weeks: 6, Outputs: 3, Hidden: 16);
        var (expectedRaw, expected) = Run(options, 9);
        var network = new CalibNN(options, 9);
        var raw = new float[expectedRaw.Length];
        float[] seed = Numbers.Uniform(raw.Length, 2), adjoint = new float[raw.Length];
        for (var repeat = 0; repeat < 2; repeat++)
        {
            Array.Clear(adjoint);
            List<int> seen = [];
            network.ForwardBackward(History(options), raw, adjoint, (first, count) =>
            {
                for (var i = 0; i < raw.Length; i++)
                {
                    var location = i % options.Locations;
                    if (location >= first && location < first + count)
                    {
                        Assert.Equal(expectedRaw[i], raw[i]);
                        adjoint[i] = seed[i];
                    }
                }

                seen.AddRange(Enumerable.Range(first, count));
            });
            Assert.Equal(Enumerable.Range(0, options.Locations), seen);
            Assert.Equal(expectedRaw, raw);
            Assert.Equal(expected, network.Gradients.ToArray());
        }
    }

    [Fact]
    public void Recomputed_attention_gives_the_same_bits()
    {
        var options = new CalibNNOptions(Features: 5, Locations: 5, Steps: 37, Weeks: 6, Outputs: 3, Hidden: 16);
        Assert.Equal(Run(options, 1).Gradients, Run(options with { AttentionBytes = 0 }, 1).Gradients);
    }

    [Fact]
    public void An_iteration_allocates_nothing()
    {
        var options = new CalibNNOptions(Features: 5, Locations: 5, Steps: 20, Weeks: 6, Outputs: 3, Hidden: 16);
        var network = new CalibNN(options, 7);
        var history = History(options);
        var raw = new float[options.Weeks * options.Outputs * options.Locations];
        network.Forward(history, raw);
        network.Backward(raw);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
        {
            network.Forward(history, raw);
            network.Backward(raw);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Start_values_are_as_documented()
    {
        var network = new CalibNN(new CalibNNOptions(Features: 11, Locations: 3, Steps: 7, Weeks: 5, Outputs: 4), 5);
        foreach (var block in network.Blocks)
        {
            var values = network.Parameters.Slice(block.Offset, block.Length).ToArray();
            if (block.Name.StartsWith("encoder", StringComparison.Ordinal) || block.Name.StartsWith("decoder.0", StringComparison.Ordinal))
            {
                AssertUniform(values, 1 / Math.Sqrt(32), block.Name);
            }
            else if (block.Name.EndsWith(".bias", StringComparison.Ordinal))
            {
                Assert.All(values, value => Assert.Equal(0.01f, value));
            }
            else
            {
                var inputs = block.Name.StartsWith("context", StringComparison.Ordinal) ? 67 : block.Rows;
                AssertUniform(values, Math.Sqrt(6.0 / (inputs + block.Columns)), block.Name);
            }
        }
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var all = Assert.Throws<ArgumentException>(() => new CalibNN(new CalibNNOptions(0, 1, 0, 1, 1, Hidden: 20), 1)).Message;
        Assert.Contains("Features is 0", all, StringComparison.Ordinal);
        Assert.Contains("Steps is 0", all, StringComparison.Ordinal);
        Assert.Contains("Hidden is 20", all, StringComparison.Ordinal);
        var network = new CalibNN(new CalibNNOptions(2, 1, 3, 1, 1), 1);
        var length = Assert.Throws<ArgumentException>(() => network.Forward(new float[5], new float[1])).Message;
        Assert.Contains("5 elements; expected 6", length, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => network.Backward(new float[1]));
    }

    [Fact]
    public void Not_a_number_in_the_history_reaches_the_output()
    {
        var options = new CalibNNOptions(2, 1, 30, 4, 2);
        var network = new CalibNN(options, 1);
        var history = History(options);
        history[17] = float.NaN;
        var raw = new float[8];
        network.Forward(history, raw);
        Assert.All(raw, value => Assert.True(float.IsNaN(value)));
    }

    private static void AssertUniform(float[] values, double bound, string name)
    {
        Assert.All(values, value => Assert.True(Math.Abs(value) <= bound, name));
        if (values.Length > 1000)
        {
            // Variance of a uniform law, bound^2 / 3, to five standard errors at a thousand draws.
            Assert.InRange(values.Average(value => (double)value * value) / (bound * bound / 3), 0.86, 1.14);
        }
    }

    private static float[] History(CalibNNOptions options) => Numbers.Uniform(options.Steps * options.Locations * options.Features, 12, 1.7);

    private static (float[] Raw, float[] Gradients) Run(CalibNNOptions options, ulong seed)
    {
        var network = new CalibNN(options, seed);
        var raw = new float[options.Weeks * options.Outputs * options.Locations];
        network.Forward(History(options), raw);
        network.Backward(Numbers.Uniform(raw.Length, 2));
        return (raw, network.Gradients.ToArray());
    }

    private static void CheckAgainstReference(CalibNNOptions options)
    {
        var network = new CalibNN(options, 3);
        var history = History(options);
        var raw = new float[options.Weeks * options.Outputs * options.Locations];
        network.Forward(history, raw);
        var reference = new ReferenceNetwork(options, network.Blocks);
        var parameters = Numbers.Double(network.Parameters.ToArray());
        var input = Numbers.Double(history);
        Numbers.Close(reference.Forward(parameters, input), raw, 1e-5, $"{options}");

        var seed = Numbers.Uniform(raw.Length, 13);
        network.Backward(seed);
        foreach (var block in network.Blocks)
        {
            var gradients = network.Gradients.Slice(block.Offset, block.Length).ToArray();
            var largest = gradients.Max(Math.Abs);
            var stride = (block.Length / 4) + 1;
            for (var i = 0; i < block.Length; i += stride)
            {
                var expected = Numbers.CentralDifference(() => Numbers.Dot(reference.Forward(parameters, input), seed), parameters, block.Offset + i);
                Assert.True(
                    Math.Abs(expected - gradients[i]) <= (1e-4 * largest) + 1e-8,
                    $"{options} {block.Name}[{i}]: expected {expected:R}, got {gradients[i]:R}, largest of the block {largest:E2}");
            }
        }
    }
}
