namespace NimmGen.Compile;

/// <summary>
/// Reverse-mode differentiation of a graph, symbolically (Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008,
/// chapter 3): the derivatives are nodes of the same graph and share what they can with the values.
/// </summary>
internal static class Adjoints
{
    // Keeps a derivative finite where a root or a power touches zero.
    private const double Tiny = 1e-150;

    /// <summary>
    /// Adjoints of the nodes for which <paramref name="stop"/> holds (leaves always stop), given the adjoints of the outputs.
    /// A stop node gets an entry only if an output depends on it.
    /// </summary>
    public static Dictionary<Node, Node> Of(Graph graph, IReadOnlyList<(Node Output, Node Seed)> outputs, Func<Node, bool> stop)
    {
        var adjoints = new Dictionary<Node, Node>();
        void Accumulate(Node? node, Node adjoint)
        {
            if (node is { Active: true } && !adjoint.Is(0))
            {
                adjoints[node] = adjoints.TryGetValue(node, out Node? sum) ? graph.Add(sum, adjoint) : adjoint;
            }
        }

        foreach ((Node output, Node seed) in outputs)
        {
            Accumulate(output, seed);
        }

        List<Node> order = Node.Below(outputs.Select(o => o.Output), n => !n.Active || n.Op == Op.Leaf || stop(n));
        for (int i = order.Count - 1; i >= 0; i--)
        {
            if (adjoints.Remove(order[i], out Node? adjoint))
            {
                Propagate(graph, order[i], adjoint, Accumulate);
            }
        }

        return adjoints;
    }

    private static void Propagate(Graph graph, Node n, Node g, Action<Node?, Node> accumulate)
    {
        Node a = n.A!;
        Node Times(Node x) => graph.Multiply(g, x);
        switch (n.Op)
        {
            case Op.Add:
                accumulate(a, g);
                accumulate(n.B, g);
                break;
            case Op.Subtract:
                accumulate(a, g);
                accumulate(n.B, graph.Negate(g));
                break;
            case Op.Multiply:
                accumulate(a, Times(n.B!));
                accumulate(n.B, Times(a));
                break;
            case Op.Reciprocal:
                accumulate(a, graph.Negate(Times(graph.Multiply(n, n))));
                break;
            case Op.Exp:
                accumulate(a, Times(n));
                break;
            case Op.Expm1:
                accumulate(a, Times(graph.Add(n, graph.Constant(1))));
                break;
            case Op.Log:
                accumulate(a, Times(graph.Reciprocal(a)));
                break;
            case Op.Sqrt:
                accumulate(a, Times(graph.Multiply(graph.Constant(0.5), graph.Reciprocal(AtLeastTiny(graph, n)))));
                break;
            case Op.Sin:
                accumulate(a, Times(graph.Function(Op.Cos, a)));
                break;
            case Op.Cos:
                accumulate(a, graph.Negate(Times(graph.Function(Op.Sin, a))));
                break;
            case Op.Tanh:
                // A hidden unit passes it on to every weight and argument.
                accumulate(a, graph.Whole(g, graph.Subtract(graph.Constant(1), graph.Multiply(n, n))));
                break;
            case Op.Power:
                Node below = AtLeastTiny(graph, a);
                accumulate(a, Times(graph.Multiply(n.B!, graph.Power(below, graph.Subtract(n.B!, graph.Constant(1))))));
                accumulate(n.B, Times(graph.Multiply(n, graph.Function(Op.Log, below))));
                break;
            case Op.Min or Op.Max or Op.ClampAbove or Op.ClampBelow:
                // Where both are equal the left operand counts.
                Node left = Times(n.Op is Op.Min or Op.ClampBelow ? graph.Pair(Op.LessOrEqual, a, n.B!) : graph.Pair(Op.LessOrEqual, n.B!, a));
                accumulate(a, left);
                accumulate(n.B, graph.Subtract(g, left));
                break;
            case Op.Phi:
                accumulate(a, Times(graph.PhiSlope(a, n, graph.Function(Op.Expm1, graph.Negate(a)))));
                break;
            case Op.LessOrEqual:
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{n.Op} is not differentiated");
        }
    }

    private static Node AtLeastTiny(Graph graph, Node a) => graph.Pair(Op.ClampAbove, graph.Constant(Tiny), a);
}
