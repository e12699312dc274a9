namespace NimmGen.Compile;

/// <summary>
/// The modified Patankar-Runge-Kutta scheme MPRK22(1) of Burchard, Deleersnijder and Meister (Applied Numerical Mathematics 47:1-30, 2003,
/// doi:10.1016/S0168-9274(03)00101-6) for the flows: second order, positive and conserving for any step. With hazards h a flow j -> i is the
/// production h(y) y_j of i and the destruction of j, weighted by what is left of y_j:
/// stage 1: y1_i = y_i + dt (in_i(y) + sum over j of h_ji(y) y1_j - sum over k of h_ik(y) y1_i);
/// stage 2: the same with the mean of h(y) y_j / y1_j and h(y1) in place of h(y), for the result.
/// Both are linear systems of M-matrices, solved by <see cref="FlowSystem"/>.
/// Growth takes the mean rate in the exponent and Rate the mean (Heun 1900). Where the model is stiff they are linearly implicit
/// in their own Jacobian's diagonal, by ROS2 (Verwer et al., SIAM J. Sci. Comput. 20:1456-1480, 1999), of second order for any such matrix.
/// </summary>
internal sealed class PatankarScheme(Graph graph, ModelTables tables, Node step, Func<Func<int, Node>, Terms> terms, Mechanics mechanics)
{
    private const double Empty = 1e-100;

    // Of the two values 1 +- 1/sqrt(2) that make ROS2 L-stable, the one with the smaller error.
    private static readonly double Gamma = 1 - Math.Sqrt(0.5);

    public SubStep Build(Node[] y, bool stiff)
    {
        Terms now = terms(i => y[i]);
        Exit[] before = [.. mechanics.Exits(now, y)];
        Node[] rates = [.. mechanics.Equations.Select(e => now.Of(e.Rate))];
        Node[] damping = [.. mechanics.Equations.Select((e, i) => stiff ? Damping(rates[i], y[e.State], e.PerCapita) : graph.Constant(1))];
        Node[] slopes = [.. rates.Select((r, i) => graph.Multiply(r, damping[i]))];
        Node[] y1 = Advance(y, now, before, [.. before.Select(e => e.Hazard)], Inflows(now), slopes).Next;

        Terms then = terms(i => y1[i]);
        Exit[] after = [.. mechanics.Exits(then, y1)];
        Node[] hazards = [.. before.Zip(after, (a, b) => Mean(graph.Multiply(a.Hazard, Ratio(y[a.From], y1[a.From])), b.Hazard))];
        Node[] inflows = [.. Inflows(now).Zip(Inflows(then), Mean)];
        Node[] means = new Node[rates.Length];
        for (int i = 0; i < means.Length; i++)
        {
            // k2 = D (f(y1) - 2 k1), y + dt (3 k1 + k2) / 2; without damping that is Heun's mean.
            Node rate = then.Of(mechanics.Equations[i].Rate);
            Node two = graph.Multiply(damping[i], graph.Subtract(rate, graph.Multiply(graph.Constant(2), slopes[i])));
            means[i] = graph.Add(graph.Multiply(graph.Constant(1.5), slopes[i]), graph.Multiply(graph.Constant(0.5), two));
        }

        return Advance(y, now, before, hazards, inflows, means, MeanFlowHazards(before, y, y1, after, now, then, hazards));
    }

    private SubStep Advance(
        Node[] y, Terms now, Exit[] exits, Node[] hazards, Node[] inflows, Node[] slopes, Node[]? flowHazards = null)
    {
        flowHazards ??= FlowHazards(exits, hazards, now);
        var system = new FlowSystem(graph, y.Length);
        for (int e = 0; e < exits.Length; e++)
        {
            foreach (int flow in exits[e].Flows)
            {
                int? to = tables.Flows[flow].To is { } name ? tables.States[name] : null;
                system.Move(exits[e].From, to, graph.Multiply(step, flowHazards[flow]));
            }
        }

        Node[] right = [.. y], moved = new Node[tables.Flows.Count];
        for (int f = 0; f < moved.Length; f++)
        {
            if (tables.Flows[f] is { From: null, To: { } to })
            {
                moved[f] = graph.Multiply(inflows[f], step);
                right[tables.States[to]] = graph.Add(right[tables.States[to]], moved[f]);
            }
        }

        Node[] next = system.Solve(right);
        foreach (Exit exit in exits)
        {
            foreach (int flow in exit.Flows)
            {
                moved[flow] = graph.Multiply(graph.Multiply(step, flowHazards[flow]), next[exit.From]);
            }
        }

        for (int i = 0; i < slopes.Length; i++)
        {
            (int q, _, bool perCapita) = mechanics.Equations[i];
            Node change = graph.Multiply(slopes[i], step);
            next[q] = perCapita ? graph.Multiply(y[q], graph.Function(Op.Exp, change)) : graph.Add(y[q], change);
        }

        mechanics.AddTotals(y, next, moved);
        return new(next, moved);
    }

    private Node[] FlowHazards(Exit[] exits, Node[] hazards, Terms now)
    {
        var result = new Node[tables.Flows.Count];
        for (int e = 0; e < exits.Length; e++)
        {
            foreach (int flow in exits[e].Flows)
            {
                result[flow] = tables.Flows[flow].Share is { } share ? graph.Multiply(hazards[e], now.Of(share)) : hazards[e];
            }
        }

        return result;
    }

    // A split's share belongs to its flow: the mean is taken of the products, so that the two flows still add up to the exit.
    private Node[] MeanFlowHazards(Exit[] before, Node[] y, Node[] y1, Exit[] after, Terms now, Terms then, Node[] hazards)
    {
        var result = new Node[tables.Flows.Count];
        for (int e = 0; e < before.Length; e++)
        {
            foreach (int flow in before[e].Flows)
            {
                result[flow] = tables.Flows[flow].Share is not { } share
                    ? hazards[e]
                    : Mean(
                        graph.Multiply(graph.Multiply(before[e].Hazard, now.Of(share)), Ratio(y[before[e].From], y1[before[e].From])),
                        graph.Multiply(after[e].Hazard, then.Of(share)));
            }
        }

        return result;
    }

    private Node[] Inflows(Terms at) => [.. tables.Flows.Select(f => f.From is null ? at.Of(f.Rate) : graph.Constant(0))];

    private Node Mean(Node a, Node b) => graph.Multiply(graph.Constant(0.5), graph.Add(a, b));

    // y / y1, and 1 where both are nothing.
    private Node Ratio(Node y, Node y1) => graph.Divide(AtLeastEmpty(y), AtLeastEmpty(y1));

    private Node AtLeastEmpty(Node y) => graph.Pair(Op.Max, y, graph.Constant(Empty));

    // 1 / (1 - gamma dt J) where J, the slope of the rate (of a growth: by the logarithm), pulls back; else 1.
    private Node Damping(Node rate, Node state, bool perCapita)
    {
        Dictionary<Node, Node> slopes = Adjoints.Of(graph, [(rate, graph.Constant(1))], _ => false);
        if (!slopes.TryGetValue(state, out Node? slope))
        {
            return graph.Constant(1);
        }

        slope = perCapita ? graph.Multiply(slope, state) : slope;
        Node pull = graph.Pair(Op.Max, graph.Negate(slope), graph.Constant(0));
        return graph.Reciprocal(graph.Add(graph.Constant(1), graph.Multiply(graph.Multiply(graph.Constant(Gamma), step), pull)));
    }
}
