namespace NimmGen.Data;

/// <summary>Numbers times by their step, so that consecutive steps differ by one.</summary>
/// <param name="card">Gives step and format.</param>
/// <param name="first">A time that lies on the grid.</param>
internal sealed class TimeGrid(DataCard card, DateOnly first)
{
    /// <summary>Steps after the first time; false where the time lies between two steps.</summary>
    public bool TryOrdinal(DateOnly time, out int ordinal)
    {
        int days = time.DayNumber - first.DayNumber;
        switch (card.CountsSteps ? TimeStep.Day : card.Step)
        {
            case TimeStep.Week:
                ordinal = (int)Math.Floor(days / 7.0);
                return days % 7 == 0;
            case TimeStep.Month:
                ordinal = 12 * (time.Year - first.Year) + time.Month - first.Month;
                return time.Day == first.Day;
            case TimeStep.Day:
            case TimeStep.Sample:
            default:
                ordinal = days;
                return true;
        }
    }

    public DateOnly Time(int ordinal) => (card.CountsSteps ? TimeStep.Day : card.Step) switch
    {
        TimeStep.Week => first.AddDays(7 * ordinal),
        TimeStep.Month => first.AddMonths(ordinal),
        _ => first.AddDays(ordinal),
    };

    public string Label(DateOnly time) => card.CountsSteps ? $"{time.DayNumber}" : $"{time:yyyy-MM-dd}";
}
