using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NimmGen.Data;

/// <summary>One way in which dates are written.</summary>
/// <param name="Word">As --date-format has it.</param>
/// <param name="Says">For people, with an example.</param>
/// <param name="Step">The step that it implies; null where the dates tell.</param>
/// <param name="Read">The date of a cell, the first day of its week or month; null where the cell is not so written.</param>
internal sealed partial record DateForm(string Word, string Says, TimeStep? Step, Func<string, DateOnly?> Read)
{
    private static readonly string[] NamedDays = ["d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "d MMM yy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "yyyy-MMM-d", "yyyy MMM d", "ddMMMyyyy"];
    private static readonly string[] NamedMonths = ["MMM yyyy", "MMMM yyyy", "MMM-yyyy", "MMM-yy", "MMM yy", "yyyy MMM", "yyyy-MMM"];

    public static ImmutableArray<DateForm> All { get; } =
    [
        new("y-m-d", "year-month-day, such as 2021-01-30", null, YearMonthDay),
        new("d/m/y", "day/month/year, such as 30/01/2021", null, t => Parts(t, dayFirst: true)),
        new("m/d/y", "month/day/year, such as 01/30/2021", null, t => Parts(t, dayFirst: false)),
        new("named", "with the month's name, such as 30 Jan 2021", null, t => Exact(Day(t), NamedDays)),
        new("iso-week", "ISO week, begins on Monday, such as 2021-W04 or 202104", TimeStep.Week, IsoWeek),
        new("epiweek", "MMWR week, begins on Sunday, such as 202104", TimeStep.Week, t => TimeParser.TryParse(t, TimeFormat.Epiweek, out DateOnly d) ? d : null),
        new("y-m", "year-month, such as 2021-01", TimeStep.Month, YearMonth),
        new("m/y", "month/year, such as 01/2021 or Jan 2021", TimeStep.Month, t => MonthYear().Match(t) is { Success: true } m ? Date(m, Number(m, "y"), Number(m, "m"), 1) : Exact(t, NamedMonths)),
    ];

    /// <summary>True where a form is written in digits alone: only its header tells it from a count.</summary>
    public static bool IsBare(string cell) => cell.All(char.IsAsciiDigit);

    private static DateOnly? YearMonthDay(string text)
    {
        text = Day(text);
        return YearFirst().Match(text) is { Success: true } m ? Date(m, Number(m, "y"), Number(m, "m"), Number(m, "d")) : null;
    }

    // Two digits are years of this century.
    private static DateOnly? Parts(string text, bool dayFirst) =>
        YearLast().Match(Day(text)) is { Success: true } m
            ? Date(m, Number(m, "y") is < 100 and var y ? 2000 + y : Number(m, "y"), Number(m, dayFirst ? "b" : "a"), Number(m, dayFirst ? "a" : "b"))
            : null;

    private static DateOnly? IsoWeek(string text)
    {
        if (Week().Match(text) is not { Success: true } m)
        {
            return null;
        }

        (int year, int week) = (Number(m, "y"), Number(m, "w"));
        return year is > 1800 and < 2200 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year) ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)) : null;
    }

    private static DateOnly? YearMonth(string text) => MonthOfYear().Match(text) is { Success: true } m ? Date(m, Number(m, "y"), Number(m, "m"), 1) : null;

    private static DateOnly? Date(Match match, int year, int month, int day) =>
        match.Success && year is > 1800 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static DateOnly? Exact(string text, string[] formats) =>
        DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out DateOnly date) && date.Year is > 1800 and < 2200 ? date : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    // A time of day behind the date is of no use here.
    private static string Day(string text) => Time().Match(text) is { Success: true } m ? m.Groups["day"].Value : text;

    [GeneratedRegex(@"^(?<day>.{6,12}?)[T ]\d{1,2}:\d{2}.{0,20}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?<y>\d{4})(?<s>[-/.]?)(?<m>\d{1,2})\k<s>(?<d>\d{1,2})\z(?<=^(\d{8}|.*[-/.].*))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<y>\d{4}|\d{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?<y>\d{4})(-?W(?<w>\d{1,2})(-[1-7])?|(?<w>\d{2}))\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Week();

    [GeneratedRegex(@"^(?<y>\d{4})([-/.](?<m>\d{1,2})|(?<m>\d{2}))\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MonthOfYear();

    [GeneratedRegex(@"^(?<m>\d{1,2})[-/.](?<y>\d{4})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MonthYear();
}
