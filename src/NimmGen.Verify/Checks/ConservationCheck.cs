using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Verify.Checks;

/// <summary>
/// NG2003 and the conservation laws. Every flow between compartments takes from one what it gives to another, so the left null space of
/// the flows' stoichiometry is spanned by the sets of connected compartments: one law each, and no others.
/// </summary>
internal static class ConservationCheck
{
    public static void Run(Subject subject)
    {
        foreach (ImmutableArray<CompartmentSymbol> group in subject.Components)
        {
            var names = group.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            FlowEdge[] open = [.. subject.Edges.Where(f => (f.From is null && names.Contains(f.To!)) || (f.To is null && names.Contains(f.From!)))];
            bool balanced = open.Length > 0 && Balanced(subject, open);
            string terms = string.Join(' ', open.Select(Term));
            string change = open.Length == 0 ? "0" : balanced ? $"0 = {terms}" : terms;
            string law = $"d({string.Join(" + ", group.Select(c => c.Name))})/dt = {change}   [{group[0].Unit}]{Each(subject, names, group)}";
            if (group.Length > 1)
            {
                subject.Proofs.Add(new("conservation", law));
            }

            if (open.Length > 0 && !balanced && group[0].Unit.Dimension == Unit.Of("people").Dimension)
            {
                bool enter = open.Any(f => f.From is null), leave = open.Any(f => f.To is null);
                subject.Warn(
                    "NG2003", open[0].Statement.Place, $"people {(enter && leave ? "enter and leave" : enter ? "enter" : "leave")} the model", why: law,
                    fix: leave ? "count the dead or departed in a compartment of their own, or keep this if the population is meant to change" : "keep this if people are meant to arrive from outside");
            }
        }
    }

    // Births that make up for deaths cancel as polynomials, so the range of their sum is the one point zero.
    private static bool Balanced(Subject subject, FlowEdge[] open) =>
        open.All(f => f.FromGroup is null && f.ToGroup is null)
        && open.Any(f => f.From is null) && open.Any(f => f.To is null)
        && subject.Ranges.Of(open.Aggregate((Expression)new Number(0, Unit.One), (sum, f) =>
            new Binary(f.From is null ? Operator.Add : Operator.Subtract, sum, Moved(f)))) is { Low: 0, High: 0 };

    // Where no flow leads from group to group the law holds in each.
    private static string Each(Subject subject, HashSet<string> names, ImmutableArray<CompartmentSymbol> group)
    {
        string[] crossed = [.. subject.Edges.Where(f => names.Contains((f.From ?? f.To)!)).SelectMany(f => new[] { f.FromGroup?.Axis, f.ToGroup?.Axis }).OfType<string>()];
        string[] kept = [.. group.Aggregate(group[0].Axes.AsEnumerable(), (axes, c) => axes.Intersect(c.Axes)).Except(crossed)];
        return kept.Length == 0 ? "" : $", in each group of {string.Join(" and ", kept)}";
    }

    private static Expression Moved(FlowEdge flow) => flow.From is null ? flow.EffectiveRate : flow.EffectiveRate * new Reference(flow.From);

    private static string Term(FlowEdge flow)
    {
        Expression moved = Moved(flow);
        string text = moved.Size > 200 ? flow.Name : TermPrinter.Print(moved);
        return (flow.From is null ? "+ " : "- ") + (moved is Binary { Operator: Operator.Add or Operator.Subtract } ? $"({text})" : text);
    }
}
