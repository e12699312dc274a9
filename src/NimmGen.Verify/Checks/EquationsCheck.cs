using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG2002: a quantity has exactly one equation, a compartment none.</summary>
internal static class EquationsCheck
{
    public static void Run(Subject subject)
    {
        ILookup<string, Statement> equations = subject.Model.Statements
            .Where(s => s is GrowthStatement or RateStatement or NextStatement)
            .ToLookup(s => s switch { GrowthStatement g => g.Quantity, RateStatement r => r.Quantity, _ => ((NextStatement)s).Quantity }, StringComparer.Ordinal);
        foreach (Symbol state in subject.Model.States)
        {
            Statement[] own = [.. equations[state.Name]];
            if (state is CompartmentSymbol && own.Length > 0)
            {
                subject.Error(
                    "NG2002", own[0].Place, $"compartment {state.Name} has an equation of its own", why: "compartments change by flows only, so that nothing is lost",
                    fix: $"use Flow, Inflow or Outflow, or declare {state.Name} as a Quantity");
            }
            else if (state is QuantitySymbol && own.Length != 1)
            {
                subject.Error(
                    "NG2002", own.Length > 1 ? own[1].Place : state.Place, $"quantity {state.Name} has {(own.Length == 0 ? "no equation" : $"{own.Length} equations")}, expected one",
                    fix: own.Length == 0 ? $"Growth({state.Name}, ...) or Rate({state.Name}, ...)" : "add the terms into one equation");
            }
        }
    }
}
