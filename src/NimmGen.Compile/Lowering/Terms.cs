using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// Terms of the model as nodes in base units (day, person, metre, kilogram, kelvin), for one meaning of the states:
/// at the start of a sub-step, inside a Runge-Kutta stage, at the end of a data step, or at the beginning of the simulation.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="tables">The model.</param>
/// <param name="state">The node of a state by its index.</param>
/// <param name="incidence">The node of a flow's total by its index, or null where there is none.</param>
internal sealed class Terms(Graph graph, ModelTables tables, Func<int, Node> state, Func<int, Node>? incidence = null)
{
    private readonly Dictionary<string, Node> _lets = new(StringComparer.Ordinal);

    public Node Of(Expression expression)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ModelNotCompilableException("the model is too large to compile: its terms and start values are nested too deep");
        }

        return expression switch
        {
            Number n => graph.Constant(n.Value * n.Unit.Scale),
            Reference r => Named(r.Name),
            Negate n => graph.Negate(Of(n.Operand)),
            Binary b => Operate(b.Operator, Of(b.Left), Of(b.Right)),
            Call { Function: Function.Min or Function.Max } c =>
                graph.Pair(c.Function == Function.Min ? Op.Min : Op.Max, Of(c.Arguments[0]), Of(c.Arguments[1])),
            Call { Function: Function.Heaviside } c => Step(Of(c.Arguments[0])),
            Call c => graph.Function(OpOf(c.Function), Of(c.Arguments[0])),
            Incidence i => Total(i.Flow),
            null => throw new ModelNotCompilableException("a term has an empty operand"),
            _ => throw new ModelNotCompilableException($"{expression.GetType().Name} has no kernel in this version"),
        };
    }

    // A ramp so steep that it is a step: from 0 to 1 within a billionth below zero, with slope zero elsewhere.
    private Node Step(Node x) => graph.Pair(
        Op.Min, graph.Constant(1), graph.Pair(Op.Max, graph.Constant(0), graph.Add(graph.Constant(1), graph.Multiply(graph.Constant(1e9), x))));

    private Node Operate(Operator @operator, Node a, Node b) => @operator switch
    {
        Operator.Add => graph.Add(a, b),
        Operator.Subtract => graph.Subtract(a, b),
        Operator.Multiply => graph.Multiply(a, b),
        Operator.Divide => graph.Divide(a, b),
        Operator.Power => graph.Power(a, b),
        _ => throw new ModelNotCompilableException($"unknown operator {@operator}"),
    };

    private static Op OpOf(Function function) => function switch
    {
        Function.Exp => Op.Exp,
        Function.Log => Op.Log,
        Function.Sqrt => Op.Sqrt,
        Function.Sin => Op.Sin,
        Function.Cos => Op.Cos,
        Function.Tanh => Op.Tanh,
        _ => throw new ModelNotCompilableException($"unknown function {function}"),
    };

    private Node Named(string name)
    {
        if (name is not null && tables.Symbols.TryGetValue(name, out Symbol? symbol))
        {
            Node Scaled(Node leaf) => graph.Multiply(leaf, graph.Constant(symbol.Unit.Scale));
            return symbol switch
            {
                NeuralSymbol => Scaled(graph.Leaf(Source.Neural, tables.Neurals[name], Level.Step, active: true)),
                LearnedSymbol => Scaled(graph.Leaf(Source.Learned, tables.Learneds[name], Level.Run, active: true)),
                InputSymbol => Scaled(graph.Leaf(Source.Input, tables.Inputs[name], Level.Step, active: false)),
                ConstantSymbol c => graph.Constant(c.Value * c.Unit.Scale),
                CompartmentSymbol or QuantitySymbol => state(tables.States[name]),
                _ => throw new ModelNotCompilableException($"unknown symbol {symbol.GetType().Name}"),
            };
        }

        if (name is null || !tables.Lets.TryGetValue(name, out Expression? definition))
        {
            throw new ModelNotCompilableException($"'{name}' is neither a symbol nor a let of the model");
        }

        if (!_lets.TryGetValue(name, out Node? known))
        {
            _lets[name] = known = Of(definition);
        }

        return known;
    }

    private Node Total(string flow)
    {
        if (flow is null || !tables.FlowIndex.TryGetValue(flow, out int index))
        {
            throw new ModelNotCompilableException($"Incidence of '{flow}': the model has no flow of that name");
        }

        return incidence?.Invoke(index)
            ?? throw new ModelNotCompilableException($"Incidence({flow}) is known at the end of a data step only: use it in observations, not in rates and start values");
    }
}
