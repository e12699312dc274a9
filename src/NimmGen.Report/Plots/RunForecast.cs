using System.Collections.Immutable;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>A run's forecasts as one series.</summary>
public static class RunForecast
{
    /// <summary>The series over all places of a forecast [step][location] that begins at the last test origin.</summary>
    public static double[] Aggregate(RunRecord run, ImmutableArray<double> forecast)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunView(run).Aggregate(forecast.AsSpan(), run.Data.TestOrigins[^1]);
    }
}
