using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG1101: axes that do not fit: a term that varies over groups where one value is wanted, or over groups that its place has not.</summary>
internal static class AxesCheck
{
    public static void Run(Subject subject)
    {
        var axes = new AxisInference(subject.Model);
        foreach (Statement statement in subject.Model.Statements)
        {
            foreach (Expression node in statement.Terms().SelectMany(t => t.Walk()))
            {
                Node(subject, axes, statement.Place, node);
            }

            foreach ((Expression term, ImmutableArray<string> allowed, string what) in Places(subject, statement))
            {
                Within(subject, axes, statement.Place, term, allowed, what);
            }

            foreach (FlowEdge flow in FlowEdge.Of(statement).Where(f => f.From is not null && f.To is not null))
            {
                Group(subject, statement.Place, flow.From!, flow.FromGroup);
                Group(subject, statement.Place, flow.To!, flow.ToGroup);
            }

            if (statement is StartRestStatement rest)
            {
                Rest(subject, axes, rest);
            }
        }
    }

    // Each term of a statement with the axes that its place has.
    private static IEnumerable<(Expression Term, ImmutableArray<string> Allowed, string What)> Places(Subject subject, Statement statement)
    {
        ImmutableArray<string> Of(string name) => subject.Symbols[name].Axes;
        return statement switch
        {
            ObserveStatement o => [(o.Value, [], $"observation '{o.Channel}'")],
            StartStatement s => [(s.Value, Of(s.State), $"the start of {s.State}")],
            StartRestStatement r => [(r.Total, Of(r.State), $"the total of {r.State}")],
            GrowthStatement g => [(g.PerCapita, Of(g.Quantity), $"the growth of {g.Quantity}")],
            RateStatement r => [(r.Rate, Of(r.Quantity), $"the rate of {r.Quantity}")],
            NextStatement n => [(n.Value, Of(n.Quantity), $"the next value of {n.Quantity}")],
            OutflowStatement o => [(o.Hazard, Of(o.From), $"the hazard out of {o.From}")],
            InflowStatement i => [(i.Rate, Of(i.To), $"the inflow to {i.To}")],
            FlowStatement or SplitStatement or TransferStatement => FlowEdge.Of(statement).Select(f =>
                (f.EffectiveRate, (ImmutableArray<string>)[.. Of(f.From!).Union(Of(f.To!))], $"the flow {Subject.Arrow(f)}")),
            _ => [],
        };
    }

    private static void Within(Subject subject, AxisInference axes, Place place, Expression term, ImmutableArray<string> allowed, string what)
    {
        ImmutableArray<string> foreign = [.. axes.Of(term).Except(allowed, StringComparer.Ordinal)];
        if (!foreign.IsEmpty)
        {
            string has = allowed.IsEmpty ? "has one value" : $"varies over {string.Join(", ", allowed)} only";
            subject.Error(
                "NG1101", place, $"{what} {has}, but the term varies over {string.Join(", ", foreign)}", term,
                fix: $"sum it: Sum(..., over: {foreign[0]}); or take one group: x[{foreign[0]}[\"...\"]]");
        }
    }

    // A total for all groups together would be given to each.
    private static void Rest(Subject subject, AxisInference axes, StartRestStatement rest)
    {
        ImmutableArray<string> missing = [.. subject.Symbols[rest.State].Axes.Except(axes.Of(rest.Total), StringComparer.Ordinal)];
        if (!missing.IsEmpty)
        {
            subject.Error(
                "NG1101", rest.Place, $"the total of {rest.State} is one for all groups of {missing[0]}", rest.Total,
                "each group would start with the whole", $"give it by group: readonly Input population = new(People, {missing[0]}, min: 1);");
        }
    }

    private static void Node(Subject subject, AxisInference axes, Place place, Expression node)
    {
        switch (node)
        {
            case Mix m when subject.Symbols.GetValueOrDefault(m.Matrix) is MatrixSymbol { CouplesLocations: false } matrix:
                string mixed = m.Transposed ? matrix.Rows : matrix.Columns;
                if (!axes.Of(m.Operand).Contains(mixed))
                {
                    subject.Error(
                        "NG1101", place, $"{matrix.Name} mixes over {mixed}, over which the term does not vary", m.Operand,
                        fix: $"mix something that has one value a group of {mixed}, such as I / population with both declared over {mixed}");
                }

                break;
            case SumOver s when s.Axis != Axis.Location && !axes.Of(s.Operand).Contains(s.Axis):
                subject.Error(
                    "NG1101", place, $"the sum is over {(s.Axis.Length == 0 ? "an axis that is no field of the model" : s.Axis)}, over which the term does not vary", s.Operand,
                    fix: "remove the Sum, or sum over an axis that the term has");
                break;
            case Select s when subject.Model.FindAxis(s.Group.Axis)?.Labels.Contains(s.Group.Label) != true:
                Unknown(subject, place, s.Group);
                break;
            case Select s when !axes.Of(s.Operand).Contains(s.Group.Axis):
                subject.Error("NG1101", place, $"the term has no groups of {s.Group.Axis} to choose from", s, fix: "leave out the index");
                break;
        }
    }

    private static void Group(Subject subject, Place place, string state, Group? group)
    {
        if (group is null)
        {
            return;
        }

        if (subject.Model.FindAxis(group.Axis)?.Labels.Contains(group.Label) != true)
        {
            Unknown(subject, place, group);
        }
        else if (!subject.Symbols[state].Axes.Contains(group.Axis))
        {
            subject.Error("NG1101", place, $"{state} has no groups of {group.Axis}", fix: $"declare it so: readonly Compartment {state} = new(People, {group.Axis});");
        }
    }

    private static void Unknown(Subject subject, Place place, Group group)
    {
        string known = subject.Model.FindAxis(group.Axis) is { } axis ? $"it has {string.Join(", ", axis.Labels)}" : "no such axis is declared";
        subject.Error("NG1101", place, $"axis {group.Axis} has no group '{group.Label}': {known}", fix: "write one of its labels");
    }
}
