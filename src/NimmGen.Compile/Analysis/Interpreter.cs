using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// Evaluates a mechanism for one location by walking its terms, with groups and stages written out: slow, plain, and independent of the
/// kernels, which are tested against it. Values go in by name in their declared units; what comes out is in base units (day, person, metre, kilogram, kelvin)
/// unless it says otherwise. Unknown or missing names are a <see cref="ModelNotCompilableException"/>.
/// </summary>
public sealed class Interpreter
{
    private readonly ModelTables _tables;

    public Interpreter(MechanismIr model) => _tables = new ModelTables(Expansion.Of(model));

    /// <summary>Weights of all closures, one closure after the other as <see cref="KernelLayout.Closures"/> says.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    /// <summary>The value, in base units, of a Mix, a Sum over locations, a Delay or a Smooth: terms that need other locations or steps
    /// than the one whose values are given. Null where none can be evaluated.</summary>
    public Func<Expression, IReadOnlyDictionary<string, double>, double>? Beyond { get; init; }

    /// <summary>The model with groups and stages written out.</summary>
    public MechanismIr Model => _tables.Model;

    /// <summary>A term, in base units.</summary>
    /// <param name="expression">Of this model.</param>
    /// <param name="values">States, parameters and inputs by name, in declared units.</param>
    /// <param name="incidence">What flows moved by name, in base units; needed where the term asks for it.</param>
    public double Evaluate(Expression expression, IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, double>? incidence = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Evaluate(expression, values, incidence, new(StringComparer.Ordinal));
    }

    /// <summary>The states at the beginning, by name in declared units.</summary>
    public IReadOnlyDictionary<string, double> Start(IReadOnlyDictionary<string, double> values)
    {
        var known = new Dictionary<string, double>(values ?? throw new ArgumentNullException(nameof(values)), StringComparer.Ordinal);
        var left = _tables.Model.Statements.Where(s => s is StartStatement or StartRestStatement).ToList();
        while (left.Count > 0)
        {
            Statement next = left.FirstOrDefault(s => Needs(s).All(known.ContainsKey))
                ?? throw new ModelNotCompilableException("start values need states that have none, or each other");
            left.Remove(next);
            (string state, double value) = next switch
            {
                StartStatement s => (s.State, Evaluate(s.Value, known)),
                StartRestStatement r => (r.State, Evaluate(r.Total, known) - StartRests.Others(_tables.Model, r).Sum(o => known[o] * ScaleOf(o))),
                _ => throw new System.Diagnostics.UnreachableException(next.ToString()),
            };
            known[state] = value / ScaleOf(state);
        }

        return _tables.States.Keys.ToDictionary(s => s, s => known[s], StringComparer.Ordinal);
    }

    /// <summary>What each flow moves a day, by name in base units: hazard times source (times share), or the rate of an inflow.</summary>
    public IReadOnlyDictionary<string, double> FlowRates(IReadOnlyDictionary<string, double> values) =>
        _tables.Flows.ToDictionary(
            f => f.Name, f => Evaluate(f.EffectiveRate, values) * (f.PerCapita ? values[f.From!] * ScaleOf(f.From!) : 1), StringComparer.Ordinal);

    /// <summary>dx/dt of every state, by name in base units a day.</summary>
    public IReadOnlyDictionary<string, double> Derivative(IReadOnlyDictionary<string, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Dictionary<string, double> change = _tables.States.Keys.ToDictionary(s => s, _ => 0.0, StringComparer.Ordinal);
        IReadOnlyDictionary<string, double> rates = FlowRates(values);
        foreach (FlowEdge flow in _tables.Flows)
        {
            if (flow.From is not null)
            {
                change[flow.From] -= rates[flow.Name];
            }

            if (flow.To is not null)
            {
                change[flow.To] += rates[flow.Name];
            }
        }

        foreach (Statement statement in _tables.Model.Statements)
        {
            switch (statement)
            {
                case GrowthStatement g:
                    change[g.Quantity] += Evaluate(g.PerCapita, values) * values[g.Quantity] * ScaleOf(g.Quantity);
                    break;
                case RateStatement r:
                    change[r.Quantity] += Evaluate(r.Rate, values);
                    break;
            }
        }

        foreach (FlowEdge flow in _tables.Flows.Where(f => change.ContainsKey(Totals.NameOf(f.Name))))
        {
            change[Totals.NameOf(flow.Name)] += rates[flow.Name];
        }

        return change;
    }

    /// <summary>Every observation by channel, in channel units.</summary>
    public IReadOnlyDictionary<string, double> Observe(IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, double> incidence) =>
        _tables.Model.Observations.ToDictionary(o => o.Channel, o => Evaluate(o.Value, values, incidence) / o.Unit.Scale, StringComparer.Ordinal);

    /// <summary>The size of a declared symbol's unit in base units.</summary>
    public double ScaleOf(string symbol) => _tables.Symbols[symbol].Unit.Scale;

    private IEnumerable<string> Needs(Statement start)
    {
        IEnumerable<string> named = _tables.NamesIn(start.Terms()).Where(_tables.States.ContainsKey);
        return start is StartRestStatement rest ? named.Concat(StartRests.Others(_tables.Model, rest)) : named;
    }

    private double Evaluate(
        Expression expression, IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, double>? incidence, Dictionary<string, double> lets)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ModelNotCompilableException("a term is nested too deep");
        }

        double Of(Expression e) => Evaluate(e, values, incidence, lets);
        return expression switch
        {
            Number n => n.Value * n.Unit.Scale,
            Reference r => Named(r.Name, values, incidence, lets),
            Negate n => -Of(n.Operand),
            Binary b => Operate(b.Operator, Of(b.Left), Of(b.Right)),
            Call { Function: Function.Min } c => Math.Min(Of(c.Arguments[0]), Of(c.Arguments[1])),
            Call { Function: Function.Max } c => Math.Max(Of(c.Arguments[0]), Of(c.Arguments[1])),
            Call { Function: Function.Heaviside } c => Of(c.Arguments[0]) >= 0 ? 1 : 0,
            Call c => Apply(c.Function, Of(c.Arguments[0])),
            Cumulative c => Named(Totals.NameOf(c.Flow), values, incidence, lets),
            ClosureCall c => OfClosure(c, [.. c.Arguments.Select(Of)]),
            Mix or SumOver { Axis: Axis.Location } or Delay or Smooth => Beyond?.Invoke(expression, values)
                ?? throw new ModelNotCompilableException($"{expression.GetType().Name} needs other locations or steps than are given here"),
            Incidence i => incidence is not null && incidence.TryGetValue(i.Flow, out double moved)
                ? moved
                : throw new ModelNotCompilableException($"Incidence({i.Flow}) has no value here"),
            _ => throw new ModelNotCompilableException($"unknown term {expression?.GetType().Name}"),
        };
    }

    private double Named(
        string name, IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, double>? incidence, Dictionary<string, double> lets)
    {
        if (_tables.Symbols.TryGetValue(name, out Symbol? symbol))
        {
            return symbol is ConstantSymbol c ? c.Value * c.Unit.Scale
                : values.TryGetValue(name, out double value) ? value * symbol.Unit.Scale
                : throw new ModelNotCompilableException($"'{name}' has no value here");
        }

        if (lets.TryGetValue(name, out double known))
        {
            return known;
        }

        return lets[name] = _tables.Lets.TryGetValue(name, out Expression? definition)
            ? Evaluate(definition, values, incidence, lets)
            : throw new ModelNotCompilableException($"'{name}' is neither a symbol nor a let of the model");
    }

    private double OfClosure(ClosureCall call, double[] arguments)
    {
        ClosureLayout layout = _tables.Closures.GetValueOrDefault(call.Closure) ?? throw new ModelNotCompilableException($"'{call.Closure}' is not a closure of the model");
        if (Weights.Count < layout.Offset + layout.Count)
        {
            throw new ModelNotCompilableException($"the weights of closure '{call.Closure}' are not given here");
        }

        var symbol = (ClosureSymbol)_tables.Symbols[call.Closure];
        int outer = layout.Offset + (layout.Hidden * (layout.Arguments + 1));
        double output = Weights[outer + layout.Hidden];
        for (int h = 0; h < layout.Hidden; h++)
        {
            int inner = layout.Offset + (h * (layout.Arguments + 1));
            double sum = Weights[inner + layout.Arguments];
            for (int a = 0; a < arguments.Length; a++)
            {
                sum += Weights[inner + a] * arguments[a];
            }

            output += Weights[outer + h] * Math.Tanh(sum);
        }

        return (symbol.Min + ((symbol.Max - symbol.Min) / (1 + Math.Exp(-output)))) * symbol.Unit.Scale;
    }

    private static double Operate(Operator @operator, double a, double b) => @operator switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        Operator.Power => Math.Pow(a, b),
        _ => throw new ModelNotCompilableException($"unknown operator {@operator}"),
    };

    private static double Apply(Function function, double x) => function switch
    {
        Function.Exp => Math.Exp(x),
        Function.Log => Math.Log(x),
        Function.Sqrt => Math.Sqrt(x),
        Function.Sin => Math.Sin(x),
        Function.Cos => Math.Cos(x),
        Function.Tanh => Math.Tanh(x),
        _ => throw new ModelNotCompilableException($"unknown function {function}"),
    };
}
