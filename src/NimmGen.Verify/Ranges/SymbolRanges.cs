using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>What each symbol can be, and which totals the compartments keep.</summary>
internal sealed class SymbolRanges
{
    private readonly Dictionary<string, Interval> _ranges = new(StringComparer.Ordinal);

    public SymbolRanges(Subject subject)
    {
        foreach (Symbol symbol in subject.Symbols.Values)
        {
            _ranges[symbol.Name] = Declared(symbol, subject.Data);
        }

        // x' >= -h x: what starts above zero stays above zero for as long as hazards are finite.
        foreach (Statement statement in subject.Model.Statements)
        {
            switch (statement)
            {
                case StartRestStatement r:
                    _ranges[r.State] = _ranges[r.State] with { Positive = true };
                    Keep(subject, r);
                    break;
                case StartStatement s when subject.Symbols[s.State] is CompartmentSymbol || subject.Model.Statements.Any(g => g is GrowthStatement q && q.Quantity == s.State):
                    if (subject.Model.Inline(s.Value) is { Size: < 200 } value && new TermRanges(subject, this).Of(value).IsPositive)
                    {
                        _ranges[s.State] = new(0, double.PositiveInfinity, true);
                    }

                    break;
            }
        }
    }

    /// <summary>An input by the compartments whose sum it is at all times: a closed group that starts with it as total.</summary>
    public Dictionary<string, string[]> Totals { get; } = new(StringComparer.Ordinal);

    public Interval this[string name] => _ranges.GetValueOrDefault(name, Interval.All);

    private void Keep(Subject subject, StartRestStatement rest)
    {
        var group = FlowComponents.Of(subject.Model).First(g => g.Any(c => c.Name == rest.State));
        bool closed = subject.Model.Flows.All(f => f is { From: not null, To: not null } || !group.Any(c => c.Name == (f.From ?? f.To)));
        if (closed && rest.Total is Reference r && subject.Symbols.GetValueOrDefault(r.Name) is InputSymbol
            && group.All(c => c.Unit.Equals(group[0].Unit)) && subject.Symbols[r.Name].Unit.Equals(group[0].Unit))
        {
            Totals.TryAdd(r.Name, [.. group.Select(c => c.Name)]);
        }
    }

    private static Interval Declared(Symbol symbol, DataContext? data) => symbol switch
    {
        CompartmentSymbol => new(0, double.PositiveInfinity),
        NeuralSymbol n => new(n.Min, n.Max),
        LearnedSymbol l => new(l.Min, l.Max),
        ConstantSymbol { Values.IsEmpty: false } c => new(c.Values.Min(), c.Values.Max()),
        ConstantSymbol c => Interval.Point(c.Value),
        ClosureSymbol c => new(c.Min, c.Max),
        MatrixSymbol => new(0, double.PositiveInfinity),
        InputSymbol i => data?.Find(i.Channel) is { } channel
            ? new(i.Min ?? channel.Min ?? double.NegativeInfinity, i.Max ?? channel.Max ?? double.PositiveInfinity)
            : new(i.Min ?? double.NegativeInfinity, i.Max ?? double.PositiveInfinity),
        _ => Interval.All,
    };
}
