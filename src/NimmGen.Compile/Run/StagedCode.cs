namespace NimmGen.Compile;

/// <summary>The blocks that a simulation in stages is made of.</summary>
internal sealed class StagedCode
{
    private static readonly Dictionary<Source, string> Places = new()
    {
        [Source.State] = nameof(KernelPointers.Work),
        [Source.EndState] = nameof(KernelPointers.Work),
        [Source.FlowTotal] = nameof(KernelPointers.Totals),
        [Source.Coupled] = nameof(KernelPointers.Coupled),
        [Source.Tape] = nameof(KernelPointers.Hoisted),
        [Source.Sum] = nameof(KernelPointers.Sums),
        [Source.StateAdjoint] = nameof(KernelPointers.WorkAdjoint),
        [Source.FlowAdjoint] = nameof(KernelPointers.FlowAdjoint),
        [Source.OperandAdjoint] = nameof(KernelPointers.Operands),
        [Source.ObservationAdjoint] = nameof(KernelPointers.ObservationAdjoint),
        [Source.SignalAdjoint] = nameof(KernelPointers.SignalAdjoint),
        [Source.CarriedAdjoint] = nameof(KernelPointers.CarriedAdjoint),
    };

    private readonly ProgramGraph _program;
    private readonly LaneTarget _target;
    private readonly Dictionary<Node, Node> _hoisted;

    public StagedCode(ProgramGraph program, LaneTarget target)
    {
        (_program, _target) = (program, target);
        Node[] hoisted = HoistedBy(program);
        _hoisted = hoisted.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => new Node(-1, Op.Leaf, null, null, null, null, 0, Source.Tape, p.i, Level.Step, false));
        Hoist = Block([.. hoisted.Select((n, i) => new RowOutput(n, nameof(KernelPointers.Hoisted), i))], Places);
        Start = Block([.. program.Start.Select((n, c) => new RowOutput(n, nameof(KernelPointers.States), c))], Places);
        Phase[] phases = [Phase.Start, Phase.Body, Phase.End];
        Couplings = [.. phases.Select(program.Couplings.Stages)];
        Exchanges = [.. Couplings.Select(stages => stages.Select(Exchange.Of).ToArray())];
        Operands = [.. phases.Select(p => Couplings[(int)p].Select(stage => Block(
            [.. stage.Select(c => new RowOutput(c.Operand, nameof(KernelPointers.Operands), c.Index))], Places, p != Phase.Start)).ToArray())];
        Body = new(() => BodyWith(program.ObservedFlows));
        BodyWithAllFlows = new(() => BodyWith([.. Enumerable.Range(0, program.Tables.Flows.Count)]));
        End = Block([.. program.End.Select(e => new RowOutput(e.Value, FieldOf(e.Kind), e.Index))], Places, true);
        Reverse = new(() => new StagedReverseCode(this, program));
    }

    /// <summary>[phase][stage]: couplings that are done at one time.</summary>
    public Coupling[][][] Couplings { get; }

    /// <summary>[phase][stage]: their products.</summary>
    public Exchange[][][] Exchanges { get; }

    public KernelCode Start { get; }

    /// <summary>What changes once a data step, for the other blocks.</summary>
    public KernelCode Hoist { get; }

    /// <summary>[phase][stage]: what locations send.</summary>
    public KernelCode[][] Operands { get; }

    /// <summary>A sub-step, from Work to Next; flows that the end needs are added to Totals.</summary>
    public Lazy<KernelCode> Body { get; }

    public Lazy<KernelCode> BodyWithAllFlows { get; }

    /// <summary>Observations, signals, and in Next what maps make of quantities.</summary>
    public KernelCode End { get; }

    public Lazy<StagedReverseCode> Reverse { get; }

    /// <summary>Values of a data step that its inner blocks need, parameters left out.</summary>
    public static Node[] HoistedBy(ProgramGraph program)
    {
        IEnumerable<Node> inner = [.. program.Body.Next, .. program.Body.Moved, .. program.End.Select(e => e.Value), .. program.BodyReverse.Values, .. program.EndReverse.Values];
        foreach (Coupling coupling in program.Couplings.All.Where(c => c.Phase != Phase.Start))
        {
            inner = [.. inner, coupling.Operand, .. program.OperandReverse[coupling.Index].Values];
        }

        return [.. ProgramGraph.Border(inner, Level.Step).Where(n => n.Op != Op.Leaf)];
    }

    public KernelCode Block(IReadOnlyList<RowOutput> outputs, bool taped, Source? overridden = null, string? field = null)
    {
        var places = new Dictionary<Source, string>(Places);
        if (overridden is { } source)
        {
            places[source] = field!;
        }

        return Block(outputs, places, taped);
    }

    private KernelCode Block(IReadOnlyList<RowOutput> outputs, Dictionary<Source, string> places, bool taped = false) =>
        RowBlock.Emit(_target, _program, outputs, places, taped ? _hoisted : null);

    private KernelCode BodyWith(int[] flows) => Block(
        [
            .. _program.Body.Next.Select((n, c) => new RowOutput(n, nameof(KernelPointers.Next), c)),
            .. flows.Select(f => new RowOutput(_program.Body.Moved[f], nameof(KernelPointers.Totals), f, Adds: true)),
        ], Places, true);

    private static string FieldOf(EndKind kind) => kind switch
    {
        EndKind.Observation => nameof(KernelPointers.Observations),
        EndKind.Signal => nameof(KernelPointers.Signals),
        EndKind.Carried => nameof(KernelPointers.Carried),
        EndKind.Next => nameof(KernelPointers.Next),
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };
}

/// <summary>The blocks of the way back; every one adds to the rows of what its values depend on.</summary>
internal sealed class StagedReverseCode
{
    private readonly ProgramGraph _program;

    public StagedReverseCode(StagedCode code, ProgramGraph program)
    {
        _program = program;
        IEnumerable<RowOutput> mapped = program.End.Where(e => e.Kind == EndKind.Next)
            .Select(e => new RowOutput(program.Zero, nameof(KernelPointers.WorkAdjoint), e.Index));
        End = code.Block([.. mapped, .. Added(program.EndReverse, nameof(KernelPointers.WorkAdjoint))], true);
        Body = code.Block(BodyOutputs(), true);
        Operands = [.. code.Couplings.Select((stages, phase) => stages.Select(stage => code.Block(
            [.. stage.SelectMany<Coupling, RowOutput>(c => phase == (int)Phase.Start
                ? Outputs.Of(program, program.OperandReverse[c.Index])
                : Added(program.OperandReverse[c.Index], nameof(KernelPointers.WorkAdjoint)))],
            phase != (int)Phase.Start)).ToArray())];
        Step = code.Block(StepOutputs(), false);
        Run = code.Block(RunOutputs(), false);
        Start = code.Block(Outputs.Of(program, program.StartReverse), false, Source.StateAdjoint, nameof(KernelPointers.StateAdjoint));
    }

    public KernelCode End { get; }

    public KernelCode Body { get; }

    /// <summary>[phase][stage].</summary>
    public KernelCode[][] Operands { get; }

    public KernelCode Step { get; }

    public KernelCode Run { get; }

    public KernelCode Start { get; }

    private RowOutput[] Added(Dictionary<Node, Node> reverse, string states) => [.. reverse.Select(p => p.Key switch
    {
        { Op: Op.Leaf, Source: Source.State or Source.EndState } n => new RowOutput(p.Value, states, n.Index, true),
        { Op: Op.Leaf, Source: Source.BeginState } n => new(p.Value, nameof(KernelPointers.BeginAdjoint), n.Index, true),
        { Op: Op.Leaf, Source: Source.FlowTotal } n => new(p.Value, nameof(KernelPointers.FlowAdjoint), n.Index, true),
        { Op: Op.Leaf, Source: Source.Coupled } n => new(p.Value, nameof(KernelPointers.CoupledAdjoint), n.Index, true),
        var n => new(p.Value, nameof(KernelPointers.Sums), _program.Sums.IndexOf(n), true),
    })];

    // Overwrites the adjoints of all states and couplings of the sub-step, adds to those of what is outside of it.
    private List<RowOutput> BodyOutputs()
    {
        Dictionary<Node, Node> reverse = _program.BodyReverse;
        bool Replaced(Node n) => n is { Op: Op.Leaf, Source: Source.State or Source.Coupled };
        Node Of(Source source, int index) => reverse.Where(p => Replaced(p.Key) && p.Key.Source == source && p.Key.Index == index).Select(p => p.Value).FirstOrDefault() ?? _program.Zero;
        return
        [
            .. Enumerable.Range(0, _program.Start.Length).Select(c => new RowOutput(Of(Source.State, c), nameof(KernelPointers.WorkAdjoint), c)),
            .. _program.Couplings.All.Where(c => c.Phase == Phase.Body).Select(c => new RowOutput(Of(Source.Coupled, c.Index), nameof(KernelPointers.CoupledAdjoint), c.Index)),
            .. Added(reverse.Where(p => !Replaced(p.Key)).ToDictionary(), nameof(KernelPointers.WorkAdjoint)),
        ];
    }

    // Overwrites the adjoints of the step's parameters, passes on to those of the run, and begins the step's sums anew.
    private List<RowOutput> StepOutputs()
    {
        var outputs = new List<RowOutput>();
        Node zero = _program.Zero;
        Dictionary<(Source, int), Node> leaves = _program.StepReverse.Where(p => p.Key is { Op: Op.Leaf, Source: Source.Neural or Source.Filtered })
            .ToDictionary(p => (p.Key.Source, p.Key.Index), p => p.Value);
        for (int p = 0; p < _program.Tables.Layout.Neurals.Length; p++)
        {
            outputs.Add(new(leaves.GetValueOrDefault((Source.Neural, p)) ?? zero, nameof(KernelPointers.NeuralAdjoint), p));
        }

        foreach (Filter filter in _program.Filters.Where(f => f.Early))
        {
            outputs.Add(new(leaves.GetValueOrDefault((Source.Filtered, filter.Index)) ?? zero, nameof(KernelPointers.FilteredAdjoint), filter.Index));
        }

        outputs.AddRange(_program.StepReverse.Where(p => p.Key.Level == Level.Run).Select(p => new RowOutput(p.Value, nameof(KernelPointers.Sums), _program.Sums.IndexOf(p.Key), true)));
        outputs.AddRange(_program.Sums.Select((n, i) => (n, i)).Where(p => p.n.Level == Level.Step).Select(p => new RowOutput(zero, nameof(KernelPointers.Sums), p.i)));
        return outputs;
    }

    private List<RowOutput> RunOutputs()
    {
        KernelLayout layout = _program.Tables.Layout;
        var outputs = new List<RowOutput>();
        foreach ((string field, Source source, int count) in new[]
        {
            (nameof(KernelPointers.LearnedAdjoint), Source.Learned, layout.Learneds.Length),
            (nameof(KernelPointers.WeightAdjoint), Source.Weight, layout.WeightCount),
        })
        {
            Dictionary<int, Node> known = _program.RunReverse.Where(p => p.Key.Source == source).ToDictionary(p => p.Key.Index, p => p.Value);
            for (int q = 0; q < count; q++)
            {
                outputs.Add(new(known.GetValueOrDefault(q) ?? _program.Zero, field, q));
            }
        }

        return outputs;
    }
}
