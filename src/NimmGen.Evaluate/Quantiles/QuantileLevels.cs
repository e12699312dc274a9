using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>The probabilities at which forecasts are stated.</summary>
public static class QuantileLevels
{
    /// <summary>
    /// The 23 levels of the COVID-19 and influenza forecast hubs: the median and eleven central intervals of 10 to 98 %
    /// (Cramer et al. 2022, doi:10.1038/s41597-022-01517-w).
    /// </summary>
    public static ImmutableArray<double> Hub { get; } =
    [
        0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
    ];
}
