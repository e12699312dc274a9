using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>A network at the sizes of a data set: its operations in order, and where everything lies. Nothing is allocated yet.</summary>
internal sealed class NetworkPlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name of the map that is added behind the network: from the embedding to the parameters of the mechanism.</summary>
    public const string Head = "(head)";

    private readonly NetworkIr _network;
    private readonly NetworkSizes _sizes;
    private readonly NetworkShapes _shapes;
    private readonly LayerWeights _weights;
    private readonly Dictionary<int, Tensor> _tensors = [];
    private readonly ImmutableArray<Operation<T>>.Builder _operations = ImmutableArray.CreateBuilder<Operation<T>>();

    /// <param name="network">Whose shapes fit.</param>
    /// <param name="sizes">Of the data.</param>
    /// <param name="seed">Of the start values.</param>
    /// <param name="rewrite">False to run the network as it was written: for tests.</param>
    public NetworkPlan(NetworkIr network, NetworkSizes sizes, ulong seed, bool rewrite = true)
    {
        _sizes = sizes;
        _network = rewrite ? NetworkRewriter.Rewrite(network) : NetworkRewriter.Lower(network);
        _shapes = NetworkShapes.Infer(_network, asWritten: false);
        LaneCount = Math.Min(MostLanes, sizes.Locations);
        Layout = new ParameterLayout(seed);
        _weights = new LayerWeights(Layout);
        DeclareWeights();
        for (int i = 0; i < _network.Nodes.Length; i++)
        {
            _tensors[i] = Reserve(_shapes.Nodes[i], HasWeights(_network.Nodes[i]));
        }

        Raw = Reserve(new(TimeAxis.Steps, new(sizes.Outputs)), hasAdjoint: true);
        AdjointLength = Work.Length;
        for (int i = 0; i < _network.Nodes.Length; i++)
        {
            _operations.Add(OperationOf(_network.Nodes[i], _tensors[i]));
        }

        (ParameterBlock weight, ParameterBlock bias) = _weights.Pair(Head);
        _operations.Add(new LinearOperation<T>([_tensors[_network.Output]], Raw, Activation.None, weight, bias, Work));
        History = _tensors.Where(t => _network.Nodes[t.Key] is HistoryNode).Select(t => (Tensor?)t.Value).FirstOrDefault();
        Operations = _operations.ToImmutable();
    }

    // As many as the recurrent kernels advance together.
    private const int MostLanes = 4;

    public ParameterLayout Layout { get; }

    public ImmutableArray<Operation<T>> Operations { get; }

    /// <summary>Locations that are computed together.</summary>
    public int LaneCount { get; }

    /// <summary>Groups of locations.</summary>
    public int Chunks => (_sizes.Locations + LaneCount - 1) / LaneCount;

    /// <summary>What a chunk keeps: values, and what layers need of the forward pass in the backward pass.</summary>
    public Space Kept { get; } = new();

    /// <summary>What all chunks share: adjoints first, then prepared weights, constants and scratch.</summary>
    public Space Work { get; } = new();

    /// <summary>How much of the workspace is adjoints.</summary>
    public long AdjointLength { get; }

    /// <summary>Where the history goes, or null where the network does not look at it.</summary>
    public Tensor? History { get; }

    /// <summary>What comes out.</summary>
    public Tensor Raw { get; }

    /// <summary>Operations of the products of one forward and backward pass over all locations.</summary>
    public long Flops => Operations.Sum(o => o.Flops) * Chunks;

    private void DeclareWeights()
    {
        bool[] needed = _network.Needed();
        HashSet<string> used = [.. _network.Nodes.Where((_, i) => needed[i]).Select(n => _network.LayerOf(n)?.Name).OfType<string>()];
        foreach (LayerDeclaration layer in _network.Layers.Where(l => used.Contains(l.Name)))
        {
            _weights.Declare(layer, _shapes.Inputs.GetValueOrDefault(layer.Name).Of(_sizes.Features), _sizes.Locations);
        }

        _weights.Declare(new LinearDeclaration(Head, _sizes.Outputs, Initial.Default, Place.None), _shapes.Nodes[_network.Output].Channels.Of(_sizes.Features), 0);
    }

    private bool HasWeights(SignalNode node) =>
        _network.LayerOf(node) is not (null or DropoutDeclaration or PositionDeclaration) || node.Operands.Any(o => _tensors[o].HasAdjoint);

    private Tensor Reserve(SignalShape shape, bool hasAdjoint)
    {
        var tensor = new Tensor(_sizes.Length(shape.Time), LaneCount, shape.Channels.Of(_sizes.Features), shape.Time != TimeAxis.None, 0, -1);
        return tensor with { Value = Kept.Reserve(tensor.Length), Adjoint = hasAdjoint ? Work.Reserve(tensor.Length) : -1 };
    }

    private Operation<T> OperationOf(SignalNode node, Tensor output) => node switch
    {
        HistoryNode => new InputOperation<T>(output),
        StepsNode => new TableOperation<T>(output, (t, _) => output.Time == 1 ? 0 : (double)t / (output.Time - 1), Work),
        SeasonNode s => new TableOperation<T>(output, (t, c) => Wave(_sizes.DayOf(s.Time, t), c), Work),
        PlaceNode p => new PlaceOperation<T>(output, _weights.Table(p.Layer)),
        LayerNode l => LayerOperation(l, _network.Find(l.Layer)!, [.. l.Inputs.Select(o => _tensors[o])], output),
        PooledAttentionNode p => new PooledAttentionOperation<T>(
            _tensors[p.Operand], output, _weights.Attention(p.Layer), ((AttentionDeclaration)_network.Find(p.Layer)!).Window, p.Mean, Kept, Work),
        FunctionNode f => FunctionOperation(f.Function, _tensors[f.Operand], output),
        AffineNode a => new AffineOperation<T>(_tensors[a.Operand], output, a.Factor, a.Shift),
        SmoothNode s => new SmoothOperation<T>(
            _tensors[s.Operand], output, Math.Max(1, (int)Math.Round(s.Days / _sizes.Spacing(_shapes.Nodes[s.Operand].Time)))),
        RepeatNode r => new RepeatOperation<T>(_tensors[r.Operand], output),
        ConcatNode c => new ConcatOperation<T>([.. c.Parts.Select(p => _tensors[p])], output),
        SumNode s => new SumOperation<T>(_tensors[s.Left], _tensors[s.Right], output),
        ProductNode p => new ProductOperation<T>(_tensors[p.Left], _tensors[p.Right], output),
        _ => throw new System.Diagnostics.UnreachableException(node.GetType().Name),
    };

    private Operation<T> LayerOperation(LayerNode node, LayerDeclaration layer, ImmutableArray<Tensor> parts, Tensor output)
    {
        switch (layer)
        {
            case LinearDeclaration:
                (ParameterBlock weight, ParameterBlock bias) = _weights.Pair(layer.Name);
                return new LinearOperation<T>(parts, output, node.Activation, weight, bias, Work);
            case Conv1dDeclaration c:
                (weight, bias) = _weights.Pair(layer.Name);
                return new ConvolutionOperation<T>(parts[0], output, c, node.Activation, weight, bias, Work);
            case NormDeclaration:
                (weight, bias) = _weights.Pair(layer.Name);
                return new NormOperation<T>(parts[0], output, weight, bias, Kept, Work);
            case GruDeclaration:
                return new GruOperation<T>(parts, output, _weights.Recurrent(layer.Name), Kept, Work);
            case LstmDeclaration:
                return new LstmOperation<T>(parts, output, _weights.Recurrent(layer.Name), Kept, Work);
            case AttentionDeclaration a:
                return new AttentionOperation<T>(parts[0], output, _weights.Attention(layer.Name), a.Window, Kept, Work);
            case DropoutDeclaration d:
                return new DropoutOperation<T>(parts[0], output, d.Rate, d.Name);
            case PositionDeclaration:
                return new PositionOperation<T>(parts[0], output, Work);
            default:
                throw new System.Diagnostics.UnreachableException(layer.GetType().Name);
        }
    }

    private Operation<T> FunctionOperation(SignalFunction function, Tensor input, Tensor output) => function switch
    {
        SignalFunction.Tanh => new ActivationOperation<T>(input, output, Activation.Tanh),
        SignalFunction.Relu => new ActivationOperation<T>(input, output, Activation.Relu),
        SignalFunction.Gelu => new ActivationOperation<T>(input, output, Activation.Gelu),
        SignalFunction.Sigmoid => new ActivationOperation<T>(input, output, Activation.Sigmoid),
        SignalFunction.Softplus => new ActivationOperation<T>(input, output, Activation.Softplus),
        SignalFunction.Standardise => new StandardiseOperation<T>(input, output, Kept, Work),
        SignalFunction.MeanOverTime => new ReductionOperation<T>(input, output, mean: true),
        SignalFunction.SumOverTime => new ReductionOperation<T>(input, output, mean: false),
        SignalFunction.Last => new LastOperation<T>(input, output),
        SignalFunction.WeeklyMeans => new GroupMeansOperation<T>(input, output, _sizes.StepsPerWeek, _sizes.MissingInFirstWeek),
        _ => throw new System.Diagnostics.UnreachableException(function.ToString()),
    };

    // Sine and cosine of each harmonic in turn.
    private static double Wave(double day, int channel)
    {
        const double daysPerYear = 365.25;
        double angle = 2 * Math.PI * (1 + channel / 2) * day / daysPerYear;
        return channel % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
    }
}
