using NimmGen.Ir;

namespace NimmGen.Compile.Tests;

/// <summary>The schemes written out plainly over the interpreter, for one location: what kernels are compared with.</summary>
internal sealed class ReferenceSimulator(MechanismIr model, double stepDays, int subSteps)
{
    private readonly Interpreter _interpreter = new(model);
    private readonly FlowEdge[] _flows = [.. model.Flows];

    public Dictionary<string, double> Start(IReadOnlyDictionary<string, double> parameters) =>
        new(_interpreter.Start(parameters), StringComparer.Ordinal);

    /// <summary>One data step: new states (declared units), observations (channel units), flow totals (base units).</summary>
    public (Dictionary<string, double> States, IReadOnlyDictionary<string, double> Observations, Dictionary<string, double> Moved) Step(
        Dictionary<string, double> states, IReadOnlyDictionary<string, double> parameters)
    {
        Dictionary<string, double> moved = _flows.ToDictionary(f => f.Name, _ => 0.0);
        for (int s = 0; s < subSteps; s++)
        {
            states = SubStep(states, parameters, moved);
        }

        return (states, _interpreter.Observe(With(parameters, states), moved), moved);
    }

    private Dictionary<string, double> SubStep(Dictionary<string, double> states, IReadOnlyDictionary<string, double> parameters, Dictionary<string, double> moved)
    {
        double dt = stepDays / subSteps;
        if (model.Scheme == Scheme.Hazard)
        {
            return Hazard(states, parameters, moved, dt);
        }

        var k1 = Slope(states, parameters);
        (double Weight, (IReadOnlyDictionary<string, double> Flows, IReadOnlyDictionary<string, double> States) Slope)[] stages = [(1, k1)];
        if (model.Scheme == Scheme.RungeKutta4)
        {
            var k2 = Slope(Moved(states, k1.States, dt / 2), parameters);
            var k3 = Slope(Moved(states, k2.States, dt / 2), parameters);
            var k4 = Slope(Moved(states, k3.States, dt), parameters);
            stages = [(1.0 / 6, k1), (1.0 / 3, k2), (1.0 / 3, k3), (1.0 / 6, k4)];
        }

        foreach ((double weight, var slope) in stages)
        {
            foreach (FlowEdge flow in _flows)
            {
                moved[flow.Name] += weight * dt * slope.Flows[flow.Name];
            }

            states = Moved(states, slope.States, weight * dt);
        }

        return states;
    }

    private Dictionary<string, double> Hazard(
        Dictionary<string, double> states, IReadOnlyDictionary<string, double> parameters, Dictionary<string, double> moved, double dt)
    {
        Dictionary<string, double> values = With(parameters, states);
        var amounts = new Dictionary<string, double>();
        foreach (FlowEdge flow in _flows)
        {
            double rate = _interpreter.Evaluate(flow.EffectiveRate, values);
            if (flow.From is null)
            {
                amounts[flow.Name] = rate * dt;
                continue;
            }

            double all = _flows.Where(f => f.From == flow.From).Sum(f => _interpreter.Evaluate(f.EffectiveRate, values));
            double stock = states[flow.From] * _interpreter.ScaleOf(flow.From);
            amounts[flow.Name] = all == 0 ? 0 : stock * (1 - Math.Exp(-all * dt)) * rate / all;
        }

        var next = new Dictionary<string, double>(states);
        foreach (FlowEdge flow in _flows)
        {
            moved[flow.Name] += amounts[flow.Name];
            foreach ((string? stock, int sign) in new[] { (flow.From, -1), (flow.To, 1) })
            {
                if (stock is not null)
                {
                    next[stock] += sign * amounts[flow.Name] / _interpreter.ScaleOf(stock);
                }
            }
        }

        foreach (Statement statement in model.Statements)
        {
            if (statement is GrowthStatement g)
            {
                next[g.Quantity] *= Math.Exp(_interpreter.Evaluate(g.PerCapita, values) * dt);
            }
            else if (statement is RateStatement r)
            {
                next[r.Quantity] += _interpreter.Evaluate(r.Rate, values) * dt / _interpreter.ScaleOf(r.Quantity);
            }
        }

        return next;
    }

    private (IReadOnlyDictionary<string, double> Flows, IReadOnlyDictionary<string, double> States) Slope(
        Dictionary<string, double> states, IReadOnlyDictionary<string, double> parameters)
    {
        Dictionary<string, double> values = With(parameters, states);
        return (_interpreter.FlowRates(values), _interpreter.Derivative(values));
    }

    private Dictionary<string, double> Moved(Dictionary<string, double> states, IReadOnlyDictionary<string, double> slope, double dt) =>
        states.ToDictionary(s => s.Key, s => s.Value + (dt * slope[s.Key] / _interpreter.ScaleOf(s.Key)));

    public static Dictionary<string, double> With(IReadOnlyDictionary<string, double> parameters, IReadOnlyDictionary<string, double> states)
    {
        var values = new Dictionary<string, double>(parameters, StringComparer.Ordinal);
        foreach ((string name, double value) in states)
        {
            values[name] = value;
        }

        return values;
    }
}
