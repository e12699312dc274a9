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
            StartRestStatement r => StartRests.Others(_tables.Model, r)
                .Select(other => _tables.States[other]).Order()
                .Aggregate(_terms.Of(r.Total), (rest, other) => _graph.Subtract(rest, Value(other))),
            _ => throw new ModelNotCompilableException($"'{name}' has no start statement: add Start({name}, ...) or StartRest({name}, ...)"),
        };
    }
}
