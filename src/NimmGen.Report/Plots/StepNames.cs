using System.Globalization;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Names of the steps of a run for machines and tables.</summary>
public static class StepNames
{
    /// <summary>An ISO date, continued beyond the end of the data, or the step's own name or number.</summary>
    public static string Of(RunRecord run, int step)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (step < run.Data.Steps.Length)
        {
            return run.Data.Steps[step];
        }

        var calendar = new Calendar(run.Data);
        return calendar.HasDates
            ? DateTime.UnixEpoch.AddSeconds(calendar.Position(step)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : step.ToString(CultureInfo.InvariantCulture);
    }
}
