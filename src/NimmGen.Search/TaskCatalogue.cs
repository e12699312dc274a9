using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>A task, or everything that stands in its way.</summary>
/// <param name="Task">Null where there is an error.</param>
/// <param name="Problems">One text a problem, ready to print; warnings where there is a task.</param>
public sealed record TaskResult(ForecastTask? Task, ImmutableArray<string> Problems);

/// <summary>The tasks by name, and folders with a card of their own.</summary>
public static class TaskCatalogue
{
    // The published benchmark draws its patients anew for each of ten seeds; one is as good as another for a single run.
    private const int PatientSeed = 1;

    private static readonly ImmutableDictionary<string, LungCancerScenario> Cohorts = ImmutableDictionary.CreateRange(new Dictionary<string, LungCancerScenario>
    {
        ["lung-cancer"] = LungCancerScenario.None,
        ["lung-cancer-chemo"] = LungCancerScenario.Chemotherapy,
        ["lung-cancer-chemo-radio"] = LungCancerScenario.ChemoRadiotherapy,
    });

    /// <summary>Names that <see cref="Find"/> knows, the default first.</summary>
    public static ImmutableArray<string> Names => [Default, .. Catalogue.All.Select(c => c.Name).Where(n => n != Default)];

    /// <summary>The embedded outbreak.</summary>
    public static string Default => Catalogue.Default.Name;

    /// <summary>The task of that name, or of the folder of that path.</summary>
    /// <param name="name">A name of <see cref="Names"/> or a folder with a card.json.</param>
    /// <param name="dataRoot">The --data option, or null.</param>
    /// <param name="horizon">Steps to forecast instead of the card's, or null.</param>
    public static TaskResult Find(string name, string? dataRoot, int? horizon = null)
    {
        if (Cohorts.TryGetValue(name, out LungCancerScenario scenario))
        {
            ForecastTask patients = ForecastTask.OfCohort(Cohort.LungCancer(scenario, PatientSeed));
            return horizon is { } h && h != patients.Horizon
                ? new(null, [$"{name} always rolls out {patients.Horizon} days, got a horizon of {h}; leave --horizon out"])
                : new(patients, []);
        }

        bool known = Catalogue.All.Any(c => c.Name == name);
        if (!known && !Directory.Exists(name))
        {
            return new(null, [Unknown(name)]);
        }

        ReadResult read = known ? Catalogue.Read(name, dataRoot) : PanelReader.ReadFolder(name);
        ImmutableArray<string> problems = [.. read.Diagnostics.Select(d => d.ToString())];
        return read.Panel is null || read.HasErrors ? new(null, problems) : FromPanel(read.Panel, horizon, problems);
    }

    private static TaskResult FromPanel(Panel panel, int? horizon, ImmutableArray<string> warnings) =>
        ForecastTask.TryCreate(panel, horizon, out ForecastTask? task, out string problem) ? new(task, warnings) : new(null, warnings.Add(problem));

    private static string Unknown(string name)
    {
        string guess = Nearest.To(name, Names) is { } nearest ? $"did you mean '{nearest}'? Else " : "";
        return $"unknown task '{name}': it is no task and no folder\n    expected: {string.Join(", ", Names)}, or a folder with a card.json\n    fix: {guess}make a folder of a CSV file of your own by 'nimmgen data init FILE.csv'";
    }
}
