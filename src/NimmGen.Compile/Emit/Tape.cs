namespace NimmGen.Compile;

/// <summary>What a forward sub-step leaves for its reverse: the states that it needs, and values that cost more than a load.</summary>
internal sealed class Tape
{
    public Tape(ProgramGraph program)
    {
        HashSet<Node> forward = [.. Node.Below([.. program.Body.Next, .. program.Body.Moved], n => n.Level <= Level.Step)];
        bool Stored(Node n) => n.Level == Level.SubStep && forward.Contains(n) && n.Op is Op.Reciprocal or Op.Exp or Op.Expm1 or Op.Log or Op.Sqrt
            or Op.Sin or Op.Cos or Op.Tanh or Op.Power or Op.Phi;
        var nodes = new List<Node>();
        var kept = new HashSet<Node>();
        List<Node> rest = Node.Below(program.BodyReverse.Values, n =>
        {
            if (Stored(n) && kept.Add(n))
            {
                nodes.Add(n);
            }

            return n.Level <= Level.Step || kept.Contains(n);
        });
        Nodes = [.. nodes.OrderBy(n => n.Id)];
        States = [.. rest.Where(n => n is { Op: Op.Leaf, Source: Source.State }).Select(n => n.Index).Distinct().Order()];
        Leaves = Nodes.Select((n, i) => (Node: n, Leaf: new Node(-1, Op.Leaf, null, null, null, null, 0, Source.Tape, i, Level.SubStep, false)))
            .ToDictionary(p => p.Node, p => p.Leaf);
    }

    /// <summary>Indices of the states, in the first slots.</summary>
    public int[] States { get; }

    /// <summary>Nodes of the sub-step, in the slots after.</summary>
    public Node[] Nodes { get; }

    /// <summary>What stands for those nodes in the reverse sub-step.</summary>
    public Dictionary<Node, Node> Leaves { get; }

    public int Slots => States.Length + Nodes.Length;
}
