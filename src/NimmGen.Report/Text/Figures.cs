using System.Globalization;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>Numbers as people read them: at most three significant digits, thousands apart, a dash where there is none.</summary>
internal static class Figures
{
    public const string None = "–";

    /// <summary>1234.5 is "1,230", 0.03712 is "0.0371", 0.0000012 is "1.2 × 10⁻⁶", NaN is a dash.</summary>
    public static string Number(double value, int digits = 3)
    {
        if (!double.IsFinite(value))
        {
            return None;
        }

        if (value == 0)
        {
            return "0";
        }

        int exponent = Exponent(value);
        double rounded = Round(value, digits);
        if (exponent is < -4 or >= 12)
        {
            double mantissa = rounded / Math.Pow(10, exponent);
            return mantissa.ToString("0.##", CultureInfo.InvariantCulture) + " × 10" + Superscript(exponent);
        }

        int decimals = Math.Max(0, digits - 1 - Exponent(rounded));
        return rounded.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>The value to so many significant digits.</summary>
    public static double Round(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        // Through decimal text: multiplying by a power of ten leaves binary dust that would be stored digit by digit.
        return double.Parse(value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 place", "51 places".</summary>
    public static string Count(int value, string singular, string? plural = null) =>
        $"{Count(value)} {(value == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>0.123 is "12 %", 0.0234 is "2.3 %".</summary>
    public static string Percent(double fraction)
    {
        double percent = Math.Abs(fraction) * 100;
        return !double.IsFinite(fraction) ? None
            : (fraction * 100).ToString(percent >= 9.95 ? "#,0" : "0.#", CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>A number with its unit in words: "0.25 per day", "2,000 people", "3.1 %", "0.4".</summary>
    public static string WithUnit(double value, Unit unit) => Joined(Number(value), Unit(unit));

    /// <summary>"per day" for 1/day, "people per day" for people/day, "%" for percent, "" for plain numbers.</summary>
    public static string Unit(Unit unit)
    {
        string text = unit.ToString();
        if (text is "1")
        {
            return "";
        }

        return text is "percent" ? "%" : text.Replace("1/", "per ").Replace("/", " per ").Replace("*", " ");
    }

    /// <summary>As <see cref="Unit"/>, with a dash for plain numbers: for a column of units.</summary>
    public static string UnitOrNone(Unit unit) => Unit(unit) is { Length: > 0 } text ? text : None;

    /// <summary>"2 min 5 s", "48 s".</summary>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(Math.Max(0, double.IsFinite(seconds) ? seconds : 0)));
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min"
            : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
            : seconds is > 0 and < 10 ? Number(seconds, 2) + " s"
            : $"{time.Seconds} s";
    }

    private static string Joined(string number, string unit) => unit.Length == 0 ? number : number + " " + unit;

    private static int Exponent(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);

    private static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
