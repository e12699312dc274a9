using System.Runtime.CompilerServices;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>What terms mean where they stand.</summary>
/// <param name="State">The node of a state by its index.</param>
/// <param name="Incidence">The node of a flow's total by its index, or null where there is none.</param>
/// <param name="Coupled">The node of what other locations contribute, from what they send; null where locations cannot meet.</param>
/// <param name="Filtered">The node of a delayed or smoothed signal, or null where there is none.</param>
internal sealed record TermScope(
    Func<int, Node> State, Func<int, Node>? Incidence = null, Func<string?, bool, Node, Node>? Coupled = null, Func<Expression, Terms, Node>? Filtered = null);

/// <summary>
/// Terms of the model as nodes in base units (day, person, metre, kilogram, kelvin), for one meaning of the states:
/// at the start of a sub-step, inside a Runge-Kutta stage, at the end of a data step, or at the beginning of the simulation.
/// </summary>
internal sealed class Terms(Graph graph, ModelTables tables, TermScope scope, bool scaled)
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
            Call { Function: Function.Heaviside } c => graph.Pair(Op.LessOrEqual, graph.Constant(0), Of(c.Arguments[0])),
            Call c => graph.Function(OpOf(c.Function), Of(c.Arguments[0])),
            Incidence i => Total(i.Flow),
            Cumulative c => scope.State(tables.State(Totals.NameOf(c.Flow), "Cumulative")),
            ClosureCall c => Closure(c),
            Mix m => Coupled(m.Matrix, m.Transposed, Of(m.Operand)),
            SumOver { Axis: Axis.Location } s => Coupled(null, false, Of(s.Operand)),
            Delay or Smooth => scope.Filtered?.Invoke(expression, this)
                ?? throw new ModelNotCompilableException("Delay and Smooth stand in observations, or around inputs in rates; inside a state's start value or a Next they have no meaning"),
            SumOver or Select or Time => throw new ModelNotCompilableException($"a {expression.GetType().Name} in a model whose groups are written out"),
            null => throw new ModelNotCompilableException("a term has an empty operand"),
            _ => throw new ModelNotCompilableException($"unknown term {expression.GetType().Name}"),
        };
    }

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
            Node InBaseUnits(Node leaf) => Turned(name, graph.Multiply(leaf, graph.Constant(symbol.Unit.Scale)));
            return symbol switch
            {
                NeuralSymbol => InBaseUnits(graph.Leaf(Source.Neural, tables.Neurals[name], Level.Step, active: true)),
                LearnedSymbol => InBaseUnits(graph.Leaf(Source.Learned, tables.Learneds[name], Level.Run, active: true)),
                InputSymbol => InBaseUnits(graph.Leaf(Source.Input, tables.Inputs[name], Level.Step, active: false)),
                ConstantSymbol c => Turned(name, graph.Constant(c.Value * c.Unit.Scale)),
                CompartmentSymbol or QuantitySymbol => scope.State(tables.States[name]),
                MatrixSymbol => throw new ModelNotCompilableException($"matrix '{name}' stands alone in a term: use Mix({name}, ...)"),
                ClosureSymbol => throw new ModelNotCompilableException($"closure '{name}' stands alone in a term: use {name}.Of(...)"),
                _ => throw new ModelNotCompilableException($"unknown symbol {symbol.GetType().Name}"),
            };
        }

        if (name is null || !tables.Lets.TryGetValue(name, out Expression? definition))
        {
            throw new ModelNotCompilableException($"'{name}' is neither a symbol nor a let of the model");
        }

        if (!_lets.TryGetValue(name, out Node? known))
        {
            _lets[name] = known = Turned(name, Of(definition));
        }

        return known;
    }

    // A scenario multiplies the leaf, before anything is derived from it.
    private Node Turned(string name, Node value) =>
        scaled && tables.Multipliers.TryGetValue(name, out int index) ? graph.Multiply(graph.Leaf(Source.Multiplier, index, Level.Step, active: false), value) : value;

    private Node Closure(ClosureCall call)
    {
        if (call.Closure is null || !tables.Closures.TryGetValue(call.Closure, out ClosureLayout? layout) || tables.Symbols[call.Closure] is not ClosureSymbol symbol)
        {
            throw new ModelNotCompilableException($"'{call.Closure}' is not a closure of the model");
        }

        return Turned(call.Closure, ClosureTable.Lower(graph, symbol, layout, [.. call.Arguments.Select(Of)]));
    }

    private Node Coupled(string? matrix, bool transposed, Node operand)
    {
        if (matrix is not null && !tables.Couplings.ContainsKey(matrix))
        {
            throw new ModelNotCompilableException($"Mix: '{matrix}' is not a matrix between locations");
        }

        Node sum = scope.Coupled?.Invoke(matrix, transposed, operand)
            ?? throw new ModelNotCompilableException("Mix and Sum over locations inside a Delay or Smooth of inputs, or of a delayed signal: put the Delay inside the Mix or compute the input beforehand");
        return matrix is null ? sum : Turned(matrix, graph.Multiply(sum, graph.Constant(tables.Symbols[matrix].Unit.Scale)));
    }

    private Node Total(string flow)
    {
        if (flow is null || !tables.FlowIndex.TryGetValue(flow, out int index))
        {
            throw new ModelNotCompilableException($"Incidence of '{flow}': the model has no flow of that name");
        }

        return scope.Incidence?.Invoke(index)
            ?? throw new ModelNotCompilableException($"Incidence({flow}) is known at the end of a data step only: use it in observations, not in rates and start values");
    }
}
