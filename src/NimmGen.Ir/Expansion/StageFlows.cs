using System.Collections.Immutable;

namespace NimmGen.Ir;

/// <summary>
/// Flows with their groups and stages written out. What passes through the n stages of a compartment leaves each at n times the sum of the
/// hazards of all such exits, and the last one by each exit at n times its own, so that the mean stay is one over the sum (the linear chain
/// trick: MacDonald 1978, Time Lags in Biological Models, Springer).
/// </summary>
internal sealed class StageFlows(MechanismIr model, GroupNames names, AxisInference axes, TermExpansion terms)
{
    private readonly Dictionary<string, Symbol> _symbols = model.Symbols.DistinctBy(s => s.Name).ToDictionary(s => s.Name, StringComparer.Ordinal);

    /// <summary>True for the statements that <see cref="Of"/> writes out.</summary>
    public static bool Covers(Statement statement) =>
        statement is FlowStatement or SplitStatement or OutflowStatement or InflowStatement or TransferStatement;

    /// <summary>Settles what the flow becomes.</summary>
    public void Name(FlowEdge flow)
    {
        ImmutableArray<string> along = axes.Of(flow);
        foreach (GroupChoice choice in terms.Choices(along))
        {
            ImmutableArray<Group> groups = choice.Along(along, flow.Name);
            int stages = flow.EveryStage ? StagesOf(flow.From) : 1;
            terms.Flows[(flow.Name, TermExpansion.Key(groups))] =
                [.. Enumerable.Range(1, stages).Select(stage => names.Of(flow.Name, groups, stages > 1 ? stage : null))];
        }
    }

    /// <summary>The statement once a group and, where it acts on every stage, once a stage.</summary>
    public IEnumerable<Statement> Of(Statement statement)
    {
        FlowEdge[] edges = [.. FlowEdge.Of(statement)];
        FlowEdge edge = edges[0];
        ImmutableArray<string> along = edges.Aggregate(ImmutableArray<string>.Empty, (all, e) => [.. all.Union(axes.Of(e))]);
        foreach (GroupChoice choice in terms.Choices(along))
        {
            GroupChoice there = edge.FromGroup is { } g ? choice.With(g.Axis, g.Label) : choice;
            for (int stage = 1; stage <= (edge.EveryStage ? StagesOf(edge.From) : 1); stage++)
            {
                string NameOf(FlowEdge e) => terms.Flows[(e.Name, TermExpansion.Key(choice.Along(axes.Of(e), e.Name)))][stage - 1];
                yield return One(statement, edges, NameOf, choice, there, edge.EveryStage ? stage : StagesOf(edge.From));
            }
        }
    }

    /// <summary>From stage to stage, for every compartment with stages and each of its groups.</summary>
    public IEnumerable<Statement> Passages()
    {
        foreach (CompartmentSymbol compartment in model.Compartments.Where(c => c.Stages > 1))
        {
            Statement[] exits = [.. model.Statements.Where(s => s is FlowStatement { EveryStage: false } f && f.From == compartment.Name
                || s is SplitStatement p && p.From == compartment.Name)];
            foreach (GroupChoice choice in exits.Length == 0 ? [] : terms.Choices(compartment.Axes))
            {
                ImmutableArray<Group> groups = choice.Along(compartment.Axes, compartment.Name);
                Expression[] hazards = [.. exits.Where(e => (e as FlowStatement)?.FromGroup is not { } g || groups.Contains(g)).Select(e =>
                    terms.Of(e is FlowStatement f ? f.Hazard : ((SplitStatement)e).Hazard, choice))];
                for (int stage = 1; stage < compartment.Stages && hazards.Length > 0; stage++)
                {
                    string from = names.Of(compartment.Name, groups, stage), to = names.Of(compartment.Name, groups, stage + 1);
                    yield return new FlowStatement($"{from}__{stage + 1}", from, to, Times(compartment.Stages, hazards.Aggregate((a, b) => a + b)), exits[0].Place);
                }
            }
        }
    }

    private Statement One(Statement statement, FlowEdge[] edges, Func<FlowEdge, string> nameOf, GroupChoice choice, GroupChoice there, int stage)
    {
        int stages = StagesOf(edges[0].From);
        return statement switch
        {
            FlowStatement f => new FlowStatement(
                nameOf(edges[0]), End(f.From, there, stage), End(f.To, At(choice, f.ToGroup), 1),
                f.EveryStage ? terms.Of(f.Hazard, there) : Times(stages, terms.Of(f.Hazard, there)), f.Place),
            SplitStatement s => new SplitStatement(
                nameOf(edges[0]), nameOf(edges[1]), End(s.From, there, stage), Times(stages, terms.Of(s.Hazard, there)), End(s.To, choice, 1),
                terms.Of(s.Fraction, there), End(s.Rest, choice, 1), s.Place),
            OutflowStatement o => new OutflowStatement(nameOf(edges[0]), End(o.From, there, stage), terms.Of(o.Hazard, there), o.Place),
            InflowStatement i => new InflowStatement(nameOf(edges[0]), End(i.To, At(choice, i.ToGroup), 1), terms.Of(i.Rate, At(choice, i.ToGroup)), i.Place),
            TransferStatement t => new TransferStatement(
                nameOf(edges[0]), End(t.From, there, stage), End(t.To, At(choice, t.ToGroup), 1), Share(t, there, stage), t.Place),
            _ => throw new System.Diagnostics.UnreachableException(statement.GetType().Name),
        };
    }

    // An amount a time out of a compartment with stages is taken from each in proportion to what is in it.
    private Expression Share(TransferStatement t, GroupChoice there, int stage)
    {
        Expression rate = terms.Of(t.Rate, there);
        return StagesOf(t.From) == 1
            ? rate
            : rate * new Reference(End(t.From, there, stage)) / new Call(Function.Max, [terms.Of(new Reference(t.From), there), new Number(1e-9, _symbols[t.From].Unit)]);
    }

    private static GroupChoice At(GroupChoice choice, Group? group) => group is null ? choice : choice.With(group.Axis, group.Label);

    private static Expression Times(int stages, Expression hazard) => stages == 1 ? hazard : new Number(stages, Unit.One) * hazard;

    private int StagesOf(string? compartment) => compartment is not null && _symbols.GetValueOrDefault(compartment) is CompartmentSymbol c ? c.Stages : 1;

    private string End(string name, GroupChoice choice, int stage) => names.Of(
        name, choice.Along((_symbols.GetValueOrDefault(name) ?? throw new ExpansionException($"'{name}' is not a compartment of the model")).Axes, name),
        StagesOf(name) > 1 ? stage : null);
}
