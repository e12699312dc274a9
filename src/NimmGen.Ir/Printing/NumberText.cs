using System.Globalization;

namespace NimmGen.Ir.Printing;

/// <summary>How numbers are written.</summary>
internal static class NumberText
{
    /// <summary>Shortest text that reads back as the same number: 0.25, 1e-6, 1 / 3.0.</summary>
    public static string Code(double value)
    {
        string text = Short(value);
        return text.Length > 7 && Ratio(value) is var (above, below) ? $"{above} / {below}.0" : text;
    }

    /// <summary>True where <see cref="Code"/> writes a quotient, which binds like one.</summary>
    public static bool IsQuotient(double value) => Short(value).Length > 7 && Ratio(value) is not null;

    /// <summary>Exact fractions where the number is one and its decimals are long, else six significant digits.</summary>
    public static (string Above, string? Below) Readable(double value)
    {
        string text = Short(value);
        if (text.Length <= 7)
        {
            return (text, null);
        }

        return Ratio(value) is var (above, below)
            ? (above.ToString(CultureInfo.InvariantCulture), below.ToString(CultureInfo.InvariantCulture))
            : (Exponent(value.ToString("G6", CultureInfo.InvariantCulture)), null);
    }

    /// <summary>At most three significant digits, for tables and messages.</summary>
    public static string Rounded(double value) => Exponent(value.ToString("G3", CultureInfo.InvariantCulture));

    private static string Short(double value) => Exponent(value.ToString("R", CultureInfo.InvariantCulture));

    // 1E-06 as 1e-6.
    private static string Exponent(string text)
    {
        int e = text.IndexOf('E', StringComparison.Ordinal);
        return e < 0 || text.Contains("Inf", StringComparison.Ordinal)
            ? text
            : text[..e] + "e" + int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static (int Above, int Below)? Ratio(double value)
    {
        for (int below = 2; below <= 2000 && Math.Abs(value) < 1e6; below++)
        {
            double above = Math.Round(value * below);
            if (above != 0 && above / below == value)
            {
                return ((int)above, below);
            }
        }

        return null;
    }
}
