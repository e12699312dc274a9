using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>Everything a kernel computes, as nodes: start values, one sub-step, observations, and their adjoints. Immutable once built.</summary>
internal sealed class ProgramGraph
{
    // Keeps the just-in-time compiler under a few seconds; a person's model has some hundreds.
    internal const int MaximumNodes = 12_000;

    private readonly Graph _graph = new(MaximumNodes);

    public ProgramGraph(ModelTables tables, double stepDays, int subSteps)
    {
        Tables = tables;
        Steps = subSteps;
        Body = new Discretisation(_graph, tables, stepDays / subSteps).Build();
        Start = [.. StartValues.Of(_graph, tables).Select((v, i) => _graph.Multiply(v, _graph.Constant(1 / StateScale(i))))];
        var end = new Terms(
            _graph, tables, i => _graph.Leaf(Source.EndState, i, Level.End, active: true), i => _graph.Leaf(Source.FlowTotal, i, Level.End, active: true));
        Observations = [.. tables.Model.Observations.Select(o => _graph.Multiply(
            end.Of(o.Value), _graph.Constant(1 / (o.Unit ?? throw new ModelNotCompilableException($"observation of {o.Channel} has no unit")).Scale)))];
        ObservedFlows = [.. Leaves(Observations, Source.FlowTotal)];
        foreach (Statement statement in tables.Model.Statements)
        {
            // A let that nothing uses is checked all the same.
            if (statement is LetStatement let)
            {
                end.Of(let.Value);
            }
        }

        (EndReverse, BodyReverse, StepReverse, RunReverse) = Reverse();
        StartReverse = Adjoints.Of(
            _graph, [.. Start.Select((s, i) => (s, Leaf(Source.StateAdjoint, i)))], _ => false);
    }

    public ModelTables Tables { get; }

    /// <summary>Sub-steps in a data step.</summary>
    public int Steps { get; }

    /// <summary>States at the beginning, in declared units.</summary>
    public Node[] Start { get; }

    public SubStep Body { get; }

    /// <summary>In channel units.</summary>
    public Node[] Observations { get; }

    /// <summary>Flows whose totals the observations use.</summary>
    public int[] ObservedFlows { get; }

    // Each maps a node of an outer level (or a leaf) to what one pass adds to its adjoint.
    public Dictionary<Node, Node> EndReverse { get; }

    public Dictionary<Node, Node> BodyReverse { get; }

    public Dictionary<Node, Node> StepReverse { get; }

    public Dictionary<Node, Node> RunReverse { get; }

    public Dictionary<Node, Node> StartReverse { get; }

    /// <summary>Nodes of outer levels whose adjoints are summed over the inner one, in a fixed order; <see cref="Source.Sum"/> leaves index them.</summary>
    public List<Node> Sums { get; } = [];

    public double StateScale(int state) => Tables.Symbols[Tables.Layout.States[state]].Unit.Scale;

    public double FlowScale(int flow) => Tables.UnitOf(Tables.Flows[flow]).Scale;

    /// <summary>Nodes of <paramref name="level"/> or constant over it that the roots use and that lie on the border to higher levels.</summary>
    public static IEnumerable<Node> Border(IEnumerable<Node> roots, Level level)
    {
        var border = new HashSet<Node>();
        _ = Node.Below(roots, n =>
        {
            if (n.Level <= level && n.Level != Level.Constant)
            {
                border.Add(n);
            }

            return n.Level <= level;
        });
        return border.OrderBy(n => n.Id);
    }

    public static IEnumerable<int> Leaves(IEnumerable<Node> roots, Source source) =>
        Node.Below(roots, _ => false).Where(n => n.Op == Op.Leaf && n.Source == source).Select(n => n.Index).Order();

    // The derivative of a sum over sub-steps (or steps) is propagated once, through the level where the value is computed.
    private (Dictionary<Node, Node> End, Dictionary<Node, Node> Body, Dictionary<Node, Node> Step, Dictionary<Node, Node> Run) Reverse()
    {
        Dictionary<Node, Node> end = Adjoints.Of(
            _graph, [.. Observations.Select((o, i) => (o, Leaf(Source.ObservationAdjoint, i)))], n => n.Level <= Level.Step);
        var seeds = Body.Next.Select((n, i) => (n, Leaf(Source.StateAdjoint, i)))
            .Concat(ObservedFlows.Select(f => (Body.Moved[f], Leaf(Source.FlowAdjoint, f))));
        Dictionary<Node, Node> body = Adjoints.Of(_graph, [.. seeds], n => n.Level <= Level.Step);
        List<Node> steps = [.. end.Keys.Concat(body.Keys).Where(n => n.Level == Level.Step).Distinct().OrderBy(n => n.Id)];
        Dictionary<Node, Node> step = Adjoints.Of(_graph, [.. steps.Select(n => (n, Sum(n)))], n => n.Level <= Level.Run);
        List<Node> runs = [.. end.Keys.Concat(body.Keys).Concat(step.Keys).Where(n => n.Level == Level.Run).Distinct().OrderBy(n => n.Id)];
        return (end, body, step, Adjoints.Of(_graph, [.. runs.Select(n => (n, Sum(n)))], _ => false));
    }

    private Node Leaf(Source source, int index) => _graph.Leaf(source, index, Level.End, active: false);

    private Node Sum(Node node)
    {
        Sums.Add(node);
        return Leaf(Source.Sum, Sums.Count - 1);
    }
}
