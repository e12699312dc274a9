using NimmGen.Verify.Checks;

namespace NimmGen.Verify;

/// <summary>Judges a mechanism without running it: names, units, structure, ranges, use of data.</summary>
public static class Verifier
{
    /// <summary>
    /// All findings at once, cheap checks first. A model with dangling names gets those only, since nothing else about it
    /// can be said. Never throws for a model, however it was made.
    /// </summary>
    public static Verdict Verify(Ir.MechanismIr model, DataContext? data = null)
    {
        var subject = new Subject(model, data);
        NamesCheck.Run(subject);
        if (subject.Findings.Count == 0)
        {
            AxesCheck.Run(subject);
            EngineCheck.Run(subject);
            UnitsCheck.Run(subject);
            FlowsCheck.Run(subject);
            EquationsCheck.Run(subject);
            ConservationCheck.Run(subject);
            StartsCheck.Run(subject);
            UseCheck.Run(subject);
            DataCheck.Run(subject);
            InfluenceCheck.Run(subject);
            PositivityCheck.Run(subject);
        }

        return new([.. subject.Findings], [.. subject.Proofs]);
    }
}
