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
    private readonly Dictionary<Node, int> _depth = [];
    private readonly HashSet<Node> _kept = [];
    private readonly Dictionary<Node, LocalBuilder> _sums = [];
    private readonly Node[] _outputs;
    private readonly List<(Node Node, int Wave)> _order;

    private BlockWriter(
        LaneWriter writer, IReadOnlyList<Node> outputs, IReadOnlyDictionary<Node, LocalBuilder> given, Func<Node, LanePlace> leaf,
        IReadOnlyDictionary<Node, Node>? taped, Func<int, LocalBuilder?>? sums)
    {
        (_writer, _leaf) = (writer, leaf);
        var graph = new Graph(20 * ProgramGraph.MaximumNodes);
        var map = new Dictionary<Node, Node>();
        Node Given(LocalBuilder local, Level level)
        {
            _given.Add(local);
            return graph.Leaf(Source.Given, _given.Count - 1, level, active: false);
        }

        foreach ((Node node, LocalBuilder local) in given)
        {
            map[node] = Given(local, node.Level);
        }

        foreach ((Node node, Node replacement) in taped ?? new Dictionary<Node, Node>())
        {
            map[node] = graph.Leaf(replacement.Source, replacement.Index, node.Level, active: false);
        }

        Elementary.Lower(outputs, graph, map);
        _outputs = [.. outputs.Select(o => map[o])];
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (sums?.Invoke(i) is { } sum)
            {
                _outputs[i] = graph.Add(_outputs[i], Given(sum, Level.End));
                _sums[_outputs[i]] = sum;
            }
        }

        _order = InWaves(_outputs);
        foreach ((Node node, _) in _order)
        {
            node.ForEachOperand(o => _uses[o] = _uses.GetValueOrDefault(o) + 1);
        }

        _kept.UnionWith(_outputs);
    }

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
        return Write(writer, outputs, [given], (_, node) => leaf(node), taped)[0];
    }

    /// <summary>The same for every vector of the writer, with the hyperbolic tangents of all of them together.</summary>
    /// <param name="writer">Where the code goes.</param>
    /// <param name="outputs">Nodes of the model's graph.</param>
    /// <param name="given">By vector.</param>
    /// <param name="leaf">By vector.</param>
    /// <param name="taped">Nodes that are leaves here, and what leaf.</param>
    /// <param name="sums">By vector and output: the local that the output is added to, which then takes the place of a rented one; or null.</param>
    public static LocalBuilder[][] Write(
        LaneWriter writer, IReadOnlyList<Node> outputs, IReadOnlyList<IReadOnlyDictionary<Node, LocalBuilder>> given, Func<int, Node, LanePlace> leaf,
        IReadOnlyDictionary<Node, Node>? taped = null, Func<int, int, LocalBuilder?>? sums = null)
    {
        int own = writer.Vector;
        BlockWriter[] blocks = [.. given.Select((g, v) => new BlockWriter(writer, outputs, g, node => leaf(v, node), taped, sums is null ? null : i => sums(v, i)))];
        int waves = blocks[0]._order.Select(o => o.Wave).DefaultIfEmpty(0).Max();
        for (int wave = 0; wave <= waves; wave++)
        {
            WriteTanh(writer, blocks, own, wave);
            for (int v = 0; v < blocks.Length; v++)
            {
                writer.Vector = own + v;
                blocks[v].Write(wave);
            }
        }

        var results = new LocalBuilder[blocks.Length][];
        for (int v = 0; v < blocks.Length; v++)
        {
            writer.Vector = own + v;
            results[v] = blocks[v].Results();
        }

        writer.Vector = own;
        return results;
    }

    private static void WriteTanh(LaneWriter writer, BlockWriter[] blocks, int first, int wave)
    {
        var arguments = new List<Action>();
        var results = new List<LocalBuilder>();
        foreach ((int v, BlockWriter block) in blocks.Index())
        {
            foreach (Node node in block._order.Where(o => o.Wave == wave && o.Node.Op == Op.Tanh).Select(o => o.Node))
            {
                arguments.Add(() =>
                {
                    writer.Vector = first + v;
                    block.Push(node.A!);
                });
                results.Add(block._locals[node] = writer.Rent());
                block._depth[node] = 0;
            }
        }

        if (arguments.Count > 0)
        {
            writer.Tanh(arguments, results);
        }
    }

    // All of a wave but its hyperbolic tangents.
    private void Write(int wave)
    {
        foreach (Node node in _order.Where(o => o.Wave == wave && o.Node.Op != Op.Tanh).Select(o => o.Node))
        {
            int below = 0;
            node.ForEachOperand(o => below = Math.Max(below, _depth[o]));
            bool leaf = node.Op == Op.Constant || (node.Op == Op.Leaf && PlaceOf(node).Local is not null);
            bool local = !leaf && (_kept.Contains(node) || _uses.GetValueOrDefault(node) > 1 || below >= DeepestTree);
            _depth[node] = local || leaf ? 0 : below + 1;
            if (local)
            {
                PushOperation(node);
                _locals[node] = _sums.GetValueOrDefault(node) ?? _writer.Rent();
                _writer.Pop(_locals[node]);
            }
        }
    }

    private LocalBuilder[] Results()
    {
        var results = new LocalBuilder[_outputs.Length];
        var taken = new HashSet<Node>();
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (_locals.TryGetValue(_outputs[i], out LocalBuilder? own) && taken.Add(_outputs[i]))
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
                PushOperation(_outputs[i]);
            }

            results[i] = _writer.Rent();
            _writer.Pop(results[i]);
        }

        return results;
    }

    // Every value shortly before it is needed, so that few are alive at a time. Hyperbolic tangents that do not need each other come together: of
    // a closure's hidden units. A wave is what needs as many of them one after the other.
    private static List<(Node Node, int Wave)> InWaves(Node[] outputs)
    {
        var waves = new Dictionary<Node, int>();
        var order = new List<(Node Node, int Wave)>();
        var open = new Stack<(Node Node, bool Ready)>(outputs.Reverse().Select(o => (o, false)));
        while (open.TryPop(out (Node Node, bool Ready) next))
        {
            Node node = next.Node;
            if (waves.ContainsKey(node))
            {
                continue;
            }

            if (next.Ready)
            {
                int below = 0;
                node.ForEachOperand(o => below = Math.Max(below, waves[o]));
                waves.Add(node, below + (node.Op == Op.Tanh ? 1 : 0));
                order.Add((node, waves[node]));
                continue;
            }

            open.Push((node, true));
            var operands = new List<Node>();
            node.ForEachOperand(operands.Add);
            for (int i = operands.Count - 1; i >= 0; i--)
            {
                open.Push((operands[i], false));
            }
        }

        return [.. order.OrderBy(o => o.Wave)];
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
