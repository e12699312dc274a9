using System.Collections.Immutable;

namespace NimmGen.Learn.Benchmarks;

/// <summary>The size of a training: of a task of the benchmark, or of one's own.</summary>
/// <param name="Name">Of the task.</param>
/// <param name="Locations">At least 1.</param>
/// <param name="Steps">Data steps before the origin, at least 1.</param>
/// <param name="Features">Channels of the history at each step and location, at least 1.</param>
/// <param name="StepDays">Length of a step in days.</param>
public sealed record EngineShape(string Name, int Locations, int Steps, int Features, double StepDays)
{
    public static EngineShape CovidBogota { get; } = new("covid-bogota", 1, 294, 11, 1);

    public static EngineShape InfluenzaUsa { get; } = new("influenza-usa", 51, 179, 15, 7);

    /// <summary>Needs about a gigabyte of memory.</summary>
    public static EngineShape MrsaVirginia { get; } = new("mrsa-virginia", 644, 232, 20, 7);

    /// <summary>All counties of the United States over ten years of weeks: for the free path.</summary>
    public static EngineShape NationalWeekly { get; } = new("national-weekly", 3143, 520, 1, 7);

    /// <summary>The same over ten years of days: takes some two gigabytes of memory.</summary>
    public static EngineShape NationalDaily { get; } = new("national-daily", 3143, 3650, 1, 1);

    /// <summary>Those of the benchmark's tasks, from the smallest to the largest.</summary>
    public static ImmutableArray<EngineShape> All { get; } = [CovidBogota, InfluenzaUsa, MrsaVirginia];
}
