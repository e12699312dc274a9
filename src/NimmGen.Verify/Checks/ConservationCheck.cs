using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Verify.Checks;

/// <summary>NG2003 and the conservation law of each group of connected compartments.</summary>
internal static class ConservationCheck
{
    public static void Run(Subject subject)
    {
        if (subject.Has("NG100"))
        {
            return;
        }

        foreach (ImmutableArray<CompartmentSymbol> group in FlowComponents.Of(subject.Model))
        {
            var names = group.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            FlowEdge[] open = [.. subject.Model.Flows.Where(f => (f.From is null && names.Contains(f.To!)) || (f.To is null && names.Contains(f.From!)))];
            string change = open.Length == 0 ? "0" : string.Join(' ', open.Select(Term));
            string law = $"d({string.Join(" + ", group.Select(c => c.Name))})/dt = {change}   [{group[0].Unit}]";
            if (group.Length > 1)
            {
                subject.Proofs.Add(new("conservation", law));
            }

            if (open.Length > 0 && group[0].Unit.Dimension == Unit.Of("people").Dimension)
            {
                bool enter = open.Any(f => f.From is null), leave = open.Any(f => f.To is null);
                subject.Warn(
                    "NG2003", open[0].Statement.Place, $"people {(enter && leave ? "enter and leave" : enter ? "enter" : "leave")} the model", why: law,
                    fix: leave ? "count the dead or departed in a compartment of their own, or keep this if the population is meant to change" : "keep this if people are meant to arrive from outside");
            }
        }
    }

    private static string Term(FlowEdge flow)
    {
        Expression moved = flow.From is null ? flow.EffectiveRate : flow.EffectiveRate * new Reference(flow.From);
        string text = moved.Size > 200 ? flow.Name : TermPrinter.Print(moved);
        return (flow.From is null ? "+ " : "- ") + (moved is Binary { Operator: Operator.Add or Operator.Subtract } ? $"({text})" : text);
    }
}
