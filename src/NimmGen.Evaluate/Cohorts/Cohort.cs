using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>
/// Patients in three groups of one data set, all states observed. Panels have one location a patient and the same channels.
/// </summary>
/// <param name="Training">Parameters are learned from these.</param>
/// <param name="Validation">Mechanisms are chosen by these.</param>
/// <param name="Test">Scored once, at the end.</param>
public sealed record Cohort(Panel Training, Panel Validation, Panel Test)
{
    private const int Few = 12;

    /// <summary>The first few test patients: what reports show.</summary>
    public Panel Shown { get; } = First(Test);

    /// <summary>Lung cancer under chemotherapy and radiotherapy, 1000 simulated patients a group (HDTwinGen's simulator).</summary>
    public static Cohort LungCancerChemoRadio(int seed) => new(
        LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, seed),
        LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, seed + 1000),
        LungCancerSimulator.Simulate(LungCancerScenario.ChemoRadiotherapy, seed + 2000));

    private static Panel First(Panel panel)
    {
        int few = Math.Min(Few, panel.LocationCount);
        return Panel.Create(
            panel.Card,
            panel.Locations.Take(few),
            panel.Times,
            panel.Channels.ToDictionary(
                c => c.Name,
                c => Enumerable.Range(0, panel.StepCount).SelectMany(t => Enumerable.Range(0, few).Select(l => panel.At(c.Name, t, l))).ToArray()));
    }
}
