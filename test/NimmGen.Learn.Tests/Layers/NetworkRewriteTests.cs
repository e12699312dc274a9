using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;
using NimmGen.Learn.Layers;

namespace NimmGen.Learn.Tests.Layers;

/// <summary>Every rewrite keeps weights, results and gradients; float follows double.</summary>
public sealed class NetworkRewriteTests
{
    private const int Networks = 120;

    public static TheoryData<string> Passes => [.. NetworkRewriter.Passes.Select(p => p.Name), "all"];

    [Theory]
    [MemberData(nameof(Passes))]
    public void A_rewrite_keeps_results_and_gradients(string name)
    {
        int changed = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            var random = new Random(seed);
            NetworkIr plain = NetworkRewriter.Lower(RandomNetworks.Make(random));
            NetworkSizes sizes = RandomNetworks.Sizes(random);
            NetworkIr rewritten = name == "all" ? NetworkRewriter.Rewrite(plain) : NetworkRewriter.Passes.Single(p => p.Name == name).Apply(plain);
            changed += NetworkJson.Write(plain) == NetworkJson.Write(rewritten) ? 0 : 1;
            var before = new Gradients.Trial(plain, sizes, seed, draw: 3, rewrite: false);
            var after = new Gradients.Trial(rewritten, sizes, seed, draw: 3, rewrite: false);
            Assert.Equal(before.Program.Blocks.Select(b => b.Name), after.Program.Blocks.Select(b => b.Name));

            // The order of sums is all that differs.
            Close(before.Gradient(), after.Gradient(), 1e-9, $"{name}, seed {seed}, gradient");
            Close(before.Raw, after.Raw, 1e-11, $"{name}, seed {seed}, output");
        }

        // Composites are expanded already, and drawn networks have little that nothing needs.
        Assert.True(changed > 0 || name is "expand composites" or "prune", $"{name} changed {changed} networks");
    }

    [Fact]
    public void Composites_written_out_compute_the_same_as_their_parts()
    {
        Place none = Place.None;
        var mlp = new NetworkIr("A", null, [new MlpDeclaration("m", [7, 3], Activation.Tanh, Initial.Default, none)], [new StepsNode(), new LayerNode("m", [0])], 1);
        var parts = new NetworkIr(
            "B", null, [new LinearDeclaration("m.0", 7, Initial.Default, none), new LinearDeclaration("m.1", 3, Initial.Default, none)],
            [new StepsNode(), new LayerNode("m.0", [0]), new FunctionNode(SignalFunction.Tanh, 1), new LayerNode("m.1", [2])], 3);
        var sizes = new NetworkSizes(1, 3, 4, 5, 2);
        var a = new Gradients.Trial(mlp, sizes, 1, rewrite: false);
        var b = new Gradients.Trial(parts, sizes, 1, rewrite: false);
        Assert.Equal(a.Gradient(), b.Gradient());
    }

    [Fact]
    public void The_example_of_the_language_becomes_cheap()
    {
        // Attention that is only averaged is pooled, the concatenations are split, and nothing is repeated over time.
        NetworkIr rewritten = NetworkRewriter.Rewrite(Example());
        Assert.Single(rewritten.Nodes.OfType<PooledAttentionNode>());
        Assert.Empty(rewritten.Nodes.OfType<ConcatNode>());
        Assert.Empty(rewritten.Nodes.OfType<RepeatNode>());
        Assert.Contains(rewritten.Nodes.OfType<LayerNode>(), l => l.Activation == Activation.Tanh);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Float_follows_double(bool manySteps)
    {
        for (int seed = 0; seed < (manySteps ? 40 : Networks); seed++)
        {
            var random = new Random(seed);
            NetworkIr network = RandomNetworks.Make(random);
            NetworkSizes sizes = RandomNetworks.Sizes(random) with { HistorySteps = manySteps ? 140 : 9 };
            var reference = new Gradients.Trial(network, sizes, seed, draw: 5);
            double[] expected = reference.Gradient();
            float[] weights = Array.ConvertAll(reference.Program.Parameters.ToArray(), w => (float)w);
            var program = new NetworkProgram<float>(network, sizes, (ulong)seed, new FloatArithmetic(SimdWidth.Widest));
            weights.CopyTo(program.Parameters);
            var raw = new float[reference.Raw.Length];
            program.Forward(Array.ConvertAll(reference.History, h => (float)h), raw, 5);
            program.Backward([.. reference.Raw.Select((r, i) => (float)Math.Cos(r + i))]);
            Close(reference.Raw, Array.ConvertAll(raw, r => (double)r), 2e-4, $"seed {seed}, output");
            Close(expected, Array.ConvertAll(program.Gradients.ToArray(), g => (double)g), 2e-3, $"seed {seed}, gradient");
        }
    }

    private static NetworkIr Example()
    {
        Place none = Place.None;
        return new(
            "GruWithAttention", null,
            [
                new GruDeclaration("encoder", 32, 2, true, Initial.Default, none), new AttentionDeclaration("attention", 4, null, none),
                new LinearDeclaration("context", 64, Initial.Default, none), new GruDeclaration("decoder", 32, 1, true, Initial.Default, none),
                new EmbeddingDeclaration("place", 8, none),
            ],
            [
                new HistoryNode(), new FunctionNode(SignalFunction.Standardise, 0), new LayerNode("encoder", [1]), new LayerNode("attention", [2]),
                new FunctionNode(SignalFunction.MeanOverTime, 3), new PlaceNode("place"), new ConcatNode([4, 5]), new LayerNode("context", [6]),
                new FunctionNode(SignalFunction.Tanh, 7), new RepeatNode(8, TimeAxis.Steps), new StepsNode(), new ConcatNode([10, 9]), new LayerNode("decoder", [11]),
            ],
            12);
    }

    // Relative to the largest number of the array.
    private static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        double scale = expected.Select(Math.Abs).Append(1e-6).Max();
        double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / scale;
        Assert.True(error <= tolerance, $"{what}: {error}");
    }
}
