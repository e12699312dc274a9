using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>The right-hand sides that a model's statements mean, one a state; two and a rule for a compartment in stages.</summary>
internal sealed class StateEquations(MechanismIr model)
{
    /// <summary>The running stage of a chain.</summary>
    public const string Stage = "j";

    /// <summary>What the flow moves a unit of time, in the unit of its stock; out of stages the last one, n times as fast.</summary>
    public static Expression Moved(MechanismIr model, FlowEdge flow)
    {
        Expression moved = !flow.PerCapita ? flow.EffectiveRate
            : Stages(model, flow.From!) is var n and > 1 && !flow.EveryStage
                ? new Number(n, Unit.One) * flow.EffectiveRate * new StageOf(flow.From!, Text(n))
                : flow.EffectiveRate * new Reference(flow.From!);
        return flow.FromGroup is null ? moved : new Select(moved, flow.FromGroup);
    }

    /// <summary>dx/dt of a state without stages.</summary>
    public List<MathProduct> Of(string state)
    {
        Expression self = new Reference(state);
        var terms = new List<(double, Expression)>();
        foreach (Statement statement in model.Statements)
        {
            switch (statement)
            {
                // A split leaves its source once, whole: minus gamma I, not minus f gamma I minus (1 - f) gamma I.
                case SplitStatement split when split.From == state:
                    terms.Add((-1, split.Hazard * self));
                    break;
                case GrowthStatement g when g.Quantity == state:
                    terms.Add((1, g.PerCapita is Reference ? g.PerCapita * self : self * g.PerCapita));
                    break;
                case RateStatement r when r.Quantity == state:
                    terms.Add((1, r.Rate));
                    break;
            }

            foreach (FlowEdge flow in FlowEdge.Of(statement))
            {
                if (flow.From == state && statement is not SplitStatement && Ageing(flow) is null)
                {
                    terms.Add((-1, Seen(state, flow, flow.FromGroup)));
                }

                if (flow.To == state && Ageing(flow) is null)
                {
                    terms.Add((1, Seen(state, flow, flow.ToGroup)));
                }
            }
        }

        terms.AddRange(Aged(state, self));
        return Factored(MathProduct.Complements(MathProduct.SumOf(terms)), self);
    }

    /// <summary>The first stage, then every later one in terms of the stage before; the state has two or more.</summary>
    public (List<MathProduct> First, List<MathProduct> Later) OfStages(string state)
    {
        int n = Stages(model, state);
        Expression first = new StageOf(state, "1"), here = new StageOf(state, Later(n)), before = n == 2 ? first : new StageOf(state, Stage + "−1");
        var entering = new List<(double, Expression)>();
        var leaving = new List<Expression>();
        var dying = new List<(double, Expression)>();
        var passing = new List<Expression>();
        foreach (Statement statement in model.Statements)
        {
            if (statement is SplitStatement split && split.From == state)
            {
                passing.Add(split.Hazard);
            }

            foreach (FlowEdge flow in FlowEdge.Of(statement))
            {
                if (flow.To == state)
                {
                    entering.Add((1, Seen(state, flow, flow.ToGroup)));
                }

                if (flow.From != state || statement is SplitStatement)
                {
                    continue;
                }

                Expression hazard = flow.FromGroup is { } g ? flow.Rate * new Indicator(g.Axis, "=", g.Label) : flow.Rate;
                if (!flow.PerCapita)
                {
                    // An amount a time is taken from each stage in proportion to what is in it.
                    leaving.Add(hazard / new Reference(state));
                }
                else if (flow.EveryStage)
                {
                    leaving.Add(hazard);
                }
                else
                {
                    passing.Add(hazard);
                }
            }
        }

        Expression speed = passing.Count == 0 ? new Number(0, Unit.One) : new Number(n, Unit.One) * passing.Skip(1).Aggregate(passing[0], (a, b) => a + b);
        var later = new List<(double, Expression)> { (1, speed * (before - here)) };
        foreach (Expression hazard in leaving)
        {
            entering.Add((-1, hazard * first));
            later.Add((-1, hazard * here));
        }

        entering.Add((-1, speed * first));
        return (Factored(MathProduct.Complements(MathProduct.SumOf(entering)), first), MathProduct.SumOf(later));
    }

    /// <summary>The stage that the equation of later stages is about: the second of two, else the running one.</summary>
    public static string Later(int stages) => stages == 2 ? "2" : Stage;

    public static int Stages(MechanismIr model, string state) => model.Find(state) is CompartmentSymbol c ? c.Stages : 1;

    // What a flow moves as its end sees it: summed over the groups that the end has not, in the one group that it names.
    private Expression Seen(string state, FlowEdge flow, Group? only)
    {
        Expression moved = Moved(model, flow);
        ImmutableArray<string> own = model.Find(state)?.Axes ?? [];
        IEnumerable<string> others = (flow.From is null ? [] : model.Find(flow.From)?.Axes ?? []).Union(flow.To is null ? [] : model.Find(flow.To)?.Axes ?? [], StringComparer.Ordinal);
        foreach (string axis in others.Where(a => !own.Contains(a) && a != flow.FromGroup?.Axis && a != flow.ToGroup?.Axis))
        {
            moved = new SumOver(moved, axis);
        }

        return only is null ? moved : new Indicator(only.Axis, "=", only.Label) * moved;
    }

    // Flows from each group of an axis to the next at one hazard are one term: growing older.
    private IEnumerable<(double, Expression)> Aged(string state, Expression self)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (FlowEdge flow in model.Flows.Where(f => f.From == state))
        {
            if (Ageing(flow) is { } axis && told.Add(axis + CanonicalForm.Of(flow.Rate)))
            {
                Expression moved = flow.Rate * self;
                yield return (-1, new Indicator(axis, "<", "") * moved);
                yield return (1, new Indicator(axis, ">", "") * new Previous(moved, axis));
            }
        }
    }

    private string? Ageing(FlowEdge flow)
    {
        if (flow.From != flow.To || flow.From is null || flow.FromGroup?.Axis is not { } axis || flow.ToGroup?.Axis != axis || model.FindAxis(axis) is not { } groups)
        {
            return null;
        }

        string hazard = CanonicalForm.Of(flow.Rate);
        var steps = model.Flows.Where(f => f.From == flow.From && f.To == flow.To && f.FromGroup?.Axis == axis && f.ToGroup?.Axis == axis && CanonicalForm.Of(f.Rate) == hazard)
            .Select(f => (groups.Labels.IndexOf(f.FromGroup!.Label), groups.Labels.IndexOf(f.ToGroup!.Label))).ToHashSet();
        return groups.Labels.Length > 2 && steps.Count == groups.Labels.Length - 1 && steps.All(s => s.Item2 == s.Item1 + 1) ? axis : null;
    }

    // Several exits of one state: minus (mu + gamma) I.
    private static List<MathProduct> Factored(List<MathProduct> sum, Expression self)
    {
        List<MathProduct> exits = [.. sum.Where(p => p.Coefficient < 0 && p.Above.Count(f => f.Equals(self)) == 1)];
        if (exits.Count < 2)
        {
            return sum;
        }

        Expression rates = exits.Select(p => (p with { Coefficient = -p.Coefficient, Above = p.Above.Remove(self) }).ToExpression()).Aggregate((a, b) => a + b);
        List<MathProduct> factored = [.. sum];
        factored[sum.IndexOf(exits[0])] = new(-1, [rates, self], []);
        factored.RemoveAll(exits.Contains);
        return factored;
    }

    private static string Text(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
