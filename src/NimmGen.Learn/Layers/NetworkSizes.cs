using NimmGen.Ir;

namespace NimmGen.Learn.Layers;

/// <summary>What the data make of a network's open sizes.</summary>
/// <param name="Features">Of the history, at least 1.</param>
/// <param name="Locations">At least 1.</param>
/// <param name="HistorySteps">Steps of the history, at least 1.</param>
/// <param name="Steps">Steps to predict, one a week (or a data step where these are longer), the first in the history's first week.</param>
/// <param name="Outputs">Parameters to predict, at least 1.</param>
/// <param name="StepDays">Days of a data step.</param>
public sealed record NetworkSizes(int Features, int Locations, int HistorySteps, int Steps, int Outputs, double StepDays = 7)
{
    private const int DaysPerWeek = 7;

    /// <summary>Data steps of a week, as in <see cref="ParameterGrid"/>.</summary>
    public int StepsPerWeek => StepDays < DaysPerWeek ? (int)Math.Round(DaysPerWeek / StepDays) : 1;

    /// <summary>Steps that the first week of the history lacks: weeks are counted back from its end.</summary>
    public int MissingInFirstWeek => (StepsPerWeek - HistorySteps % StepsPerWeek) % StepsPerWeek;

    /// <summary>How many steps a time has.</summary>
    public int Length(TimeAxis time) => time switch
    {
        TimeAxis.None => 1,
        TimeAxis.History => HistorySteps,
        TimeAxis.Weeks => (HistorySteps + MissingInFirstWeek) / StepsPerWeek,
        TimeAxis.Steps => Steps,
        _ => throw new System.Diagnostics.UnreachableException(time.ToString()),
    };

    /// <summary>Days between two steps of a time.</summary>
    public double Spacing(TimeAxis time) => time == TimeAxis.History ? StepDays : StepsPerWeek * StepDays;

    /// <summary>The middle of a step, in days after the first row.</summary>
    public double DayOf(TimeAxis time, int step) => time == TimeAxis.History
        ? step * StepDays
        : (step * StepsPerWeek - MissingInFirstWeek + 0.5 * (StepsPerWeek - 1)) * StepDays;
}
