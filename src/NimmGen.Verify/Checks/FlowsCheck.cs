using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG2001: a compartment that no flow touches.</summary>
internal static class FlowsCheck
{
    public static void Run(Subject subject)
    {
        var touched = subject.Edges.SelectMany(f => new[] { f.From, f.To }).ToHashSet(StringComparer.Ordinal);
        foreach (CompartmentSymbol c in subject.Model.Compartments)
        {
            bool hasEquation = subject.Model.Statements.Any(s => (s is GrowthStatement g && g.Quantity == c.Name) || (s is RateStatement r && r.Quantity == c.Name));
            if (touched.Contains(c.Name) || hasEquation)
            {
                continue;
            }

            OutflowStatement? exit = subject.Model.Statements.OfType<OutflowStatement>()
                .FirstOrDefault(o => subject.Symbols[o.From].Unit.IsCompatibleWith(c.Unit));
            subject.Error(
                "NG2001", c.Place, $"compartment {c.Name} is connected to no flow", why: "it is declared and started but never updated",
                fix: exit is null
                    ? $"add a Flow into or out of {c.Name}, or remove it"
                    : $"an Outflow{(exit.Place.Line > 0 ? $" on line {exit.Place.Line}" : "")} leaves the model: should it be Flow({exit.From}, {c.Name}, ...)?");
        }
    }
}
