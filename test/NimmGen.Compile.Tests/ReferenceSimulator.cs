using NimmGen.Ir;

namespace NimmGen.Compile.Tests;

/// <summary>
/// The language's meaning written out plainly over the interpreter, for all locations together: the schemes with their linear systems solved
/// by Gaussian elimination, couplings as double loops, delays as sums. What kernels are compared with.
/// </summary>
internal sealed class ReferenceSimulator
{
    private readonly MechanismIr _model;
    private readonly FlowEdge[] _flows;
    private readonly Interpreter _interpreter;
    private readonly double _stepDays;
    private readonly int _lanes;
    private readonly Func<int, int, Dictionary<string, double>> _parameters;
    private readonly Func<string, int, int, double> _matrix;
    private readonly List<Dictionary<string, double>[]> _ends = [];
    private readonly List<Dictionary<string, double>[]> _movedSteps = [];

    // What a Mix or Sum is asked for: a lane, all lanes' values and incidences; what a Delay is asked for: a step.
    private int _lane;
    private int _step;
    private Dictionary<string, double>[] _all = [];
    private Dictionary<string, double>[]? _incidence;

    /// <param name="model">With groups and stages, or without.</param>
    /// <param name="stepDays">Days of a data step.</param>
    /// <param name="lanes">Locations.</param>
    /// <param name="parameters">Parameters and inputs by step and lane.</param>
    /// <param name="weights">Of closures.</param>
    /// <param name="matrix">Entries of matrices between locations.</param>
    public ReferenceSimulator(
        MechanismIr model, double stepDays, int lanes, Func<int, int, Dictionary<string, double>> parameters, double[]? weights = null,
        Func<string, int, int, double>? matrix = null)
    {
        _interpreter = new Interpreter(model) { Weights = weights ?? [], Beyond = Beyond };
        _model = _interpreter.Model;
        _flows = [.. _model.Flows];
        (_stepDays, _lanes, _parameters, _matrix) = (stepDays, lanes, parameters, matrix ?? ((_, _, _) => throw new InvalidOperationException("no matrix")));
    }

    private IEnumerable<int> Lanes => Enumerable.Range(0, _lanes);

    public double ScaleOf(string symbol) => _interpreter.ScaleOf(symbol);

    public double ScaleOfFlow(string flow)
    {
        FlowEdge edge = _flows.First(f => f.Name == flow);
        return ScaleOf((edge.From ?? edge.To)!);
    }

    /// <summary>States (declared units) at the start.</summary>
    public Dictionary<string, double>[] Start()
    {
        _step = 0;
        _incidence = null;
        _all = [.. Lanes.Select(l => _parameters(0, l))];
        return [.. Lanes.Select(l =>
        {
            _lane = l;
            return new Dictionary<string, double>(_interpreter.Start(_all[l]), StringComparer.Ordinal);
        })];
    }

    /// <summary>One data step more: states (declared units), what flows moved (base units), by lane.</summary>
    public (Dictionary<string, double>[] States, Dictionary<string, double>[] Moved) Step(Dictionary<string, double>[] states, int subSteps)
    {
        _step = _ends.Count;
        Dictionary<string, double>[] begin = [.. states.Select(s => new Dictionary<string, double>(s))];
        Dictionary<string, double>[] moved = [.. Lanes.Select(_ => _flows.ToDictionary(f => f.Name, _ => 0.0))];
        for (int s = 0; s < subSteps; s++)
        {
            states = SubStep(states, moved, _stepDays / subSteps);
        }

        (_all, _incidence) = ([.. Lanes.Select(l => With(_parameters(_step, l), begin[l]))], moved);
        foreach (NextStatement map in _model.Statements.OfType<NextStatement>())
        {
            foreach (int l in Lanes)
            {
                _lane = l;
                states[l][map.Quantity] = _interpreter.Evaluate(map.Value, _all[l], moved[l]) / ScaleOf(map.Quantity);
            }
        }

        _ends.Add([.. Lanes.Select(l => With(_parameters(_step, l), states[l]))]);
        _movedSteps.Add(moved);
        return (states, moved);
    }

    /// <summary>Observations of a step that has been done, in channel units.</summary>
    public IReadOnlyDictionary<string, double> Observe(int step, int lane)
    {
        (_step, _lane, _all, _incidence) = (step, lane, _ends[step], _movedSteps[step]);
        return _interpreter.Observe(_all[lane], _incidence[lane]);
    }

    private double Beyond(Expression term, IReadOnlyDictionary<string, double> values)
    {
        switch (term)
        {
            case Mix m:
                return Lanes.Sum(j => (m.Transposed ? _matrix(m.Matrix, j, _lane) : _matrix(m.Matrix, _lane, j)) * ScaleOf(m.Matrix) * At(j, m.Operand));
            case SumOver s:
                return Lanes.Sum(j => At(j, s.Operand));
            case Smooth s:
                int window = (int)Math.Max(1, Math.Round(s.Days / _stepDays)), first = Math.Max(0, _step - window + 1), last = _step;
                return Enumerable.Range(first, last - first + 1).Average(t => AtStep(t, s.Signal));
            case Delay d:
                Dictionary<string, double> now = _parameters(0, _lane);
                double mean = _interpreter.Evaluate(d.Mean, now), deviation = d.Deviation is null ? mean / 2 : _interpreter.Evaluate(d.Deviation, now);
                double[] weights = GammaWeights.Of(mean, deviation, _stepDays).Values;
                int here = _step;
                return weights.Select((w, late) => w * AtStep(Math.Max(0, here - late), d.Signal)).Sum();
            default:
                throw new InvalidOperationException(term.GetType().Name);
        }
    }

    private double At(int lane, Expression term)
    {
        int before = _lane;
        _lane = lane;
        double value = _interpreter.Evaluate(term, _all[lane], _incidence?[lane]);
        _lane = before;
        return value;
    }

    // A step that is done has its end; inputs have their values always.
    private double AtStep(int step, Expression term)
    {
        (int now, Dictionary<string, double>[] all, Dictionary<string, double>[]? incidence) = (_step, _all, _incidence);
        _step = step;
        (_all, _incidence) = step < _ends.Count ? (_ends[step], _movedSteps[step]) : ([.. Lanes.Select(l => _parameters(step, l))], null);
        double value = At(_lane, term);
        (_step, _all, _incidence) = (now, all, incidence);
        return value;
    }

    private Dictionary<string, double>[] SubStep(Dictionary<string, double>[] states, Dictionary<string, double>[] moved, double dt)
    {
        switch (_model.Scheme)
        {
            case Scheme.Hazard:
                return Hazard(states, moved, dt);
            case Scheme.Patankar or Scheme.Stiff:
                return Patankar(states, moved, dt);
        }

        var k1 = Slopes(states, dt);
        (double Weight, Slope[] Slopes)[] stages = [(1, k1)];
        if (_model.Scheme == Scheme.RungeKutta4)
        {
            var k2 = Slopes(Moved(states, k1, dt / 2), dt);
            var k3 = Slopes(Moved(states, k2, dt / 2), dt);
            var k4 = Slopes(Moved(states, k3, dt), dt);
            stages = [(1.0 / 6, k1), (1.0 / 3, k2), (1.0 / 3, k3), (1.0 / 6, k4)];
        }

        foreach ((double weight, Slope[] slopes) in stages)
        {
            foreach (int l in Lanes)
            {
                foreach (FlowEdge flow in _flows)
                {
                    moved[l][flow.Name] += weight * dt * slopes[l].Flows[flow.Name];
                }
            }

            states = Moved(states, slopes, weight * dt);
        }

        return states;
    }

    private sealed record Slope(Dictionary<string, double> Flows, Dictionary<string, double> States);

    private Slope[] Slopes(Dictionary<string, double>[] states, double dt)
    {
        Look(states);
        return [.. Lanes.Select(l =>
        {
            _lane = l;
            var flows = new Dictionary<string, double>(_interpreter.FlowRates(_all[l]));
            var change = new Dictionary<string, double>(_interpreter.Derivative(_all[l]));
            foreach (FlowEdge flow in _flows.Where(f => f.Statement is TransferStatement))
            {
                // No more than is there.
                double limited = Math.Min(flows[flow.Name], Math.Max(0, states[l][flow.From!]) * ScaleOf(flow.From!) / dt), less = limited - flows[flow.Name];
                flows[flow.Name] = limited;
                change[flow.From!] -= less;
                change[flow.To!] += less;
                if (change.ContainsKey(flow.Name + ".total"))
                {
                    change[flow.Name + ".total"] += less;
                }
            }

            return new Slope(flows, change);
        })];
    }

    private Dictionary<string, double>[] Hazard(Dictionary<string, double>[] states, Dictionary<string, double>[] moved, double dt)
    {
        Look(states);
        return [.. Lanes.Select(l =>
        {
            _lane = l;
            var hazards = _flows.ToDictionary(f => f.Name, f => HazardOf(f, _all[l]));
            var amounts = new Dictionary<string, double>();
            foreach (FlowEdge flow in _flows)
            {
                double all = _flows.Where(f => f.From is not null && f.From == flow.From).Sum(f => hazards[f.Name]);
                amounts[flow.Name] = flow.From is null ? hazards[flow.Name] * dt
                    : all == 0 ? 0
                    : states[l][flow.From] * ScaleOf(flow.From) * (1 - Math.Exp(-all * dt)) * hazards[flow.Name] / all;
            }

            var next = new Dictionary<string, double>(states[l]);
            Account(next, amounts, moved[l]);
            foreach (Statement statement in _model.Statements)
            {
                if (statement is GrowthStatement g)
                {
                    next[g.Quantity] *= Math.Exp(_interpreter.Evaluate(g.PerCapita, _all[l]) * dt);
                }
                else if (statement is RateStatement r)
                {
                    next[r.Quantity] += _interpreter.Evaluate(r.Rate, _all[l]) * dt / ScaleOf(r.Quantity);
                }
            }

            return next;
        })];
    }

    // MPRK22(1) as in the paper's table, with production terms p[i, j] and a dense linear system.
    private Dictionary<string, double>[] Patankar(Dictionary<string, double>[] states, Dictionary<string, double>[] moved, double dt)
    {
        Look(states);
        Dictionary<string, double>[] before = _all;
        var h0 = Lanes.Select(l => Hazards(l)).ToArray();
        var g0 = Lanes.Select(l => Rates(l)).ToArray();
        Dictionary<string, double>[] first = [.. Lanes.Select(l => Solve(states[l], h0[l], g0[l], dt).Next)];
        Look(first);
        var h1 = Lanes.Select(l => Hazards(l)).ToArray();
        var g1 = Lanes.Select(l => Rates(l)).ToArray();
        return [.. Lanes.Select(l =>
        {
            var mean = _flows.ToDictionary(f => f.Name, f => f.From is null
                ? (h0[l][f.Name] + h1[l][f.Name]) / 2
                : ((h0[l][f.Name] * Math.Max(1e-100, states[l][f.From]) / Math.Max(1e-100, first[l][f.From])) + h1[l][f.Name]) / 2);
            var rates = g0[l].ToDictionary(g => g.Key, g => (g.Value + g1[l][g.Key]) / 2);
            (Dictionary<string, double> next, Dictionary<string, double> amounts) = Solve(states[l], mean, rates, dt);
            foreach (FlowEdge flow in _flows)
            {
                moved[l][flow.Name] += amounts[flow.Name];
            }

            return next;
        })];

        Dictionary<string, double> Hazards(int l)
        {
            _lane = l;
            return _flows.ToDictionary(f => f.Name, f => HazardOf(f, _all[l]));
        }

        Dictionary<string, double> Rates(int l)
        {
            _lane = l;
            return _model.Statements.Where(s => s is GrowthStatement or RateStatement).ToDictionary(
                s => s is GrowthStatement g ? g.Quantity : ((RateStatement)s).Quantity,
                s => _interpreter.Evaluate(s is GrowthStatement g ? g.PerCapita : ((RateStatement)s).Rate, _all[l]));
        }
    }

    private (Dictionary<string, double> Next, Dictionary<string, double> Amounts) Solve(
        Dictionary<string, double> states, Dictionary<string, double> hazards, Dictionary<string, double> rates, double dt)
    {
        string[] names = [.. _model.Compartments.Select(c => c.Name)];
        int n = names.Length;
        var a = new double[n, n];
        var b = names.Select(c => states[c] * ScaleOf(c)).ToArray();
        for (int i = 0; i < n; i++)
        {
            a[i, i] = 1;
        }

        foreach (FlowEdge flow in _flows)
        {
            int from = Array.IndexOf(names, flow.From), to = Array.IndexOf(names, flow.To);
            if (from < 0)
            {
                b[to] += dt * hazards[flow.Name];
                continue;
            }

            a[from, from] += dt * hazards[flow.Name];
            if (to >= 0)
            {
                a[to, from] -= dt * hazards[flow.Name];
            }
        }

        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                b[i] -= factor * b[k];
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < n; j++)
            {
                b[k] -= a[k, j] * b[j];
            }

            b[k] /= a[k, k];
        }

        var next = new Dictionary<string, double>(states);
        for (int i = 0; i < n; i++)
        {
            next[names[i]] = b[i] / ScaleOf(names[i]);
        }

        foreach (Statement s in _model.Statements)
        {
            if (s is GrowthStatement g)
            {
                next[g.Quantity] *= Math.Exp(dt * rates[g.Quantity]);
            }
            else if (s is RateStatement r)
            {
                next[r.Quantity] += dt * rates[r.Quantity] / ScaleOf(r.Quantity);
            }
        }

        var amounts = _flows.ToDictionary(f => f.Name, f => dt * hazards[f.Name] * (f.From is null ? 1 : b[Array.IndexOf(names, f.From)]));
        foreach (FlowEdge flow in _flows.Where(f => next.ContainsKey(f.Name + ".total")))
        {
            next[flow.Name + ".total"] += amounts[flow.Name] / ScaleOf(flow.Name + ".total");
        }

        return (next, amounts);
    }

    private double HazardOf(FlowEdge flow, Dictionary<string, double> values)
    {
        double rate = _interpreter.Evaluate(flow.EffectiveRate, values);
        return flow.Statement is TransferStatement ? rate / Math.Max(1e-50, values[flow.From!] * ScaleOf(flow.From!)) : rate;
    }

    private void Account(Dictionary<string, double> next, Dictionary<string, double> amounts, Dictionary<string, double> moved)
    {
        foreach (FlowEdge flow in _flows)
        {
            moved[flow.Name] += amounts[flow.Name];
            foreach ((string? stock, int sign) in new[] { (flow.From, -1), (flow.To, 1), (flow.Name + ".total", 1) })
            {
                if (stock is not null && next.ContainsKey(stock))
                {
                    next[stock] += sign * amounts[flow.Name] / ScaleOf(stock);
                }
            }
        }
    }

    private void Look(Dictionary<string, double>[] states) => (_all, _incidence) = ([.. Lanes.Select(l => With(_parameters(_step, l), states[l]))], null);

    private Dictionary<string, double>[] Moved(Dictionary<string, double>[] states, Slope[] slopes, double dt) =>
        [.. Lanes.Select(l => states[l].ToDictionary(s => s.Key, s => s.Value + (dt * slopes[l].States[s.Key] / ScaleOf(s.Key))))];

    private static Dictionary<string, double> With(IReadOnlyDictionary<string, double> parameters, IReadOnlyDictionary<string, double> states)
    {
        var values = new Dictionary<string, double>(parameters, StringComparer.Ordinal);
        foreach ((string name, double value) in states)
        {
            values[name] = value;
        }

        return values;
    }
}
