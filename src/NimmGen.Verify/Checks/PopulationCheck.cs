using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG2005: the population at the start divides a hazard although people enter or leave.</summary>
internal static class PopulationCheck
{
    public static void Run(Subject subject)
    {
        foreach (StartRestStatement rest in subject.Model.Statements.OfType<StartRestStatement>())
        {
            var group = subject.Components.First(g => g.Any(c => c.Name == rest.State)).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            bool open = subject.Edges.Any(f => (f.From is null || f.To is null) && group.Contains((f.From ?? f.To)!));
            if (!open || rest.Total is not Reference { Name: var total } || subject.Symbols.GetValueOrDefault(total) is not InputSymbol)
            {
                continue;
            }

            foreach (FlowEdge flow in subject.Edges.Where(f => f.PerCapita && Divides(subject, f.EffectiveRate, total)))
            {
                subject.Warn(
                    "NG2005", flow.Statement.Place, $"{total}, the number of people at the start, divides the hazard of flow {Subject.Arrow(flow)}, but people enter or leave", flow.Rate,
                    "the shares drift away from 1 as the number of people changes", $"divide by the living: {string.Join(" + ", group)}");
                break;
            }
        }
    }

    private static bool Divides(Subject subject, Expression term, string name) =>
        subject.Needs([term]).Where(n => !subject.Symbols.ContainsKey(n) && subject.Lets.ContainsKey(n)).Select(n => subject.Lets[n].Value).Prepend(term)
            .SelectMany(t => t.Walk()).Any(n => n is Binary { Operator: Operator.Divide } b && subject.Needs([b.Right]).Contains(name));
}
