using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>The data sets of the catalogue that are made and not measured.</summary>
internal static class Simulations
{
    // The published benchmark draws its patients anew for each of ten seeds; one is as good as another for a single run.
    public const int Seed = 1;

    private static readonly ImmutableArray<(DataCard Card, Func<Panel> Make)> All =
    [
        (MrsaCard.Create(Seed, new()), () => MrsaSimulator.Simulate(Seed)),
        .. Enum.GetValues<LungCancerScenario>().Select(s => (LungCancerSimulator.Card(s, Seed), (Func<Panel>)(() => LungCancerSimulator.Simulate(s, Seed)))),
    ];

    public static IEnumerable<DataCard> Cards => All.Select(s => s.Card);

    /// <summary>The panel of that name; null where it is not simulated.</summary>
    public static Panel? Make(string name) => All.FirstOrDefault(s => s.Card.Name == name).Make?.Invoke();
}
