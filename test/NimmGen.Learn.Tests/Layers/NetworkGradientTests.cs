using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Layers;

/// <summary>Gradients of every layer and of many networks, in double, against central differences.</summary>
public sealed class NetworkGradientTests
{
    // Fourth-order differences at 1e-3 leave 1e-12 of truncation and of rounding; a ReLU's kink is stepped around.
    private const double Tolerance = 1e-6;

    private static readonly Place None = Place.None;

    public static TheoryData<string> Layers => [.. Single.Keys];

    private static readonly Dictionary<string, LayerDeclaration> Single = new LayerDeclaration[]
    {
        new LinearDeclaration("linear", 6, Initial.Default, None), new MlpDeclaration("mlp", [5, 4, 3], Activation.Gelu, Initial.Kaiming, None),
        new GruDeclaration("gru", 5, 1, false, Initial.Default, None), new GruDeclaration("gru of both directions", 4, 2, true, Initial.Orthogonal, None),
        new LstmDeclaration("lstm", 5, 1, false, Initial.Default, None), new LstmDeclaration("lstm of both directions", 4, 2, true, Initial.Orthogonal, None),
        new Conv1dDeclaration("causal convolution", 4, 4, true, 2, Initial.Default, None), new Conv1dDeclaration("centred convolution", 4, 5, false, 1, Initial.Default, None),
        new AttentionDeclaration("attention", 2, null, None), new AttentionDeclaration("windowed attention", 4, 3, None),
        new TransformerDeclaration("transformer", 2, null, 3, 0, None), new TransformerDeclaration("windowed transformer with dropout", 2, 5, 2, 0.2, None),
        new NormDeclaration("norm", None), new DropoutDeclaration("dropout", 0.4, None), new PositionDeclaration("position", None),
    }.ToDictionary(l => l.Name, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_has_the_gradient_of_differences(string name)
    {
        // Mapped to 8 channels before it, so that the adjoint of its input is checked too.
        var network = new NetworkIr(
            "One", null, [new LinearDeclaration("before", 8, Initial.Default, None), Single[name], new EmbeddingDeclaration("place", 3, None)],
            [
                new HistoryNode(), new LayerNode("before", [0]), new LayerNode(name, [1]), new FunctionNode(SignalFunction.Sigmoid, 2),
                new FunctionNode(SignalFunction.SumOverTime, 3), new PlaceNode("place"), new ConcatNode([4, 5]), new RepeatNode(6, TimeAxis.Steps),
            ],
            7);
        var trial = new Gradients.Trial(network, new(2, 6, 21, 3, 2), 5, draw: 11);
        (double error, string block) = Gradients.WorstBlock(trial, new Random(1));
        Assert.True(error < Tolerance, $"{block}: {error}");
    }

    // Windows that cover several blocks of 64 queries.
    [Theory]
    [InlineData(null), InlineData(10)]
    public void Attention_over_several_blocks_has_the_gradient_of_differences(int? window)
    {
        foreach (SignalFunction reduction in (SignalFunction[])[SignalFunction.MeanOverTime, SignalFunction.SumOverTime, SignalFunction.Last])
        {
            var network = new NetworkIr(
                "Long", null, [new LinearDeclaration("before", 4, Initial.Default, None), new AttentionDeclaration("attention", 2, window, None)],
                [new HistoryNode(), new LayerNode("before", [0]), new LayerNode("attention", [1]), new FunctionNode(reduction, 2), new RepeatNode(3, TimeAxis.Steps)], 4);
            var trial = new Gradients.Trial(network, new(2, 2, 150, 2, 1), 3);
            (double error, string block) = Gradients.WorstBlock(trial, new Random(1));
            Assert.True(error < Tolerance, $"{reduction} {block}: {error}");
        }
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Two_hundred_and_fifty_random_networks_have_the_gradient_of_differences(int part)
    {
        for (int seed = 250 * part; seed < 250 * (part + 1); seed++)
        {
            var random = new Random(seed);
            NetworkIr network = RandomNetworks.Make(random);
            var trial = new Gradients.Trial(network, RandomNetworks.Sizes(random), seed, draw: (ulong)seed);
            (double error, string block) = Gradients.WorstBlock(trial, random);
            Assert.True(error < Tolerance, $"seed {seed}, {block}: {error}\n{NimmGen.Ir.Printing.NetworkPrinter.Print(network)}");
        }
    }

    // The largest of many gradients off by a thousandth is seen.
    [Fact]
    public void The_comparison_sees_a_small_error()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var trial = new Gradients.Trial(RandomNetworks.Make(random), RandomNetworks.Sizes(random), seed);
            (double error, _) = Gradients.WorstBlock(trial, random, g => g[Array.IndexOf(g, g.MaxBy(Math.Abs))] *= 1.001);
            Assert.True(error > 10 * Tolerance, $"seed {seed}: {error}");
        }
    }

    [Fact]
    public void Random_networks_use_every_layer_and_function()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int seed = 0; seed < 300; seed++)
        {
            NetworkIr network = RandomNetworks.Make(new Random(seed));
            Assert.Empty(NetworkShapes.Infer(network).Diagnostics.Where(d => d.Severity == Severity.Error));
            seen.UnionWith(network.Nodes.Select(n => n is FunctionNode f ? f.Function.ToString() : n is LayerNode l ? LayerRules.KindOf(network.Find(l.Layer)!) : n.GetType().Name));
        }

        string[] expected =
        [
            .. Enum.GetNames<SignalFunction>(), "Linear", "Mlp", "Gru", "Lstm", "Conv1d", "SelfAttention", "TransformerBlock", "LayerNorm", "Dropout", "PositionalEncoding",
            nameof(PlaceNode), nameof(SeasonNode), nameof(SmoothNode), nameof(AffineNode), nameof(SumNode), nameof(ProductNode), nameof(ConcatNode), nameof(RepeatNode),
        ];
        Assert.Empty(expected.Except(seen));
    }
}
