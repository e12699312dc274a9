using System.Collections.Immutable;
using System.Globalization;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Names of the steps of a data set: dates where it has them, else numbers.</summary>
internal sealed class Calendar
{
    private readonly string _step;
    private readonly ImmutableArray<string> _steps;
    private readonly ImmutableArray<DateOnly> _dates;

    public Calendar(DataRecord data)
    {
        _step = data.Step;
        _steps = data.Steps;
        var dates = ImmutableArray.CreateBuilder<DateOnly>(data.Steps.Length);
        foreach (string step in data.Steps)
        {
            if (DateOnly.TryParseExact(step.AsSpan(0, Math.Min(step.Length, 10)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            {
                dates.Add(date);
            }
        }

        _dates = dates.Count == data.Steps.Length ? dates.ToImmutable() : [];
    }

    /// <summary>True where every step has a date.</summary>
    public bool HasDates => !_dates.IsEmpty;

    /// <summary>"day", "week" or the data's own word.</summary>
    public string Step => _step.Length == 0 ? "step" : _step;

    /// <summary>"30 January 2021", or "step 12"; steps past the end are continued.</summary>
    public string Name(int step) => Date(step) is { } date
        ? date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : $"{(Step is "sample" ? "sample" : "step")} {Plain(step)}";

    /// <summary>"30 Jan 2021", or the step's number: for tables.</summary>
    public string Short(int step) => Date(step) is { } date ? date.ToString("d MMM yyyy", CultureInfo.InvariantCulture) : Plain(step);

    /// <summary>Position on a time axis: seconds since 1970 for dates, else the number of the step.</summary>
    public double Position(int step) => Date(step) is { } date
        ? date.DayNumber * 86_400.0 - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber * 86_400.0
        : double.TryParse(Plain(step), CultureInfo.InvariantCulture, out double number) ? number : step;

    /// <summary>So many steps in words: "4 weeks" for 28 days, "10 days", "8 weeks".</summary>
    public string Span(int steps) => Step is "day" && steps >= 14 && steps % 7 == 0
        ? Figures.Count(steps / 7, "week")
        : Figures.Count(steps, Step);

    private DateOnly? Date(int step)
    {
        if (_dates.IsEmpty)
        {
            return null;
        }

        int last = _dates.Length - 1;
        if (step <= last)
        {
            return _dates[Math.Max(0, step)];
        }

        int days = last > 0 ? _dates[last].DayNumber - _dates[last - 1].DayNumber : 1;
        return _dates[last].AddDays(days * (step - last));
    }

    private string Plain(int step) => step >= 0 && step < _steps.Length ? _steps[step] : step.ToString(CultureInfo.InvariantCulture);
}
