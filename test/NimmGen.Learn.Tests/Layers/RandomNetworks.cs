using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Learn.Layers;

namespace NimmGen.Learn.Tests.Layers;

/// <summary>Networks of every layer and function, put together at random.</summary>
internal static class RandomNetworks
{
    public static NetworkSizes Sizes(Random random) => new(
        random.Next(1, 4), random.Next(1, 6), random.Next(2, 12), random.Next(1, 5), random.Next(1, 3), random.Next(2) == 0 ? 1 : 7);

    public static NetworkIr Make(Random random)
    {
        var layers = new List<LayerDeclaration>();
        var nodes = new List<SignalNode> { new HistoryNode(), new StepsNode() };
        var shapes = new List<SignalShape> { new(TimeAxis.History, new(0, 1)), new(TimeAxis.Steps, new(1)) };
        var inputs = new Dictionary<string, ChannelCount>(StringComparer.Ordinal);
        int steps = random.Next(3, 10);
        for (int attempt = 0, made = 0; made < steps && attempt < 200; attempt++)
        {
            LayerDeclaration? layer = null;
            SignalNode node = Draw(random, nodes.Count, layers, ref layer);
            ImmutableArray<SignalShape> operands = [.. node.Operands.Select(o => shapes[o])];
            SignalShape shape = SignalRules.Of(node, layer, operands, out ShapeFault? fault);
            if (fault is not null || shape.Channels.Fixed > 24 || (layer is not null && !operands.IsEmpty && NetworkShapes.Claim(inputs, layer, SignalRules.Joined(operands).Channels) is not null))
            {
                continue;
            }

            if (layer is not null && !layers.Contains(layer))
            {
                layers.Add(layer);
            }

            nodes.Add(node);
            shapes.Add(shape);
            made++;
        }

        return Finish(random, layers, nodes, shapes);
    }

    // A few of the signals, brought to the steps and through a last layer.
    private static NetworkIr Finish(Random random, List<LayerDeclaration> layers, List<SignalNode> nodes, List<SignalShape> shapes)
    {
        var parts = ImmutableArray.CreateBuilder<int>();
        int count = nodes.Count;
        foreach (int i in Enumerable.Range(0, count).Where(i => i == count - 1 || random.Next(3) == 0))
        {
            int index = i;
            if (shapes[i].Time is TimeAxis.History or TimeAxis.Weeks)
            {
                nodes.Add(new FunctionNode((SignalFunction)random.Next((int)SignalFunction.MeanOverTime, (int)SignalFunction.Last + 1), index));
                index = nodes.Count - 1;
            }

            if (shapes[i].Time != TimeAxis.Steps)
            {
                nodes.Add(new RepeatNode(index, TimeAxis.Steps));
                index = nodes.Count - 1;
            }

            parts.Add(index);
        }

        nodes.Add(new ConcatNode(parts.ToImmutable()));
        layers.Add(new LinearDeclaration("last", 5, Initial.Default, Place.None));
        nodes.Add(new LayerNode("last", [nodes.Count - 1]));
        nodes.Add(new FunctionNode(SignalFunction.Tanh, nodes.Count - 1));
        return new("Drawn", null, [.. layers], [.. nodes], nodes.Count - 1);
    }

    private static SignalNode Draw(Random random, int count, List<LayerDeclaration> layers, ref LayerDeclaration? layer)
    {
        int Any() => random.Next(3) == 0 ? random.Next(count) : count - 1 - random.Next(Math.Min(count, 3));
        switch (random.Next(14))
        {
            case 0: return new FunctionNode((SignalFunction)random.Next((int)SignalFunction.WeeklyMeans + 1), Any());
            case 1: return new AffineNode(Any(), random.Next(-2, 3) * 0.5, random.Next(-1, 2) * 0.3);
            case 2: return new SmoothNode(Any(), random.Next(1, 30));
            case 3: return new SeasonNode((TimeAxis)random.Next(1, 4), random.Next(1, 3));
            case 4: return new RepeatNode(Any(), (TimeAxis)random.Next(1, 4));
            case 5: return new ConcatNode([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any())]);
            case 6: return new SumNode(Any(), Any());
            case 7: return new ProductNode(Any(), Any());
            case 8:
                layer = new EmbeddingDeclaration($"layer{layers.Count}", random.Next(1, 5), Place.None);
                return new PlaceNode(layer.Name);
            default:
                // Now and then weights are shared.
                LayerDeclaration[] old = [.. layers.Where(l => l is not EmbeddingDeclaration)];
                layer = old.Length > 0 && random.Next(4) == 0 ? old[random.Next(old.Length)] : New(random, $"layer{layers.Count}");
                return new LayerNode(layer.Name, [Any()]);
        }
    }

    private static LayerDeclaration New(Random random, string name) => random.Next(12) switch
    {
        0 or 1 => new LinearDeclaration(name, random.Next(1, 9), (Initial)random.Next(4), Place.None),
        2 => new MlpDeclaration(name, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 7))], (Activation)random.Next(6), Initial.Default, Place.None),
        3 or 4 => new GruDeclaration(name, random.Next(4) == 0 ? 16 : random.Next(1, 6), random.Next(1, 3), random.Next(2) == 0, (Initial)random.Next(4), Place.None),
        5 => new LstmDeclaration(name, random.Next(1, 6), random.Next(1, 3), random.Next(2) == 0, (Initial)random.Next(4), Place.None),
        6 => new Conv1dDeclaration(name, random.Next(1, 6), random.Next(3) * 2 + 1, random.Next(2) == 0, random.Next(1, 4), Initial.Default, Place.None),
        7 or 8 => new AttentionDeclaration(name, random.Next(1, 3), random.Next(2) == 0 ? null : random.Next(1, 6), Place.None),
        9 => new TransformerDeclaration(name, random.Next(1, 3), random.Next(2) == 0 ? null : random.Next(1, 6), random.Next(1, 3), random.Next(2) * 0.25, Place.None),
        10 => new NormDeclaration(name, Place.None),
        _ => random.Next(2) == 0 ? new DropoutDeclaration(name, 0.3, Place.None) : new PositionDeclaration(name, Place.None),
    };
}
