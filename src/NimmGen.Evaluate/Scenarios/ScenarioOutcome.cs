using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>What one twin says of a scenario, from the step at which it begins to the end of the simulation.</summary>
/// <param name="Name">Of the scenario.</param>
/// <param name="From">First step of <paramref name="Values"/>.</param>
/// <param name="Values">Expected target over all locations, one a step.</param>
/// <param name="Baseline">The same without the scenario.</param>
/// <param name="Locations">Expected target, [step][location].</param>
/// <param name="Peak">Its largest value.</param>
/// <param name="PeakStep">The step of it.</param>
/// <param name="Cumulative">Sum over steps (of a target that is no count of new ones: times the days of a step).</param>
/// <param name="Difference">Cumulative less that of the baseline.</param>
/// <param name="Infections">People infected; null where the mechanism has no infection.</param>
/// <param name="InfectionDifference">Less those of the baseline.</param>
public sealed record ScenarioOutcome(
    string Name,
    int From,
    ImmutableArray<double> Values,
    ImmutableArray<double> Baseline,
    ImmutableArray<double> Locations,
    double Peak,
    int PeakStep,
    double Cumulative,
    double Difference,
    double? Infections,
    double? InfectionDifference)
{
    /// <summary>The difference as a part of the baseline's cumulative value; 0 where that is zero.</summary>
    public double Share => Cumulative == Difference ? 0 : Difference / (Cumulative - Difference);
}

/// <summary>What an ensemble says of a scenario: the winner, and how far its members lie apart.</summary>
/// <param name="Scenario">The question.</param>
/// <param name="Members">One outcome a twin, the winner's first.</param>
public sealed record ScenarioAnswer(Scenario Scenario, ImmutableArray<ScenarioOutcome> Members)
{
    /// <summary>What the winner says.</summary>
    public ScenarioOutcome Winner => Members[0];

    /// <summary>Smallest and largest of a quantity over the members.</summary>
    public (double Least, double Most) Spread(Func<ScenarioOutcome, double> quantity) => (Members.Min(quantity), Members.Max(quantity));
}
