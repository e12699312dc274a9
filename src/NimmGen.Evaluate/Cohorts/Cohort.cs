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

    /// <summary>Lung cancer, 1000 simulated patients a group (HDTwinGen's simulator).</summary>
    public static Cohort LungCancer(LungCancerScenario scenario, int seed) => new(
        LungCancerSimulator.Simulate(scenario, seed),
        LungCancerSimulator.Simulate(scenario, seed + 1000),
        LungCancerSimulator.Simulate(scenario, seed + 2000));

    /// <summary>Lung cancer under chemotherapy and radiotherapy.</summary>
    public static Cohort LungCancerChemoRadio(int seed) => LungCancer(LungCancerScenario.ChemoRadiotherapy, seed);

    private static Panel First(Panel panel) => panel.Select([.. Enumerable.Range(0, Math.Min(Few, panel.LocationCount))]);
}
