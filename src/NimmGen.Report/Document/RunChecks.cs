using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>A run whose arrays do not fit together is a bug of whoever made it: said at once, not drawn.</summary>
internal static class RunChecks
{
    public static void Require(RunRecord run)
    {
        if (Problem(run) is { } problem)
        {
            throw new ArgumentException(problem, nameof(run));
        }
    }

    private static string? Problem(RunRecord run)
    {
        int places = run.Data.Locations.Length;
        if (places == 0)
        {
            return "a run needs at least one location";
        }

        if (run.Data.Observed.Length != run.Data.Steps.Length * places)
        {
            return $"observed values: got {run.Data.Observed.Length}, expected {run.Data.Steps.Length} steps x {places} locations";
        }

        foreach (TwinAtOrigin twin in run.Final?.Origins ?? [])
        {
            if (twin.Fitted.Length % places != 0 || twin.Forecast.Length % places != 0)
            {
                return $"twin at origin {twin.TrainSteps}: {twin.Fitted.Length} fitted and {twin.Forecast.Length} forecast values do not divide by {places} locations";
            }

            if (twin.Series.FirstOrDefault(s => s.Steps.Length == 0 ? !s.Values.IsEmpty : s.Values.Length % s.Steps.Length != 0) is { } series)
            {
                return $"series {series.Name} at origin {twin.TrainSteps}: {series.Values.Length} values do not divide by {series.Steps.Length} steps";
            }
        }

        return run.Final is { } final ? Forecasts(final, places) ?? Covariates(run, final) : null;
    }

    // A combination forecasts what its twins do; intervals reach as far as the forecasts that they go around.
    private static string? Forecasts(FinalRecord final, int places)
    {
        int longest = final.Origins.IsDefaultOrEmpty ? 0 : final.Origins.Max(o => o.Forecast.Length);
        if (final.Chosen?.Origins.FirstOrDefault(o => final.Origins.FirstOrDefault(t => t.TrainSteps == o.TrainSteps) is { } t && t.Forecast.Length != o.Values.Length) is { } odd)
        {
            return $"combination at origin {odd.TrainSteps}: {odd.Values.Length} values, but its twin has another number";
        }

        foreach (PredictiveIntervals i in final.Intervals.IsDefault ? [] : final.Intervals)
        {
            if (i.Locations.Scales.Length != places || i.Aggregate.Scales.Length != 1 || i.Aggregate.Offsets.Length * places < longest * i.Aggregate.Levels.Length
                || i.Locations.Offsets.Length * places < longest * i.Locations.Levels.Length)
            {
                return $"intervals of {i.Method}: {i.Locations.Scales.Length} scales and {i.Aggregate.Offsets.Length} offsets do not fit {places} locations and {longest / places} steps";
            }
        }

        return null;
    }

    // Drawn on the axis of the data, and exported under their names.
    private static string? Covariates(RunRecord run, FinalRecord final)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (CovariateSeries? series in final.Covariates.IsDefault ? [] : final.Covariates)
        {
            if (series is null || series.Values.IsDefault || series.Values.Length != run.Data.Steps.Length)
            {
                return $"covariate {series?.Name ?? "without a name"}: got {(series is null || series.Values.IsDefault ? 0 : series.Values.Length)} values, expected {run.Data.Steps.Length}, one a step";
            }

            if (!names.Add(series.Name))
            {
                return $"covariate {series.Name} is there twice";
            }
        }

        return null;
    }
}
