using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>One sub-step: states after it and what each flow moved, both in base units.</summary>
internal sealed record SubStep(Node[] Next, Node[] Moved);

/// <summary>
/// Cuts time into sub-steps. Hazard: exits of a compartment with hazards h_k, H = sum h_k, take x (1 - exp(-H dt)) in proportion
/// h_k / H, all from the state at the sub-step's start (the mean of the competing-risks process; first order, positive and conserving
/// for any dt). RungeKutta4: the classical method of Kutta (1901), flows and states with the same weights. Euler: forward differences.
/// </summary>
internal sealed class Discretisation(Graph graph, ModelTables tables, double dt)
{
    // Below it, in base units, a transfer no longer grows its hazard: keeps an empty source finite.
    private const double LeastStock = 1e-9;

    private readonly record struct Exit(Expression Hazard, List<int> Flows);

    public SubStep Build()
    {
        Node[] states = [.. Enumerable.Range(0, tables.States.Count).Select(i => graph.Leaf(Source.State, i, Level.SubStep, active: true))];
        return tables.Model.Scheme switch
        {
            Scheme.Hazard => WithMaps(Hazard(states), states),
            Scheme.RungeKutta4 => WithMaps(RungeKutta4(states), states),
            Scheme.Euler => WithMaps(Advance(states, Rates(states), dt), states),
            _ => throw new ModelNotCompilableException($"unknown scheme {tables.Model.Scheme}"),
        };
    }

    // A quantity with a map is what the map makes of the states at the beginning of the step.
    private SubStep WithMaps(SubStep step, Node[] states)
    {
        var terms = new Terms(graph, tables, i => states[i]);
        foreach (NextStatement next in tables.Model.Statements.OfType<NextStatement>())
        {
            step.Next[Quantity(next.Quantity, "Next")] = terms.Of(next.Value);
        }

        return step;
    }

    private SubStep Hazard(Node[] states)
    {
        var terms = new Terms(graph, tables, i => states[i]);
        Node step = graph.Constant(dt);
        Node[] next = [.. states], moved = new Node[tables.Flows.Count];
        foreach (IGrouping<int, Exit> exits in Exits().GroupBy(e => tables.State(tables.Flows[e.Flows[0]].From!, "flow")))
        {
            Node x = states[exits.Key];

            // An amount a time is a hazard of amount over stock, so that what is there limits it.
            (Exit Exit, Node Hazard)[] hazards = [.. exits.Select(e => (e, tables.Flows[e.Flows[0]].PerCapita
                ? terms.Of(e.Hazard)
                : graph.Divide(terms.Of(e.Hazard), graph.Pair(Op.Max, x, graph.Constant(LeastStock)))))];
            Node z = graph.Multiply(hazards.Select(h => h.Hazard).Aggregate(graph.Add), step);
            Node change = graph.Multiply(x, graph.Function(Op.Expm1, graph.Negate(z)));
            next[exits.Key] = graph.Add(x, change);
            foreach ((Exit exit, Node hazard) in hazards)
            {
                Node amount = hazards.Length == 1
                    ? graph.Negate(change)
                    : graph.Multiply(graph.Multiply(hazard, graph.Multiply(step, graph.Function(Op.Phi, z))), x);
                foreach (int flow in exit.Flows)
                {
                    moved[flow] = tables.Flows[flow].Share is { } share ? graph.Multiply(amount, terms.Of(share)) : amount;
                }
            }
        }

        for (int f = 0; f < moved.Length; f++)
        {
            FlowEdge flow = tables.Flows[f];
            moved[f] ??= graph.Multiply(terms.Of(flow.Rate), step);
            if (flow.To is not null)
            {
                int to = tables.States[flow.To];
                next[to] = graph.Add(next[to], moved[f]);
            }
        }

        foreach ((int q, Expression rate, bool perCapita) in Equations())
        {
            Node change = graph.Multiply(terms.Of(rate), step);
            next[q] = perCapita ? graph.Multiply(states[q], graph.Function(Op.Exp, change)) : graph.Add(states[q], change);
        }

        return new(next, moved);
    }

    private SubStep RungeKutta4(Node[] x)
    {
        Derivative k1 = Rates(x);
        Derivative k2 = Rates(Advance(x, k1, dt / 2).Next);
        Derivative k3 = Rates(Advance(x, k2, dt / 2).Next);
        Derivative k4 = Rates(Advance(x, k3, dt).Next);
        Node[] Mean(Func<Derivative, Node[]> part) =>
            [.. part(k1).Select((_, i) => graph.Multiply(
                graph.Add(graph.Add(part(k1)[i], graph.Multiply(graph.Constant(2), graph.Add(part(k2)[i], part(k3)[i]))), part(k4)[i]),
                graph.Constant(1.0 / 6)))];
        return Advance(x, new(Mean(k => k.Flows), Mean(k => k.Equations)), dt);
    }

    /// <summary>Amounts a day of each flow, and of each equation in the order of <see cref="Equations"/>.</summary>
    private sealed record Derivative(Node[] Flows, Node[] Equations);

    private Derivative Rates(Node[] states)
    {
        var terms = new Terms(graph, tables, i => states[i]);
        Node Rate(FlowEdge flow)
        {
            Node rate = terms.Of(flow.Rate);
            rate = flow.PerCapita ? graph.Multiply(rate, states[tables.States[flow.From!]])
                : flow.From is null ? rate
                : graph.Pair(Op.Min, rate, graph.Pair(Op.Max, graph.Constant(0), graph.Multiply(states[tables.States[flow.From]], graph.Constant(1 / dt))));
            return flow.Share is null ? rate : graph.Multiply(rate, terms.Of(flow.Share));
        }

        return new(
            [.. tables.Flows.Select(Rate)],
            [.. Equations().Select(e => e.PerCapita ? graph.Multiply(terms.Of(e.Rate), states[e.State]) : terms.Of(e.Rate))]);
    }

    private SubStep Advance(Node[] states, Derivative rates, double days)
    {
        Node step = graph.Constant(days);
        Node[] next = [.. states], moved = [.. rates.Flows.Select(r => graph.Multiply(r, step))];
        for (int f = 0; f < moved.Length; f++)
        {
            if (tables.Flows[f].From is { } from)
            {
                next[tables.States[from]] = graph.Subtract(next[tables.States[from]], moved[f]);
            }

            if (tables.Flows[f].To is { } to)
            {
                next[tables.States[to]] = graph.Add(next[tables.States[to]], moved[f]);
            }
        }

        foreach (((int q, _, _), Node rate) in Equations().Zip(rates.Equations))
        {
            next[q] = graph.Add(next[q], graph.Multiply(rate, step));
        }

        return new(next, moved);
    }

    // A split is one exit with two flows; every other flow from a compartment is an exit of its own.
    private IEnumerable<Exit> Exits() => Enumerable.Range(0, tables.Flows.Count)
        .Where(f => tables.Flows[f].From is not null)
        .GroupBy(f => tables.Flows[f].Statement, ReferenceEqualityComparer.Instance)
        .Select(g => new Exit(tables.Flows[g.First()].Rate, [.. g]));

    private List<(int State, Expression Rate, bool PerCapita)> Equations()
    {
        var equations = new List<(int State, Expression Rate, bool PerCapita)>();
        foreach (Statement statement in tables.Model.Statements)
        {
            switch (statement)
            {
                case GrowthStatement g:
                    equations.Add((Quantity(g.Quantity, "Growth"), g.PerCapita, true));
                    break;
                case RateStatement r:
                    equations.Add((Quantity(r.Quantity, "Rate"), r.Rate, false));
                    break;
            }
        }

        return equations.Select(e => e.State).Distinct().Count() == equations.Count
            ? equations
            : throw new ModelNotCompilableException("a quantity has two equations (Growth or Rate)");
    }

    private int Quantity(string name, string statement) =>
        name is not null && tables.Symbols.GetValueOrDefault(name) is QuantitySymbol
            ? tables.States[name]
            : throw new ModelNotCompilableException($"{statement}: '{name}' is not a quantity of the model");
}
