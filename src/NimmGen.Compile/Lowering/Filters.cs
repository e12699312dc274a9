using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>A signal that is delayed or smoothed: a pass over its whole series.</summary>
/// <param name="Index">Its row in the buffers; <see cref="Source.Filtered"/> leaves have it.</param>
/// <param name="Signal">The node of a data step.</param>
/// <param name="Mean">Of the delay in days; null for a mean over a window.</param>
/// <param name="Deviation">Of the delay in days; null likewise.</param>
/// <param name="Window">Data steps of the window; 0 for a delay.</param>
/// <param name="Early">True where it needs no state: done before the simulation; else after.</param>
/// <param name="Leaf">What comes out.</param>
internal sealed record Filter(int Index, Node Signal, Node? Mean, Node? Deviation, int Window, bool Early, Node Leaf)
{
    /// <summary>True where the signal itself needs a filter that is done after the simulation.</summary>
    public bool IsNested => !Early && Signal.Level == Level.Late;
}

/// <summary>All filters of a program, each after those that it needs.</summary>
internal sealed class Filters
{
    private readonly Graph _graph;
    private readonly ModelTables _tables;
    private readonly double _stepDays;
    private readonly Terms _early;
    private readonly Dictionary<(Node, Node?, Node?, int, bool), Filter> _known = [];

    public Filters(Graph graph, ModelTables tables, double stepDays, bool scaled)
    {
        (_graph, _tables, _stepDays) = (graph, tables, stepDays);
        _early = new(graph, tables, new(NoState, Filtered: (e, _) => Of(e, null)), scaled);
    }

    public List<Filter> All { get; } = [];

    /// <summary>The node of a Delay or Smooth in rates: of inputs and parameters only.</summary>
    public Node InRates(Expression filter, Terms terms) => Of(filter, null);

    /// <summary>The node of a Delay or Smooth in observations.</summary>
    public Node InObservations(Expression filter, Terms terms) => Of(filter, terms);

    private Node Of(Expression expression, Terms? atEnd)
    {
        Expression signal = expression is Delay d ? d.Signal : ((Smooth)expression).Signal;
        bool early = !NeedsStates(signal);
        Node of = early ? _early.Of(signal) : (atEnd ?? throw new ModelNotCompilableException(
            "a Delay or Smooth of a state or flow inside the dynamics: delay people by a compartment with stages; Delay in rates takes inputs and parameters only")).Of(signal);
        Filter filter = expression switch
        {
            Delay delay => Known(of, _early.Of(delay.Mean), _early.Of(delay.Deviation ?? (new Number(0.5, Unit.One) * delay.Mean)), 0, early),
            Smooth smooth => Known(of, null, null, WindowOf(smooth), early),
            _ => throw new System.Diagnostics.UnreachableException(expression.GetType().Name),
        };
        return filter.Leaf;
    }

    private int WindowOf(Smooth smooth) => smooth.Days > 0
        ? (int)Math.Clamp(Math.Round(smooth.Days / _stepDays), 1, 100_000)
        : throw new ModelNotCompilableException($"Smooth over {smooth.Days} days: expected more than 0");

    private Filter Known(Node signal, Node? mean, Node? deviation, int window, bool early)
    {
        var key = (signal, mean, deviation, window, early);
        if (!_known.TryGetValue(key, out Filter? filter))
        {
            bool active = signal.Active || mean is { Active: true } || deviation is { Active: true };
            filter = new(All.Count, signal, mean, deviation, window, early, _graph.Leaf(Source.Filtered, All.Count, early ? Level.Step : Level.Late, active));
            All.Add(filter);
            _known.Add(key, filter);
        }

        return filter;
    }

    private bool NeedsStates(Expression signal)
    {
        bool Direct(Expression e) => e.Walk().Any(n => n is Incidence or Cumulative or Mix or SumOver);
        return Direct(signal)
            || _tables.NamesIn([signal]).Any(n => _tables.States.ContainsKey(n) || (_tables.Lets.TryGetValue(n, out Expression? let) && Direct(let)));
    }

    private Node NoState(int state) => throw new ModelNotCompilableException(
        $"the mean or standard deviation of a Delay depends on '{_tables.Layout.States[state]}': they are constant over the run");
}
