using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>The model by name, checked as far as a kernel needs it: what is wrong is a <see cref="ModelNotCompilableException"/> that says so.</summary>
internal sealed class ModelTables
{
    /// <param name="expansion">The model with groups and stages written out.</param>
    public ModelTables(Expansion expansion)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        MechanismIr model = Totals.Declared(expansion.Model);
        ModelLimits.Check(model, expanded: true);
        Model = model;
        foreach (Symbol symbol in model.Symbols)
        {
            Add(Symbols, symbol.Name, symbol, "symbol");
            _ = symbol.Unit ?? throw new ModelNotCompilableException($"{symbol.Name} has no unit");
        }

        States = Index(model.States);
        Neurals = Index(model.Neurals);
        Learneds = Index(model.Learneds);
        Couplings = Index(model.Matrices.Where(m => m.CouplesLocations));
        Inputs = Index(model.Inputs);
        foreach (FlowEdge flow in model.Flows)
        {
            Add(FlowIndex, flow.Name, Flows.Count, "flow");
            CheckStock(flow.Name, flow.From);
            CheckStock(flow.Name, flow.To);
            Flows.Add(flow);
        }

        foreach (LetStatement let in model.Lets)
        {
            if (Symbols.ContainsKey(let.Name))
            {
                throw new ModelNotCompilableException($"let '{let.Name}' has the name of a symbol");
            }

            Add(Lets, let.Name, let.Value, "let");
        }

        CheckLets();
        Multipliers = new(StringComparer.Ordinal);
        foreach (string name in Scaled.Names(model))
        {
            Multipliers.TryAdd(name, Multipliers.Count);
        }

        Closures = ClosureTable.Of(model).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var channels = new Dictionary<string, ObserveStatement>(StringComparer.Ordinal);
        foreach (ObserveStatement observe in model.Observations)
        {
            Add(channels, observe.Channel, observe, "observation of channel");
        }

        Layout = new(
            [.. model.States.Select(s => s.Name)], [.. model.Neurals.Select(s => s.Name)], [.. Learneds.Keys],
            [.. model.Inputs.Select(s => s.Name)], [.. channels.Keys], [.. Flows.Select(f => f.Name)])
        {
            Closures = [.. Closures.Values],
            Couplings = [.. Couplings.Keys],
            Multipliers = [.. Multipliers.Keys],
        };
    }

    public MechanismIr Model { get; }

    public Dictionary<string, Symbol> Symbols { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Expression> Lets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> States { get; }

    public Dictionary<string, int> Neurals { get; }

    public Dictionary<string, int> Learneds { get; }

    public Dictionary<string, int> Inputs { get; }

    /// <summary>Matrices between locations.</summary>
    public Dictionary<string, int> Couplings { get; }

    public Dictionary<string, ClosureLayout> Closures { get; }

    public Dictionary<string, int> Multipliers { get; }

    public List<FlowEdge> Flows { get; } = [];

    public Dictionary<string, int> FlowIndex { get; } = new(StringComparer.Ordinal);

    public KernelLayout Layout { get; }

    /// <summary>Index of a state; <paramref name="where"/> says who asks.</summary>
    public int State(string name, string where) =>
        name is not null && States.TryGetValue(name, out int index) ? index : throw new ModelNotCompilableException($"{where}: '{name}' is not a compartment or quantity of the model");

    /// <summary>The unit in which a flow is counted: that of the stock it leaves, or enters.</summary>
    public Unit UnitOf(FlowEdge flow) => Symbols[(flow.From ?? flow.To)!].Unit;

    /// <summary>All names that the terms use, directly or through lets.</summary>
    public IReadOnlySet<string> NamesIn(IEnumerable<Expression> terms)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(terms.SelectMany(t => t.References()));
        while (open.TryPop(out string? name))
        {
            if (names.Add(name) && Lets.TryGetValue(name, out Expression? definition))
            {
                foreach (string used in definition.References())
                {
                    open.Push(used);
                }
            }
        }

        return names;
    }

    private static Dictionary<string, int> Index(IEnumerable<Symbol> symbols) =>
        symbols.Select((s, i) => (s.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);

    private static void Add<T>(Dictionary<string, T> table, string name, T value, string what)
    {
        if (string.IsNullOrEmpty(name) || !table.TryAdd(name, value))
        {
            throw new ModelNotCompilableException(string.IsNullOrEmpty(name) ? $"a {what} has no name" : $"two declarations of {what} '{name}'");
        }
    }

    private void CheckStock(string flow, string? name)
    {
        if (name is not null && (!Symbols.TryGetValue(name, out Symbol? symbol) || symbol is not CompartmentSymbol))
        {
            throw new ModelNotCompilableException($"flow {flow}: '{name}' is not a compartment of the model");
        }
    }

    // Lets may come in any order but not in a circle, and not nested so deep that they exhaust the stack.
    private void CheckLets()
    {
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        Dictionary<string, string[]> needs = Lets.ToDictionary(
            l => l.Key, l => l.Value.References().Where(Lets.ContainsKey).ToArray(), StringComparer.Ordinal);
        while (depth.Count < Lets.Count)
        {
            string? next = needs.Keys.FirstOrDefault(name => !depth.ContainsKey(name) && needs[name].All(depth.ContainsKey))
                ?? throw new ModelNotCompilableException($"the lets {string.Join(", ", needs.Keys.Where(n => !depth.ContainsKey(n)).Take(5))} refer to each other in a circle");
            depth[next] = Lets[next].Depth + needs[next].Select(n => depth[n]).DefaultIfEmpty(0).Max();
            if (depth[next] > 2 * ModelLimits.MaximumDepth)
            {
                throw new ModelNotCompilableException($"let '{next}' is nested deeper than {2 * ModelLimits.MaximumDepth} through other lets");
            }
        }
    }
}
