using System.Collections.Immutable;
using NimmGen.Verify.Checks;

namespace NimmGen.Verify;

/// <summary>One check and when it may run.</summary>
/// <param name="Name">As in <see cref="VerifierOptions.Without"/> and docs/verification.md.</param>
/// <param name="Needs">True where what came before allows it.</param>
/// <param name="Run">Adds findings and proofs.</param>
/// <param name="Skipped">What a verdict says where it did not run; null where the findings say it.</param>
internal sealed record Check(string Name, Func<Subject, bool> Needs, Action<Subject> Run, string? Skipped = null);

/// <summary>Every check, in the order of cost.</summary>
internal static class CheckList
{
    public static readonly ImmutableArray<Check> All =
    [
        new("names", _ => true, NamesCheck.Run),
        new("signals", Named, SignalsCheck.Run),
        new("complexity", Named, ComplexityCheck.Run),
        new("axes", Named, AxesCheck.Run),
        new("engine", Named, EngineCheck.Run),
        new("units", Named, UnitsCheck.Run),
        new("flows", Named, FlowsCheck.Run),
        new("equations", Named, EquationsCheck.Run),
        new("conservation", Fitting, ConservationCheck.Run),
        new("population", Fitting, PopulationCheck.Run),
        new("starts", Named, StartsCheck.Run),
        new("reach", Fitting, ReachCheck.Run),
        new("use", Named, UseCheck.Run),
        new("data", Named, DataCheck.Run),
        new("meaning", Named, MeaningCheck.Run),
        new("influence", Named, InfluenceCheck.Run),
        new("roles", Named, RolesCheck.Run),
        new("plausibility", Fitting, PlausibilityCheck.Run),
        new("mixing", Fitting, MixingCheck.Run),
        new("positivity", Fitting, PositivityCheck.Run, "positivity: the axes or units are wrong"),
        new("stiffness", Fitting, StiffnessCheck.Run),
        new("products", Named, ProductsCheck.Run),
        new("experiment", Runnable, ExperimentCheck.Run, "identifiability and the effect of roles: there are errors"),
        new("reservoirs", Named, ReservoirCheck.Run),
        new("identifiability", s => s.Experiment is not null, IdentifiabilityCheck.Run),
        new("role effects", s => s.Experiment is not null, RoleEffectCheck.Run),
    ];

    private static bool Named(Subject subject) => !subject.Has("NG0008");

    private static bool Fitting(Subject subject) => Named(subject) && subject.Fits;

    private static bool Runnable(Subject subject) => Fitting(subject) && !subject.Findings.Exists(f => f.Severity == Ir.Severity.Error);
}
