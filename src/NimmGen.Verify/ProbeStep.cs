using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>
/// The length of a data step in days and how many to try. Without a data set it is the unit of time in which most of the model's
/// parameters are declared: a drug whose rates are per hour is not judged by the day.
/// </summary>
internal readonly record struct ProbeStep(double Days, int Count)
{
    public static ProbeStep Of(Subject subject) => subject.Data?.Step switch
    {
        "week" => new(7, 40),
        "month" => new(30.4375, 40),
        null => Natural(subject.Model),
        _ => new(1, 120),
    };

    private static ProbeStep Natural(MechanismIr model)
    {
        (string Name, int Count)[] steps = [("day", 120), ("week", 40), ("hour", 120), ("year", 40)];
        string[] written = [.. model.Symbols.Where(s => s.Unit.Dimension.Time != 0 && s is not InputSymbol).Select(s => s.Unit.ToString())];
        int[] votes = [.. steps.Select(s => written.Count(w => w.Contains(s.Name, StringComparison.Ordinal)))];
        int most = Array.IndexOf(votes, votes.Max());
        return new(Unit.Of(steps[most].Name).Scale, steps[most].Count);
    }
}
