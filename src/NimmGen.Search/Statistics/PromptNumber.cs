using System.Globalization;

namespace NimmGen.Search;

/// <summary>
/// Numbers as prompts show them: three significant digits. More would not help a reader, and a prompt must be the same,
/// letter for letter, where arithmetic differs in the last places: a cassette is found by its prompt.
/// </summary>
internal static class PromptNumber
{
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return "n/a";
        }

        if (value == 0)
        {
            return "0";
        }

        int digits = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;
        if (digits is > 9 or < -3)
        {
            return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        }

        double scale = Math.Pow(10, 3 - digits);
        return (Math.Round(value * scale) / scale).ToString("0.######", CultureInfo.InvariantCulture);
    }

    public static string Percent(double share) => double.IsFinite(share) ? Of(100 * share) + " %" : "n/a";
}
