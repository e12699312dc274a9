namespace NimmGen.Compile;

/// <summary>What a node of the graph computes, lane by lane.</summary>
internal enum Op
{
    Constant,
    Leaf,
    Add,
    Subtract,
    Multiply,
    Reciprocal,
    Exp,

    /// <summary>exp(a) - 1, accurate for small a.</summary>
    Expm1,
    Log,
    Sqrt,
    Sin,
    Cos,
    Tanh,
    Power,
    Min,
    Max,

    /// <summary>1 where a is at most b, else 0.</summary>
    LessOrEqual,

    /// <summary>phi(z) = (1 - exp(-z)) / z.</summary>
    Phi,

    /// <summary>The derivative of phi at a, given b = phi(a) and c = exp(-a) - 1.</summary>
    PhiSlope,

    // Only after Elementary has written the functions out:
    FusedMultiplyAdd,
    Absolute,
    Round,

    /// <summary>2 to the whole number a, which is between -1022 and 1024 (1024 gives infinity).</summary>
    PowerOfTwo,

    /// <summary>c where a is less than b, else d.</summary>
    Select,

    /// <summary>The smaller of a and b; b where one is not a number.</summary>
    ClampBelow,

    /// <summary>The larger of a and b; b where one is not a number.</summary>
    ClampAbove,
}

/// <summary>Where a leaf gets its value.</summary>
internal enum Source
{
    None,
    Learned,
    Neural,
    Input,

    /// <summary>A weight of a closure.</summary>
    Weight,

    /// <summary>Days of a sub-step, where they are chosen as the simulation goes.</summary>
    SubStepDays,

    /// <summary>What a scenario multiplies a symbol by.</summary>
    Multiplier,

    /// <summary>A delayed or smoothed signal.</summary>
    Filtered,

    /// <summary>What other locations contribute: a row of a matrix times a term, or a sum.</summary>
    Coupled,

    /// <summary>A state at the beginning of a sub-step, in base units.</summary>
    State,

    /// <summary>A state at the beginning of the data step, in base units.</summary>
    BeginState,

    /// <summary>A state at the end of the data step, in base units.</summary>
    EndState,

    /// <summary>What a flow moved in the data step, in base units.</summary>
    FlowTotal,

    ObservationAdjoint,
    StateAdjoint,
    FlowAdjoint,
    SignalAdjoint,
    CarriedAdjoint,
    DelayTimeAdjoint,

    /// <summary>The adjoint of what is sent to other locations.</summary>
    OperandAdjoint,

    /// <summary>The adjoint of a value that an outer level computed, summed over the inner level.</summary>
    Sum,

    /// <summary>A value that an earlier block left in a local.</summary>
    Given,

    /// <summary>A value that the forward sub-steps left for the reverse ones.</summary>
    Tape,
}

/// <summary>How often a value changes; a value has the highest level of its operands.</summary>
internal enum Level
{
    Constant,

    /// <summary>Once: depends on learned values only.</summary>
    Run,

    /// <summary>Every data step: neural parameters and inputs.</summary>
    Step,

    /// <summary>Every sub-step: states.</summary>
    SubStep,

    /// <summary>At the end of the data step.</summary>
    End,

    /// <summary>When all data steps are done: what delayed signals are needed for.</summary>
    Late,
}

/// <summary>One value of the expression graph. Operands have smaller ids; equal values are the same object.</summary>
internal sealed class Node(int id, Op op, Node? a, Node? b, Node? c, Node? d, double value, Source source, int index, Level level, bool active)
{
    public int Id { get; } = id;

    public Op Op { get; } = op;

    public Node? A { get; } = a;

    public Node? B { get; } = b;

    public Node? C { get; } = c;

    public Node? D { get; } = d;

    /// <summary>The value of a constant.</summary>
    public double Value { get; } = value;

    public Source Source { get; } = source;

    /// <summary>Which one of its source.</summary>
    public int Index { get; } = index;

    public Level Level { get; } = level;

    /// <summary>True where a derivative with respect to it can be asked for: it depends on states or trainable values.</summary>
    public bool Active { get; } = active;

    public bool Is(double constant) => Op == Op.Constant && Value == constant;

    public void ForEachOperand(Action<Node> action)
    {
        if (A is not null)
        {
            action(A);
        }

        if (B is not null)
        {
            action(B);
        }

        if (C is not null)
        {
            action(C);
        }

        if (D is not null)
        {
            action(D);
        }
    }

    /// <summary>All nodes that the roots need, operands first; nodes for which <paramref name="stop"/> holds are left out with what is below.</summary>
    public static List<Node> Below(IEnumerable<Node> roots, Func<Node, bool> stop)
    {
        var seen = new HashSet<Node>();
        var found = new List<Node>();
        var open = new Stack<Node>(roots);
        while (open.TryPop(out Node? node))
        {
            if (!stop(node) && seen.Add(node))
            {
                found.Add(node);
                node.ForEachOperand(open.Push);
            }
        }

        found.Sort(static (x, y) => x.Id.CompareTo(y.Id));
        return found;
    }
}
