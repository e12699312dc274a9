using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>The twins of a run's forecast, asked the same questions.</summary>
/// <param name="Twins">The winner first.</param>
public sealed record ScenarioEnsemble(ImmutableArray<ScenarioTwin> Twins)
{
    /// <summary>What every twin can turn.</summary>
    public ImmutableArray<string> Roles => [.. Twins[0].Roles.Where(role => Twins.All(t => t.Roles.Contains(role)))];

    /// <summary>One answer; twins that lack a role of the question are left out of the spread.</summary>
    /// <exception cref="ArgumentException">The winner cannot answer it: see <see cref="ScenarioTwin.Run"/>.</exception>
    public ScenarioAnswer Ask(Scenario scenario) => new(scenario,
    [
        Twins[0].Run(scenario),
        .. Twins.Skip(1).Where(t => scenario.Turns.All(turn => t.Roles.Contains(turn.Role))).Select(t => t.Run(scenario)),
    ]);
}
