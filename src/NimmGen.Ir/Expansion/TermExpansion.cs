using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>One choice of group an axis: which member of every symbol a term means.</summary>
internal sealed record GroupChoice(ImmutableDictionary<string, string> Labels)
{
    public static GroupChoice None { get; } = new(ImmutableDictionary<string, string>.Empty);

    public GroupChoice With(string axis, string label) => new(Labels.SetItem(axis, label));

    public ImmutableArray<Group> Along(ImmutableArray<string> axes, string what) => [.. axes.Select(a => Labels.TryGetValue(a, out string? label)
        ? new Group(a, label)
        : throw new ExpansionException($"{what} varies over {a}, which is not the case where it is used: sum over {a} or take one group"))];
}

/// <summary>Terms with their groups written out.</summary>
internal sealed class TermExpansion(MechanismIr model, AxisInference axes, GroupNames names)
{
    private readonly Dictionary<string, Symbol> _symbols = model.Symbols.DistinctBy(s => s.Name).ToDictionary(s => s.Name, StringComparer.Ordinal);

    /// <summary>What each declared flow and choice of groups became.</summary>
    public Dictionary<(string Flow, string Groups), List<string>> Flows { get; } = [];

    public Expression Of(Expression term, GroupChoice choice) => term switch
    {
        Reference r => Named(r.Name, choice),
        Incidence i => OfFlow(i.Flow, choice, f => new Incidence(f)),
        Cumulative c => OfFlow(c.Flow, choice, f => new Cumulative(f)),
        SumOver s when s.Axis != Axis.Location => Add(LabelsOf(s.Axis).Select(label => Of(s.Operand, choice.With(s.Axis, label)))),
        Select s when LabelsOf(s.Group.Axis).Contains(s.Group.Label, StringComparer.Ordinal) => Of(s.Operand, choice.With(s.Group.Axis, s.Group.Label)),
        Select s => throw new ExpansionException($"axis {s.Group.Axis} has no group '{s.Group.Label}'; it has: {string.Join(", ", LabelsOf(s.Group.Axis))}"),
        Mix m => OfMix(m, choice),
        Time => new Reference(Expansion.TimeInput),
        _ => term.Map(operand => Of(operand, choice)),
    };

    public ImmutableArray<string> LabelsOf(string axis) => model.FindAxis(axis)?.Labels ?? throw new ExpansionException($"the model has no axis '{axis}'");

    /// <summary>Every choice of groups along these axes.</summary>
    public IEnumerable<GroupChoice> Choices(ImmutableArray<string> along) => along.Aggregate(
        (IEnumerable<GroupChoice>)[GroupChoice.None],
        (choices, axis) => choices.SelectMany(c => LabelsOf(axis).Select(label => c.With(axis, label))));

    public static string Key(ImmutableArray<Group> groups) => string.Join('\n', groups.OrderBy(g => g.Axis, StringComparer.Ordinal).Select(g => $"{g.Axis}={g.Label}"));

    private Expression Named(string name, GroupChoice choice)
    {
        if (!_symbols.TryGetValue(name, out Symbol? symbol))
        {
            return new Reference(names.Of(name, choice.Along(axes.Of(new Reference(name)), $"let '{name}'")));
        }

        ImmutableArray<Group> groups = choice.Along(symbol.Axes, $"'{name}'");
        return symbol is CompartmentSymbol { Stages: > 1 and var stages }
            ? Add(Enumerable.Range(1, stages).Select(stage => new Reference(names.Of(name, groups, stage))))
            : new Reference(names.Of(name, groups));
    }

    private Expression OfFlow(string flow, GroupChoice choice, Func<string, Expression> make)
    {
        FlowEdge edge = model.Flows.FirstOrDefault(f => f.Name == flow) ?? throw new ExpansionException($"'{flow}' is not a flow of the model");
        ImmutableArray<Group> groups = choice.Along(axes.Of(edge), $"flow '{flow}'");
        return Add(Flows[(flow, Key(groups))].Select(make));
    }

    private Expression OfMix(Mix mix, GroupChoice choice)
    {
        if (_symbols.GetValueOrDefault(mix.Matrix) is not MatrixSymbol matrix)
        {
            throw new ExpansionException($"'{mix.Matrix}' is not a matrix of the model");
        }

        if (matrix.CouplesLocations)
        {
            return mix.Map(operand => Of(operand, choice));
        }

        (string reached, string mixed) = mix.Transposed ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        Group row = choice.Along([reached], $"the mix by {matrix.Name}")[0];
        return Add(LabelsOf(mixed).Select(label =>
        {
            var column = new Group(mixed, label);
            string entry = names.Of(matrix.Name, mix.Transposed ? [column, row] : [row, column]);
            return new Reference(entry) * Of(mix.Operand, choice.With(mixed, label));
        }));
    }

    private static Expression Add(IEnumerable<Expression> terms) => terms.Aggregate((a, b) => a + b);
}
