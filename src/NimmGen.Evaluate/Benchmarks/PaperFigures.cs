using System.Collections.Immutable;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>Figures of the study that defined the benchmark, read on third-party pages: for orientation, never for a claim.</summary>
internal static class PaperFigures
{
    /// <summary>Best RMSE of the paper's own method; clinical: the root of the one-day mean squared error.</summary>
    public static readonly ImmutableDictionary<string, string> Best = ImmutableDictionary.CreateRange(new Dictionary<string, string>
    {
        ["covid-bogota"] = "333.9",
        ["covid-medellin"] = "524.3",
        ["influenza-usa"] = "4.81",
        ["lung-cancer"] = "1.41",
        ["lung-cancer-chemo"] = "0.08",
        ["lung-cancer-chemo-radio"] = "0.06",
        ["alloys-fcc"] = "139.2",
    });

    public static string Of(string task) => Best.GetValueOrDefault(task, "-");
}
