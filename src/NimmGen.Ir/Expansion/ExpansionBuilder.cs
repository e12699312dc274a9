using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>Writes out a model's groups and stages, declaration by declaration and statement by statement.</summary>
internal sealed class ExpansionBuilder
{
    private readonly MechanismIr _model;
    private readonly GroupNames _names;
    private readonly AxisInference _axes;
    private readonly TermExpansion _terms;
    private readonly List<Symbol> _symbols = [];
    private readonly List<Statement> _statements = [];
    private readonly ImmutableDictionary<string, ExpandedPart>.Builder _parts = ImmutableDictionary.CreateBuilder<string, ExpandedPart>(StringComparer.Ordinal);
    private readonly Dictionary<string, CompartmentSymbol> _compartments;

    public ExpansionBuilder(MechanismIr model)
    {
        _model = model;
        _names = new(model);
        _axes = new(model);
        _terms = new(model, _axes, _names);
        _compartments = model.Compartments.DistinctBy(c => c.Name).ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    public ImmutableDictionary<string, ExpandedPart> Parts => _parts.ToImmutable();

    public ImmutableDictionary<string, ImmutableArray<string>> Flows => _terms.Flows
        .GroupBy(f => f.Key.Flow, StringComparer.Ordinal)
        .ToImmutableDictionary(g => g.Key, g => g.SelectMany(f => f.Value).ToImmutableArray(), StringComparer.Ordinal);

    public MechanismIr Build()
    {
        foreach (Symbol symbol in _model.Symbols)
        {
            Expand(symbol);
        }

        if (Expansion.UsesTime(_model))
        {
            Add(new InputSymbol(Expansion.TimeInput, Unit.Of("day"), null, null, "days since the first row", null, Place.None), Expansion.TimeInput, [], null);
        }

        // The flows' names first: observations and lets may stand before them.
        var stages = new StageFlows(_model, _names, _axes, _terms);
        foreach (FlowEdge flow in _model.Flows)
        {
            stages.Name(flow);
        }

        foreach (Statement statement in _model.Statements)
        {
            foreach (Statement expanded in StageFlows.Covers(statement) ? stages.Of(statement) : Expand(statement))
            {
                _statements.Add(expanded);
                if (_symbols.Count + _statements.Count > Expansion.MaximumParts)
                {
                    throw new ExpansionException($"with its groups written out the model has more than {Expansion.MaximumParts} symbols and statements");
                }
            }
        }

        _statements.AddRange(stages.Passages());
        return _model with { Axes = [], Symbols = [.. _symbols], Statements = [.. _statements] };
    }

    private void Expand(Symbol symbol)
    {
        if (symbol is ClosureSymbol or MatrixSymbol { CouplesLocations: true })
        {
            Add(symbol, symbol.Name, [], null);
            return;
        }

        if (symbol is MatrixSymbol matrix)
        {
            foreach (string row in _terms.LabelsOf(matrix.Rows))
            {
                foreach (string column in _terms.LabelsOf(matrix.Columns))
                {
                    ImmutableArray<Group> entry = [new(matrix.Rows, row), new(matrix.Columns, column)];
                    Add(
                        new InputSymbol(_names.Of(matrix.Name, entry), matrix.Unit, 0, null, matrix.Meaning, matrix.Role, matrix.Place) { Of = matrix.Name, Groups = entry },
                        matrix.Name, entry, null);
                }
            }

            return;
        }

        int number = 0;
        foreach (GroupChoice choice in _terms.Choices(symbol.Axes))
        {
            ImmutableArray<Group> groups = choice.Along(symbol.Axes, symbol.Name);
            int? stages = symbol is CompartmentSymbol { Stages: > 1 and var n } ? n : null;
            for (int stage = 1; stage <= (stages ?? 1); stage++)
            {
                string name = _names.Of(symbol.Name, groups, stages is null ? null : stage);
                Symbol one = symbol with { Name = name, Axes = [] };
                Add(one switch
                {
                    CompartmentSymbol c => c with { Stages = 1 },
                    ConstantSymbol { Values.IsEmpty: false } c => c with { Value = c.Values[number], Values = [] },
                    InputSymbol i when !groups.IsEmpty => i with { Of = symbol.Name, Groups = groups },
                    LearnedSymbol { Per: Scope.Location } l =>
                        new NeuralSymbol(l.Name, l.Unit, l.Min, l.Max, Cadence.Never, l.Meaning, l.Role, l.Place),
                    _ => one,
                }, symbol.Name, groups, stages is null ? null : stage);
            }

            number++;
        }
    }

    private void Add(Symbol symbol, string of, ImmutableArray<Group> groups, int? stage)
    {
        _symbols.Add(symbol);
        _parts[symbol.Name] = new(of, groups, stage);
        if (_symbols.Count > Expansion.MaximumParts)
        {
            throw new ExpansionException($"with its groups written out the model has more than {Expansion.MaximumParts} symbols");
        }
    }

    private IEnumerable<Statement> Expand(Statement statement)
    {
        switch (statement)
        {
            case GrowthStatement g:
                return Each(g.Quantity, (name, choice) => g with { Quantity = name, PerCapita = _terms.Of(g.PerCapita, choice) });
            case RateStatement r:
                return Each(r.Quantity, (name, choice) => r with { Quantity = name, Rate = _terms.Of(r.Rate, choice) });
            case NextStatement n:
                return Each(n.Quantity, (name, choice) => n with { Quantity = name, Value = _terms.Of(n.Value, choice) });
            case StartStatement s:
                return Start(s);
            case StartRestStatement r:
                return StartRest(r);
            case ObserveStatement o:
                return
                [
                    o with
                    {
                        Value = _terms.Of(o.Value, GroupChoice.None),
                        Noise = o.Noise?.Parameter is { } p ? o.Noise with { Parameter = _terms.Of(p, GroupChoice.None) } : o.Noise,
                    },
                ];
            case LetStatement l:
                ImmutableArray<string> along = _axes.Of(l.Value);
                return _terms.Choices(along).Select(choice => l with
                {
                    Name = _names.Of(l.Name, choice.Along(along, l.Name)),
                    Value = _terms.Of(l.Value, choice),
                });
            default:
                throw new System.Diagnostics.UnreachableException(statement.GetType().Name);
        }
    }

    // A stay begins in its first stage; the others are empty.
    private IEnumerable<Statement> Start(StartStatement s)
    {
        if (!_compartments.TryGetValue(s.State, out CompartmentSymbol? compartment) || compartment.Stages == 1)
        {
            return Each(s.State, (name, choice) => s with { State = name, Value = _terms.Of(s.Value, choice) });
        }

        return _terms.Choices(compartment.Axes).SelectMany(choice => Enumerable.Range(1, compartment.Stages).Select(stage => s with
        {
            State = _names.Of(s.State, choice.Along(compartment.Axes, s.State), stage),
            Value = stage == 1 ? _terms.Of(s.Value, choice) : new Number(0, compartment.Unit),
        }));
    }

    // The rest of a group is what the others of the group leave: compartments with all axes of the state, in the same groups.
    private IEnumerable<Statement> StartRest(StartRestStatement r)
    {
        CompartmentSymbol own = _compartments.GetValueOrDefault(r.State) ?? throw new ExpansionException($"'{r.State}' is not a compartment of the model");
        CompartmentSymbol[] beside =
        [
            .. StartRests.Beside(FlowComponents.Of(_model).First(g => g.Any(c => c.Name == r.State)), r.State).Where(c => own.Axes.All(c.Axes.Contains)),
        ];
        foreach (GroupChoice choice in _terms.Choices(own.Axes))
        {
            string[] parts = [.. NamesOf(own, choice)];
            yield return r with
            {
                State = parts[0],
                Total = _terms.Of(r.Total, choice),
                Others = [.. parts[1..], .. beside.SelectMany(c => NamesOf(c, choice))],
            };
            foreach (string later in parts[1..])
            {
                yield return new StartStatement(later, new Number(0, own.Unit), r.Place);
            }
        }
    }

    // Names of a compartment's parts in the groups chosen, over all groups of its further axes and all stages.
    private IEnumerable<string> NamesOf(CompartmentSymbol compartment, GroupChoice choice) =>
        _terms.Choices(compartment.Axes)
            .Where(c => choice.Labels.All(l => c.Labels[l.Key] == l.Value))
            .SelectMany(c => Enumerable.Range(1, compartment.Stages)
                .Select(stage => _names.Of(compartment.Name, c.Along(compartment.Axes, compartment.Name), compartment.Stages > 1 ? stage : null)));

    private IEnumerable<Statement> Each(string state, Func<string, GroupChoice, Statement> make)
    {
        Symbol symbol = _model.Find(state) ?? throw new ExpansionException($"'{state}' is not a state of the model");
        int? stage = symbol is CompartmentSymbol { Stages: > 1 } ? 1 : null;
        return _terms.Choices(symbol.Axes).Select(choice => make(_names.Of(state, choice.Along(symbol.Axes, state), stage), choice));
    }
}
