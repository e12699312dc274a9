using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>Where a value of the end of a data step goes.</summary>
internal enum EndKind
{
    Observation,

    /// <summary>A signal that is filtered when all steps are done.</summary>
    Signal,

    /// <summary>A value that observations of filtered signals need.</summary>
    Carried,

    /// <summary>A quantity after the step, by its map.</summary>
    Next,
}

/// <summary>A value of the end of a data step; next states are in base units.</summary>
internal readonly record struct EndOutput(EndKind Kind, int Index, Node Value);

/// <summary>Everything a kernel computes, as nodes: start values, one sub-step, observations, and their adjoints. Immutable once built.</summary>
internal sealed class ProgramGraph
{
    // Keeps the just-in-time compiler under a few seconds; a person's model has some hundreds.
    internal const int MaximumNodes = 40_000;

    private readonly bool _scaled;
    private readonly HashSet<Node> _differentiated;

    /// <param name="tables">The model.</param>
    /// <param name="stepDays">Days of a data step.</param>
    /// <param name="subSteps">Sub-steps in it, at least.</param>
    /// <param name="scaled">True where scenarios multiply symbols.</param>
    public ProgramGraph(ModelTables tables, double stepDays, int subSteps, bool scaled = false)
    {
        (Tables, StepDays, Steps, _scaled) = (tables, stepDays, subSteps, scaled);
        Zero = Nodes.Constant(0);
        Couplings = new(Nodes, tables);
        var filters = new Filters(Nodes, tables, stepDays, scaled);
        AdaptsSteps = tables.Model.Scheme == Scheme.Stiff && tables.States.Count > 0;
        Node step = AdaptsSteps ? Nodes.Leaf(Source.SubStepDays, 0, Level.Step, active: false) : Nodes.Constant(stepDays / subSteps);
        Body = new Discretisation(Nodes, tables, step, state => Terms(new(state, null, Couplings.In(Phase.Body), filters.InRates))).Build();
        Start = [.. StartValues.Of(tables, state => Terms(new(state, null, Couplings.In(Phase.Start), filters.InRates)), Nodes)
            .Select((v, i) => Nodes.Multiply(v, Nodes.Constant(1 / StateScale(i))))];
        Dictionary<int, Node> maps = Maps(filters);
        Observations = Observe(filters, maps);
        Filters = [.. filters.All];
        LateObservations = [.. Enumerable.Range(0, Observations.Length).Where(o => Observations[o].Level == Level.Late)];
        (Node Value, Source, int)[] late =
        [
            .. LateObservations.Select(o => (Observations[o], Source.ObservationAdjoint, o)),
            .. Filters.Where(f => f.IsNested).Select(f => (f.Signal, Source.SignalAdjoint, f.Index)),
        ];
        Dictionary<Node, Node>[] lateReverse = [.. late.Select(l => LateReverse([l]))];
        _differentiated = [.. lateReverse.SelectMany(r => r.Keys)];
        Carried = [.. CarriedBy([.. late.Select(l => l.Value), .. lateReverse.SelectMany(r => r.Values)])];
        End =
        [
            .. Observations.Select((o, i) => new EndOutput(EndKind.Observation, i, o)).Where(o => o.Value.Level != Level.Late),
            .. Filters.Where(f => !f.Early && !f.IsNested).Select(f => new EndOutput(EndKind.Signal, f.Index, f.Signal)),
            .. Carried.Select((c, i) => new EndOutput(EndKind.Carried, i, c)),
            .. maps.Select(m => new EndOutput(EndKind.Next, m.Key, m.Value)),
        ];
        ObservedFlows = [.. Leaves(End.Select(e => e.Value).Concat(Couplings.All.Where(c => c.Phase == Phase.End).Select(c => c.Operand)), Source.FlowTotal)];
        (EndReverse, BodyReverse, StepReverse, RunReverse) = Reverse();
        StartReverse = Adjoints.Of(Nodes, [.. Start.Select((s, i) => (s, Leaf(Source.StateAdjoint, i)))], _ => false);
    }

    public Graph Nodes { get; } = new(MaximumNodes);

    public Node Zero { get; }

    public ModelTables Tables { get; }

    public double StepDays { get; }

    /// <summary>Sub-steps in a data step; where they adapt, the fewest.</summary>
    public int Steps { get; }

    /// <summary>True where every data step takes as many sub-steps as it needs.</summary>
    public bool AdaptsSteps { get; }

    /// <summary>States at the beginning, in declared units.</summary>
    public Node[] Start { get; }

    public SubStep Body { get; }

    /// <summary>In channel units.</summary>
    public Node[] Observations { get; }

    /// <summary>Observations that need filtered signals.</summary>
    public int[] LateObservations { get; }

    public Couplings Couplings { get; }

    public Filter[] Filters { get; }

    /// <summary>Values of the end of a data step that late ones and their derivatives need, all but parameters.</summary>
    public Node[] Carried { get; }

    /// <summary>All that is computed at the end of a data step.</summary>
    public EndOutput[] End { get; }

    /// <summary>Flows whose totals the end needs.</summary>
    public int[] ObservedFlows { get; }

    // Each maps a node of an outer level (or a leaf) to what one pass adds to its adjoint.
    public Dictionary<Node, Node> EndReverse { get; }

    public Dictionary<Node, Node> BodyReverse { get; }

    public Dictionary<Node, Node> StepReverse { get; }

    public Dictionary<Node, Node> RunReverse { get; }

    public Dictionary<Node, Node> StartReverse { get; }

    /// <summary>The same of what each coupling sends, by its index, from <see cref="Source.OperandAdjoint"/>.</summary>
    public List<Dictionary<Node, Node>> OperandReverse { get; } = [];

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
        Node.Below(roots, _ => false).Where(n => n.Op == Op.Leaf && n.Source == source).Select(n => n.Index).Distinct().Order();

    /// <summary>Adjoints of late values by what they need: carried values, filtered signals, parameters.</summary>
    public Dictionary<Node, Node> LateReverse(IEnumerable<(Node Value, Source Seed, int Index)> outputs)
    {
        lock (Nodes)
        {
            // A late seed, so that what does not depend on it can be carried.
            return Adjoints.Of(Nodes, [.. outputs.Select(o => (o.Value, Nodes.Leaf(o.Seed, o.Index, Level.Late, active: false)))], n => n.Level == Level.End);
        }
    }

    private Terms Terms(TermScope scope) => new(Nodes, Tables, scope, _scaled);

    private Dictionary<int, Node> Maps(Filters filters)
    {
        Node Begin(int state) => Nodes.Leaf(Source.BeginState, state, Level.End, active: true);
        Terms before = Terms(new(Begin, Moved, Couplings.In(Phase.End), filters.InRates));
        return Tables.Model.Statements.OfType<NextStatement>().ToDictionary(n => Tables.State(n.Quantity, "Next"), n => before.Of(n.Value));
    }

    private Node Moved(int flow) => Nodes.Leaf(Source.FlowTotal, flow, Level.End, active: true);

    private Node[] Observe(Filters filters, Dictionary<int, Node> maps)
    {
        Node EndState(int state) => maps.TryGetValue(state, out Node? map) ? map : Nodes.Leaf(Source.EndState, state, Level.End, active: true);
        Func<string?, bool, Node, Node> atEnd = Couplings.In(Phase.End);
        Node Coupled(string? matrix, bool transposed, Node operand) => operand.Level != Level.Late
            ? atEnd(matrix, transposed, operand)
            : throw new ModelNotCompilableException("Mix or Sum over locations of a delayed or smoothed signal: delay what is mixed instead");
        Terms end = Terms(new(EndState, Moved, Coupled, filters.InObservations));
        Node[] observations = [.. Tables.Model.Observations.Select(o => Nodes.Multiply(
            end.Of(o.Value), Nodes.Constant(1 / (o.Unit ?? throw new ModelNotCompilableException($"observation of {o.Channel} has no unit")).Scale)))];

        // A let that nothing uses is checked all the same, without making it a cost.
        Terms check = Terms(new(EndState, Moved, (_, _, operand) => operand, (e, terms) => e.Children.Select(terms.Of).ToArray()[0]));
        foreach (LetStatement let in Tables.Model.Statements.OfType<LetStatement>())
        {
            check.Of(let.Value);
        }

        return observations;
    }

    private static IEnumerable<Node> CarriedBy(Node[] late)
    {
        var carried = new SortedDictionary<int, Node>();
        _ = Node.Below(late, n =>
        {
            if (n.Level == Level.End)
            {
                carried[n.Id] = n;
            }

            return n.Level <= Level.End;
        });
        return carried.Values;
    }

    // The derivative of a sum over sub-steps (or steps) is propagated once, through the level where the value is computed.
    private (Dictionary<Node, Node> End, Dictionary<Node, Node> Body, Dictionary<Node, Node> Step, Dictionary<Node, Node> Run) Reverse()
    {
        Dictionary<Node, Node> end = Adjoints.Of(Nodes, [.. End.Where(o => o.Kind != EndKind.Carried || _differentiated.Contains(o.Value)).Select(o => (o.Value, Leaf(SeedOf(o.Kind), o.Index)))], n => n.Level <= Level.Step);
        var seeds = Body.Next.Select((n, i) => (n, Leaf(Source.StateAdjoint, i)))
            .Concat(ObservedFlows.Select(f => (Body.Moved[f], Leaf(Source.FlowAdjoint, f))));
        Dictionary<Node, Node> body = Adjoints.Of(Nodes, [.. seeds], n => n.Level <= Level.Step);
        foreach (Coupling coupling in Couplings.All)
        {
            OperandReverse.Add(Adjoints.Of(
                Nodes, [(coupling.Operand, Leaf(Source.OperandAdjoint, coupling.Index))],
                n => coupling.Phase != Phase.Start && n.Level <= Level.Step));
        }

        IEnumerable<Node> stepped = Couplings.All.Where(c => c.Phase != Phase.Start).SelectMany(c => OperandReverse[c.Index].Keys);
        List<Node> inner = [.. end.Keys.Concat(body.Keys).Concat(stepped)];
        List<Node> steps = [.. inner.Where(n => n.Level == Level.Step).Distinct().OrderBy(n => n.Id)];
        Dictionary<Node, Node> step = Adjoints.Of(Nodes, [.. steps.Select(n => (n, Sum(n)))], n => n.Level <= Level.Run);
        List<Node> runs = [.. inner.Concat(step.Keys).Where(n => n.Level == Level.Run).Distinct().OrderBy(n => n.Id)];
        return (end, body, step, Adjoints.Of(Nodes, [.. runs.Select(n => (n, Sum(n)))], _ => false));
    }

    private static Source SeedOf(EndKind kind) => kind switch
    {
        EndKind.Observation => Source.ObservationAdjoint,
        EndKind.Signal => Source.SignalAdjoint,
        EndKind.Carried => Source.CarriedAdjoint,
        EndKind.Next => Source.StateAdjoint,
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };

    private Node Leaf(Source source, int index) => Nodes.Leaf(source, index, Level.End, active: false);

    private Node Sum(Node node)
    {
        Sums.Add(node);
        return Leaf(Source.Sum, Sums.Count - 1);
    }
}
