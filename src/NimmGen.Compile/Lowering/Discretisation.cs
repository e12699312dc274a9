using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>One sub-step: states after it and what each flow moved, both in base units.</summary>
internal sealed record SubStep(Node[] Next, Node[] Moved);

/// <summary>
/// Cuts time into sub-steps. Hazard: exits of a compartment with hazards h_k, H = sum h_k, take x (1 - exp(-H dt)) in proportion
/// h_k / H, all from the state at the sub-step's start (the mean of the competing-risks process; first order, positive and conserving
/// for any dt). RungeKutta4: the classical method of Kutta (1901), flows and states with the same weights. Euler: forward differences.
/// Patankar and Stiff: <see cref="PatankarScheme"/>.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="tables">The model.</param>
/// <param name="step">Days of a sub-step.</param>
/// <param name="terms">Terms for given states.</param>
internal sealed class Discretisation(Graph graph, ModelTables tables, Node step, Func<Func<int, Node>, Terms> terms)
{
    private readonly Mechanics _mechanics = new(graph, tables);

    public SubStep Build()
    {
        Node[] states = [.. Enumerable.Range(0, tables.States.Count).Select(i => graph.Leaf(Source.State, i, Level.SubStep, active: true))];
        return tables.Model.Scheme switch
        {
            Scheme.Hazard => Hazard(states),
            Scheme.RungeKutta4 => RungeKutta4(states),
            Scheme.Euler => Advance(states, Rates(states), step),
            Scheme.Patankar or Scheme.Stiff => new PatankarScheme(graph, tables, step, terms, _mechanics).Build(states, tables.Model.Scheme == Scheme.Stiff),
            _ => throw new ModelNotCompilableException($"unknown scheme {tables.Model.Scheme}"),
        };
    }

    private SubStep Hazard(Node[] states)
    {
        Terms now = terms(i => states[i]);
        Node[] next = [.. states], moved = new Node[tables.Flows.Count];
        foreach (IGrouping<int, Exit> exits in _mechanics.Exits(now, states).GroupBy(e => e.From))
        {
            Node x = states[exits.Key];
            Exit[] all = [.. exits];
            Node z = graph.Multiply(all.Select(e => e.Hazard).Aggregate(graph.Add), step);
            Node change = graph.Multiply(x, graph.Function(Op.Expm1, graph.Negate(z)));
            next[exits.Key] = graph.Add(x, change);
            foreach (Exit exit in all)
            {
                Node amount = all.Length == 1
                    ? graph.Negate(change)
                    : graph.Multiply(graph.Multiply(exit.Hazard, graph.Multiply(step, graph.Function(Op.Phi, z))), x);
                foreach (int flow in exit.Flows)
                {
                    moved[flow] = tables.Flows[flow].Share is { } share ? graph.Multiply(amount, now.Of(share)) : amount;
                }
            }
        }

        for (int f = 0; f < moved.Length; f++)
        {
            FlowEdge flow = tables.Flows[f];
            moved[f] ??= graph.Multiply(now.Of(flow.Rate), step);
            if (flow.To is not null)
            {
                int to = tables.States[flow.To];
                next[to] = graph.Add(next[to], moved[f]);
            }
        }

        foreach ((int q, Expression rate, bool perCapita) in _mechanics.Equations)
        {
            Node change = graph.Multiply(now.Of(rate), step);
            next[q] = perCapita ? graph.Multiply(states[q], graph.Function(Op.Exp, change)) : graph.Add(states[q], change);
        }

        _mechanics.AddTotals(states, next, moved);
        return new(next, moved);
    }

    private SubStep RungeKutta4(Node[] x)
    {
        Node half = graph.Multiply(graph.Constant(0.5), step);
        Derivative k1 = Rates(x);
        Derivative k2 = Rates(Advance(x, k1, half).Next);
        Derivative k3 = Rates(Advance(x, k2, half).Next);
        Derivative k4 = Rates(Advance(x, k3, step).Next);
        Node[] Mean(Func<Derivative, Node[]> part) =>
            [.. part(k1).Select((_, i) => graph.Multiply(
                graph.Add(graph.Add(part(k1)[i], graph.Multiply(graph.Constant(2), graph.Add(part(k2)[i], part(k3)[i]))), part(k4)[i]),
                graph.Constant(1.0 / 6)))];
        return Advance(x, new(Mean(k => k.Flows), Mean(k => k.Equations)), step);
    }

    /// <summary>Amounts a day of each flow, and of each equation in the order of <see cref="Mechanics.Equations"/>.</summary>
    private sealed record Derivative(Node[] Flows, Node[] Equations);

    private Derivative Rates(Node[] states)
    {
        Terms now = terms(i => states[i]);
        Node Rate(FlowEdge flow)
        {
            Node rate = now.Of(flow.Rate);
            if (flow.From is not null)
            {
                Node x = states[tables.States[flow.From]];

                // Of an amount a time no more than is there.
                rate = flow.PerCapita
                    ? graph.Multiply(rate, x)
                    : graph.Pair(Op.Min, rate, graph.Multiply(graph.Reciprocal(step), graph.Pair(Op.Max, x, graph.Constant(0))));
            }

            return flow.Share is null ? rate : graph.Multiply(rate, now.Of(flow.Share));
        }

        return new(
            [.. tables.Flows.Select(Rate)],
            [.. _mechanics.Equations.Select(e => e.PerCapita ? graph.Multiply(now.Of(e.Rate), states[e.State]) : now.Of(e.Rate))]);
    }

    private SubStep Advance(Node[] states, Derivative rates, Node days)
    {
        Node[] next = [.. states], moved = [.. rates.Flows.Select(r => graph.Multiply(r, days))];
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

        foreach (((int q, _, _), Node rate) in _mechanics.Equations.Zip(rates.Equations))
        {
            next[q] = graph.Add(next[q], graph.Multiply(rate, days));
        }

        _mechanics.AddTotals(states, next, moved);
        return new(next, moved);
    }
}
