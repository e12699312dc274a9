using System.Text.Json;
using NimmGen.Ir.Printing;

namespace NimmGen.Ir.Tests;

public sealed class NetworkTests
{
    private static readonly NetworkIr Encoder = new(
        "Encoder", "Mean of an encoded history, decoded with an embedding of the place.",
        [
            new GruDeclaration("encoder", 16, 2, true, Initial.Default, Place.None), new EmbeddingDeclaration("place", 4, Place.None),
            new LinearDeclaration("context", 8, Initial.Xavier, Place.None), new LinearDeclaration("decoder", 16, Initial.Default, Place.None),
        ],
        [
            new HistoryNode(), new LayerNode("encoder", [0]), new FunctionNode(SignalFunction.MeanOverTime, 1), new PlaceNode("place"),
            new ConcatNode([2, 3]), new LayerNode("context", [4]), new FunctionNode(SignalFunction.Tanh, 5), new RepeatNode(6, TimeAxis.Steps),
            new StepsNode(), new SeasonNode(TimeAxis.Steps, 2), new ConcatNode([8, 9, 7]), new LayerNode("decoder", [10]), new AffineNode(11, 0.5, 0),
            new SumNode(11, 12),
        ],
        13);

    [Fact]
    public void Every_node_has_the_shape_that_its_operands_give()
    {
        NetworkShapes shapes = NetworkShapes.Infer(Encoder);
        Assert.Empty(shapes.Diagnostics);
        Assert.Equal(
            ["[location, history, features]", "[location, history, 32]", "[location, 32]", "[location, 4]", "[location, 36]", "[location, 8]", "[location, 8]",
                "[location, steps, 8]", "[location, steps, 1]", "[location, steps, 4]", "[location, steps, 13]", "[location, steps, 16]", "[location, steps, 16]",
                "[location, steps, 16]"],
            shapes.Nodes.Select(s => s.ToString()));
        Assert.Equal(new ChannelCount(0, 1), shapes.Inputs["encoder"]);
    }

    // PyTorch: sum(p.numel()) of nn.GRU(f, 16, 2, bidirectional=True) is 6528 + 96 f; Linear(36, 8) has 296, Linear(13, 16) 224.
    [Fact]
    public void Weights_are_counted_as_in_pytorch()
    {
        ParameterCount count = ParameterCount.Of(Encoder, NetworkShapes.Infer(Encoder).Inputs);
        Assert.Equal(new ParameterCount(6528 + 296 + 224, 96, 4), count);
        Assert.Equal("7048 + 96 a feature + 4 a place", count.ToString());
        Assert.Equal(7048 + 96 * 3 + 4 * 51, count.For(3, 51));
    }

    [Fact]
    public void Json_keeps_everything()
    {
        NetworkIr read = NetworkJson.Read(NetworkJson.Write(Encoder));
        Assert.Equal(Encoder.Hash, read.Hash);
        Assert.Equal(NetworkJson.Write(Encoder), NetworkJson.Write(read));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"X","layers":[],"nodes":[],"output":0}""")]
    [InlineData("""{"name":"X","layers":[],"nodes":[{"node":"history"}],"output":0}""")]
    [InlineData("""{"name":"X","layers":[],"nodes":[{"node":"steps"}],"output":3}""")]
    [InlineData("""{"name":"X","layers":[],"nodes":[{"node":"affine","operand":0,"factor":1,"shift":0}],"output":0}""")]
    [InlineData("""{"name":"X","layers":[],"nodes":[{"node":"steps"},{"node":"layer","layer":"none","inputs":[0]}],"output":1}""")]
    [InlineData("""{"name":"X","layers":[{"layer":"linear","name":"a","outputs":100000,"place":null}],"nodes":[{"node":"steps"}],"output":0}""")]
    [InlineData("""{"name":"X","layers":[{"layer":"mlp","name":"a"}],"nodes":[{"node":"steps"},{"node":"layer","layer":"a","inputs":[0]}],"output":1}""")]
    [InlineData("""{"name":"X","layers":[null],"nodes":[null],"output":0}""")]
    [InlineData("""{"name":"X","layers":[],"nodes":[{"node":"steps"},{"node":"concat"}],"output":1}""")]
    public void Malformed_json_is_a_json_exception(string json) => Assert.ThrowsAny<JsonException>(() => NetworkJson.Read(json));

    [Fact]
    public void Hash_does_not_depend_on_order_comments_or_what_is_unused()
    {
        Assert.Equal(Encoder.Hash, (Encoder with { Summary = "other words", Layers = [.. Encoder.Layers.Reverse()] }).Hash);
        Assert.Equal(Encoder.Hash, (Encoder with { Nodes = Encoder.Nodes.Add(new StepsNode()) }).Hash);
        Assert.Equal(Encoder.Hash, (Encoder with { Nodes = Encoder.Nodes.SetItem(13, new SumNode(12, 11)) }).Hash);
    }

    [Fact]
    public void Hash_depends_on_every_part()
    {
        string[] hashes =
        [
            Encoder.Hash,
            (Encoder with { Nodes = Encoder.Nodes.SetItem(12, new AffineNode(11, 0.25, 0)) }).Hash,
            (Encoder with { Nodes = Encoder.Nodes.SetItem(10, new ConcatNode([9, 8, 7])) }).Hash,
            (Encoder with { Nodes = Encoder.Nodes.SetItem(6, new FunctionNode(SignalFunction.Relu, 5)) }).Hash,
            (Encoder with { Nodes = Encoder.Nodes.SetItem(13, new ProductNode(11, 12)) }).Hash,
            .. Encoder.Layers.Select((l, i) => (Encoder with { Layers = Encoder.Layers.SetItem(i, Wider(l)) }).Hash),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Print_is_the_snapshot() =>
        Snapshot.Check("Encoder.cs.txt", NetworkPrinter.Print(Encoder) + "\n" + string.Join('\n', NetworkPrinter.Describe(Encoder)) + "\n");

    private static LayerDeclaration Wider(LayerDeclaration layer) => layer switch
    {
        GruDeclaration g => g with { Hidden = g.Hidden + 1 },
        EmbeddingDeclaration e => e with { Channels = e.Channels + 1 },
        LinearDeclaration l => l with { Outputs = l.Outputs + 1 },
        _ => layer,
    };
}
