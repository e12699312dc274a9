using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>What each symbol can be, and which totals the compartments keep.</summary>
internal sealed class SymbolRanges
{
    private readonly Dictionary<string, Interval> _ranges = new(StringComparer.Ordinal);

    private readonly Subject _subject;

    public SymbolRanges(Subject subject)
    {
        _subject = subject;
        foreach (Symbol symbol in subject.Symbols.Values)
        {
            _ranges[symbol.Name] = Declared(symbol, subject.Data);
        }

        var starts = new Lazy<TermRanges>(() => new TermRanges(subject, this));

        // x' >= -h x: what starts above zero stays above zero for as long as hazards are finite; a transfer takes all that is there.
        var emptied = subject.Model.Statements.OfType<TransferStatement>().Select(t => t.From).ToHashSet(StringComparer.Ordinal);

        foreach (Statement statement in subject.Model.Statements)
        {
            switch (statement)
            {
                case StartRestStatement r:
                    _ranges[r.State] = _ranges[r.State] with { Positive = !emptied.Contains(r.State) };
                    Keep(subject, r);
                    break;
                case StartStatement s when subject.Symbols[s.State] is CompartmentSymbol || subject.Model.Statements.Any(g => g is GrowthStatement q && q.Quantity == s.State):
                    if (!emptied.Contains(s.State) && starts.Value.Of(s.Value).IsPositive)
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

    /// <summary>
    /// What the entries of a row (transposed: a column) sum to, in the unit of the matrix: 1 where the data card says so; at most 1 for
    /// shares where there is no card; else anything above zero, since a row without an entry would be a place that nothing reaches.
    /// </summary>
    public Interval RowSum(string name, bool transposed)
    {
        bool shares = _subject.Symbols.GetValueOrDefault(name) is { Unit.IsDimensionless: true };
        string? sums = _subject.Symbols.GetValueOrDefault(name) is MatrixSymbol m ? _subject.Data?.Matrices.FirstOrDefault(d => d.Name == m.Channel)?.Normalisation : null;
        return shares && sums == (transposed ? "columns" : "rows") ? Interval.Point(1)
            : shares && sums is null ? new(0, 1, true)
            : new(0, double.PositiveInfinity, true);
    }

    private void Keep(Subject subject, StartRestStatement rest)
    {
        var group = subject.Components.First(g => g.Any(c => c.Name == rest.State));
        bool closed = subject.Edges.All(f => f is { From: not null, To: not null } || !group.Any(c => c.Name == (f.From ?? f.To)));

        // Where flows connect several groups each total is that of a group only at the start.
        bool alone = subject.Model.Statements.OfType<StartRestStatement>().Count(r => group.Any(c => c.Name == r.State)) == 1;
        if (closed && alone && rest.Total is Reference r && subject.Symbols.GetValueOrDefault(r.Name) is InputSymbol
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
        InputSymbol { Name: Expansion.TimeInput } => new(0, double.PositiveInfinity),
        InputSymbol i => data?.Find(i.Channel) is { } channel
            ? new(i.Min ?? channel.Min ?? double.NegativeInfinity, i.Max ?? channel.Max ?? double.PositiveInfinity)
            : new(i.Min ?? double.NegativeInfinity, i.Max ?? double.PositiveInfinity),
        _ => Interval.All,
    };
}
