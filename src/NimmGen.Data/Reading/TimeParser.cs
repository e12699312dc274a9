using System.Globalization;

namespace NimmGen.Data;

/// <summary>Reads the cells of a time column.</summary>
internal static class TimeParser
{
    public static bool TryParse(string text, TimeFormat format, out DateOnly time)
    {
        time = default;
        return format switch
        {
            TimeFormat.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out time),
            TimeFormat.Epiweek => TryEpiweek(text, out time),
            TimeFormat.Index => TryIndex(text, out time),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    public static string Describe(TimeFormat format) => format switch
    {
        TimeFormat.Date => "a date yyyy-MM-dd, such as 2021-01-30",
        TimeFormat.Epiweek => "an MMWR week yyyyww, such as 202104, with week 53 only in years that have one",
        TimeFormat.Index => "a whole number from 0 on",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>
    /// Sunday that begins MMWR week 1 of a year: the first week, Sunday to Saturday, with four days in the year, which is
    /// the week that holds 4 January (CDC, MMWR Weeks).
    /// </summary>
    public static DateOnly FirstEpiweek(int year)
    {
        var fourth = new DateOnly(year, 1, 4);
        return fourth.AddDays(-(int)fourth.DayOfWeek);
    }

    private static bool TryEpiweek(string text, out DateOnly time)
    {
        time = default;
        if (text.Length != 6 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 190_001)
        {
            return false;
        }

        (int year, int week) = (number / 100, number % 100);
        if (week < 1 || year > 9997)
        {
            return false;
        }

        time = FirstEpiweek(year).AddDays(7 * (week - 1));
        return time < FirstEpiweek(year + 1);
    }

    private static bool TryIndex(string text, out DateOnly time)
    {
        time = default;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > DateOnly.MaxValue.DayNumber)
        {
            return false;
        }

        time = DateOnly.FromDayNumber(number);
        return true;
    }
}
