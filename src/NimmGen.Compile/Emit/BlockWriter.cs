using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>Where a block finds a leaf: in a local, or by code that pushes it.</summary>
internal readonly record struct LanePlace(LocalBuilder? Local, Action? Push)
{
    public static LanePlace In(LocalBuilder local) => new(local, null);

    public static LanePlace Loaded(Action push) => new(null, push);
}

/// <summary>
/// Writes straight-line code for some nodes: functions written out, values that are used once kept on the stack, products and sums
/// contracted to fused multiply-adds, locals given back after their last use.
/// </summary>
internal sealed class BlockWriter
{
    // The just-in-time compiler walks expression trees recursively.
    private const int DeepestTree = 24;

    private readonly LaneWriter _writer;
    private readonly Func<Node, LanePlace> _leaf;
    private readonly List<LocalBuilder> _given = [];
    private readonly Dictionary<Node, LocalBuilder> _locals = [];
    private readonly Dictionary<Node, int> _uses = [];
    private readonly HashSet<Node> _kept = [];

    private BlockWriter(LaneWriter writer, Func<Node, LanePlace> leaf) => (_writer, _leaf) = (writer, leaf);

    /// <summary>The outputs, each in a rented local of its own.</summary>
    /// <param name="writer">Where the code goes.</param>
    /// <param name="outputs">Nodes of the model's graph.</param>
    /// <param name="given">Nodes whose values are in locals already.</param>
    /// <param name="leaf">Where leaves that are not given are.</param>
    /// <param name="taped">Nodes that are leaves here, and what leaf.</param>
    public static LocalBuilder[] Write(
        LaneWriter writer, IReadOnlyList<Node> outputs, IReadOnlyDictionary<Node, LocalBuilder> given, Func<Node, LanePlace> leaf,
        IReadOnlyDictionary<Node, Node>? taped = null)
    {
        var block = new BlockWriter(writer, leaf);
        var graph = new Graph(20 * ProgramGraph.MaximumNodes);
        var map = new Dictionary<Node, Node>();
        foreach ((Node node, LocalBuilder local) in given)
        {
            map[node] = graph.Leaf(Source.Given, block._given.Count, node.Level, active: false);
            block._given.Add(local);
        }

        foreach ((Node node, Node replacement) in taped ?? new Dictionary<Node, Node>())
        {
            map[node] = graph.Leaf(replacement.Source, replacement.Index, node.Level, active: false);
        }

        Elementary.Lower(outputs, graph, map);
        return block.Write([.. outputs.Select(o => map[o])]);
    }

    private LocalBuilder[] Write(Node[] outputs)
    {
        List<(Node Node, int Wave)> order = InWaves(Node.Below(outputs, _ => false));
        foreach ((Node node, _) in order)
        {
            node.ForEachOperand(o => _uses[o] = _uses.GetValueOrDefault(o) + 1);
        }

        foreach (Node output in outputs)
        {
            _kept.Add(output);
        }

        var depth = new Dictionary<Node, int>();
        int done = 0;
        foreach ((Node node, int wave) in order)
        {
            if (node.Op == Op.Tanh)
            {
                if (wave > done)
                {
                    PushTanh([.. order.Where(o => o.Wave == wave && o.Node.Op == Op.Tanh).Select(o => o.Node)]);
                    done = wave;
                }

                depth[node] = 0;
                continue;
            }

            int below = 0;
            node.ForEachOperand(o => below = Math.Max(below, depth[o]));
            bool leaf = node.Op == Op.Constant || (node.Op == Op.Leaf && PlaceOf(node).Local is not null);
            bool local = !leaf && (_kept.Contains(node) || _uses.GetValueOrDefault(node) > 1 || below >= DeepestTree);
            depth[node] = local || leaf ? 0 : below + 1;
            if (local)
            {
                PushOperation(node);
                _locals[node] = _writer.Rent();
                _writer.Pop(_locals[node]);
            }
        }

        var results = new LocalBuilder[outputs.Length];
        var taken = new HashSet<Node>();
        for (int i = 0; i < outputs.Length; i++)
        {
            if (_locals.TryGetValue(outputs[i], out LocalBuilder? own) && taken.Add(outputs[i]))
            {
                results[i] = own;
                continue;
            }

            if (own is not null)
            {
                _writer.Push(own);
            }
            else
            {
                PushOperation(outputs[i]);
            }

            results[i] = _writer.Rent();
            _writer.Pop(results[i]);
        }

        return results;
    }

    // Hyperbolic tangents that do not need each other come together: of a closure's hidden units. A wave is what needs as many of them one after the other.
    private static List<(Node Node, int Wave)> InWaves(List<Node> order)
    {
        var waves = new Dictionary<Node, int>();
        foreach (Node node in order)
        {
            int wave = node.Op == Op.Tanh ? 1 : 0, below = 0;
            node.ForEachOperand(o => below = Math.Max(below, waves[o]));
            waves[node] = below + wave;
        }

        return [.. order.OrderBy(n => waves[n]).ThenBy(n => n.Op == Op.Tanh ? 0 : 1).ThenBy(n => n.Id).Select(n => (n, waves[n]))];
    }

    private void PushTanh(Node[] nodes)
    {
        LocalBuilder[] results = [.. nodes.Select(_ => _writer.Rent())];
        _writer.Tanh([.. nodes.Select<Node, Action>(n => () => Push(n.A!))], results);
        for (int i = 0; i < nodes.Length; i++)
        {
            _locals[nodes[i]] = results[i];
        }
    }

    private LanePlace PlaceOf(Node leaf) => leaf.Source == Source.Given ? LanePlace.In(_given[leaf.Index]) : _leaf(leaf);

    private void Push(Node node)
    {
        if (_locals.TryGetValue(node, out LocalBuilder? local))
        {
            _writer.Push(local);
            if (--_uses[node] == 0 && !_kept.Contains(node))
            {
                _writer.Free(local);
            }
        }
        else
        {
            PushOperation(node);
        }
    }

    private void PushOperation(Node node)
    {
        switch (node.Op)
        {
            case Op.Constant:
                _writer.Push(node.Value);
                break;
            case Op.Leaf:
                LanePlace place = PlaceOf(node);
                if (place.Local is not null)
                {
                    _writer.Push(place.Local);
                }
                else
                {
                    place.Push!();
                }

                break;
            case Op.Multiply when node.A!.Is(-1):
                Push(node.B!);
                _writer.Call("Negate");
                break;
            case Op.Add when IsProduct(node.B!):
                Contract("FusedMultiplyAdd", node.B!, node.A!);
                break;
            case Op.Add when IsProduct(node.A!):
                Contract("FusedMultiplyAdd", node.A!, node.B!);
                break;
            case Op.Subtract when IsProduct(node.B!):
                Contract("FusedNegateMultiplyAdd", node.B!, node.A!);
                break;
            case Op.Subtract when IsProduct(node.A!):
                Contract("FusedMultiplySubtract", node.A!, node.B!);
                break;
            default:
                node.ForEachOperand(Push);
                _writer.Call(node.Op.ToString());
                break;
        }
    }

    private bool IsProduct(Node node) => node.Op == Op.Multiply && !node.A!.Is(-1) && !_locals.ContainsKey(node);

    private void Contract(string operation, Node product, Node addend)
    {
        Push(product.A!);
        Push(product.B!);
        Push(addend);
        _writer.Call(operation);
    }
}
