using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Evaluate;

/// <summary>The questions that every report answers: transmission lowered by a fifth to four fifths from the last origin on.</summary>
public static class StandardScenarios
{
    private const int Horizons = 3;

    /// <summary>The strengths of the paper's Figure 3, and none.</summary>
    public static ImmutableArray<double> Strengths { get; } = [0, 0.2, 0.4, 0.6, 0.8];

    /// <summary>Answers, the baseline first; none where the winner has no transmission to turn.</summary>
    /// <param name="task">The task.</param>
    /// <param name="twins">The winner first.</param>
    public static ImmutableArray<ScenarioAnswer> Answer(ForecastTask task, IEnumerable<(MechanismIr Model, EnsembleMember Member)> twins)
    {
        var ensemble = new ScenarioEnsemble([.. twins.Select(t => new ScenarioTwin(
            task, t.Model, t.Member.State.At(t.Member.Calibrator, t.Member.TrainSteps), t.Member.Extension, Horizons * task.Horizon))]);
        return ensemble.Twins[0].Roles.Contains("transmission")
            ? [.. Strengths.Select(s => WithoutPlaces(ensemble.Ask(Scenario.Distancing(s, ensemble.Twins[0].TrainSteps))))]
            : [];
    }

    // Places would make a run file many times larger, and a report does not show them.
    private static ScenarioAnswer WithoutPlaces(ScenarioAnswer answer) => answer with { Members = [.. answer.Members.Select(m => m with { Locations = [] })] };
}
