using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>The states at the beginning in base units; start statements may use states that others start.</summary>
internal sealed class StartValues
{
    private readonly Graph _graph;
    private readonly ModelTables _tables;
    private readonly Terms _terms;
    private readonly Statement?[] _statements;
    private readonly Node?[] _values;
    private readonly bool[] _open;

    private StartValues(ModelTables tables, Func<Func<int, Node>, Terms> terms, Graph graph)
    {
        (_graph, _tables) = (graph, tables);
        _terms = terms(Value);
        _statements = new Statement?[tables.States.Count];
        _values = new Node?[tables.States.Count];
        _open = new bool[tables.States.Count];
        foreach (Statement statement in tables.Model.Statements)
        {
            string? name = statement switch { StartStatement s => s.State, StartRestStatement r => r.State, _ => null };
            if (statement is StartStatement or StartRestStatement)
            {
                int state = tables.State(name!, "Start");
                _statements[state] = _statements[state] is null ? statement : throw new ModelNotCompilableException($"'{name}' has two start statements");
            }
        }
    }

    public static Node[] Of(ModelTables tables, Func<Func<int, Node>, Terms> terms, Graph graph)
    {
        var values = new StartValues(tables, terms, graph);
        return [.. Enumerable.Range(0, tables.States.Count).Select(values.Value)];
    }

    /// <summary>Which compartments flows connect, directly or through others: a number for each state, equal within a group.</summary>
    public static int[] ConnectedGroups(ModelTables tables)
    {
        int[] group = [.. Enumerable.Range(0, tables.States.Count)];
        foreach (FlowEdge flow in tables.Flows.Where(f => f.From is not null && f.To is not null))
        {
            (int kept, int merged) = (group[tables.States[flow.From!]], group[tables.States[flow.To!]]);
            group = [.. group.Select(g => g == merged ? kept : g)];
        }

        return group;
    }

    private Node Value(int state)
    {
        string name = _tables.Layout.States[state];
        if (_values[state] is { } known)
        {
            return known;
        }

        if (_open[state])
        {
            throw new ModelNotCompilableException($"the start values of '{name}' and other states need each other");
        }

        _open[state] = true;
        return _values[state] = _statements[state] switch
        {
            StartStatement s => _terms.Of(s.Value),
            StartRestStatement r => Rest(state, r),
            _ => throw new ModelNotCompilableException($"'{name}' has no start statement: add Start({name}, ...) or StartRest({name}, ...)"),
        };
    }

    private Node Rest(int state, StartRestStatement statement)
    {
        int[] group = ConnectedGroups(_tables);
        Dimension dimension = _tables.Symbols[statement.State].Unit.Dimension;
        Node rest = _terms.Of(statement.Total);
        foreach ((string name, int other) in _tables.States.OrderBy(s => s.Value))
        {
            if (other != state && group[other] == group[state] && _tables.Symbols[name].Unit.Dimension == dimension)
            {
                rest = _graph.Subtract(rest, Value(other));
            }
        }

        return rest;
    }
}
