using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>One way out of a compartment: its hazard, and the flows that share it.</summary>
internal readonly record struct Exit(int From, Node Hazard, int[] Flows);

/// <summary>What the schemes have in common: exits, equations, totals.</summary>
internal sealed class Mechanics
{
    // In base units, far below any stock that means something; its square is still a number.
    private const double Empty = 1e-50;

    private readonly Graph _graph;
    private readonly ModelTables _tables;
    private readonly int[][] _exits;

    public Mechanics(Graph graph, ModelTables tables)
    {
        (_graph, _tables) = (graph, tables);

        // A split is one exit with two flows; every other flow from a compartment is an exit of its own.
        _exits = [.. Enumerable.Range(0, tables.Flows.Count).Where(f => tables.Flows[f].From is not null)
            .GroupBy(f => tables.Flows[f].Statement, ReferenceEqualityComparer.Instance).Select(g => g.ToArray())];
        Equations = EquationsOf(tables);
    }

    /// <summary>Growth and Rate equations; those of Next are maps from data step to data step.</summary>
    public List<(int State, Expression Rate, bool PerCapita)> Equations { get; }

    /// <summary>Every exit with its hazard: of a transfer the rate over what is there, which takes all of it as that goes to nothing.</summary>
    public IEnumerable<Exit> Exits(Terms terms, Node[] states)
    {
        foreach (int[] flows in _exits)
        {
            FlowEdge flow = _tables.Flows[flows[0]];
            int from = _tables.State(flow.From!, "flow");
            Node rate = terms.Of(flow.Rate);
            yield return new(from, flow.PerCapita ? rate : _graph.Divide(rate, _graph.Pair(Op.Max, states[from], _graph.Constant(Empty))), flows);
        }
    }

    /// <summary>Advances the quantities that count what flows have moved.</summary>
    public void AddTotals(Node[] states, Node[] next, Node[] moved)
    {
        for (int f = 0; f < moved.Length; f++)
        {
            if (_tables.States.TryGetValue(Totals.NameOf(_tables.Flows[f].Name), out int total))
            {
                next[total] = _graph.Add(states[total], moved[f]);
            }
        }
    }

    private static List<(int State, Expression Rate, bool PerCapita)> EquationsOf(ModelTables tables)
    {
        var equations = new List<(int State, Expression Rate, bool PerCapita)>();
        var seen = new HashSet<int>();
        foreach (Statement statement in tables.Model.Statements)
        {
            (string? name, Expression? rate, bool perCapita) = statement switch
            {
                GrowthStatement g => (g.Quantity, g.PerCapita, true),
                RateStatement r => (r.Quantity, r.Rate, false),
                NextStatement n => (n.Quantity, null, false),
                _ => ((string?)null, (Expression?)null, false),
            };
            if (statement is not (GrowthStatement or RateStatement or NextStatement))
            {
                continue;
            }

            string kind = statement.GetType().Name.Replace("Statement", "", StringComparison.Ordinal);
            if (name is null || tables.Symbols.GetValueOrDefault(name) is not QuantitySymbol)
            {
                throw new ModelNotCompilableException($"{kind}: '{name}' is not a quantity of the model");
            }

            if (!seen.Add(tables.States[name]))
            {
                throw new ModelNotCompilableException($"quantity '{name}' has two equations (Growth, Rate or Next)");
            }

            if (rate is not null)
            {
                equations.Add((tables.States[name], rate, perCapita));
            }
        }

        return equations;
    }
}
