using System.Globalization;
using System.Text.RegularExpressions;

namespace NimmGen.Data;

/// <summary>How the numbers of a file are written: which sign is the decimal one, which divides thousands.</summary>
internal sealed partial class NumberReading(char decimalSign, IEnumerable<string> missing)
{
    private static readonly string[] Usual = ["NA", "N/A", "NaN", "nan", "n/a", "na", "null", "NULL", "None", "-", "--", "–", "—", "?", ".", "..", "...", "#N/A", "missing"];

    private readonly HashSet<string> _missing = [.. Usual, .. missing];

    public char DecimalSign => decimalSign;

    public bool IsMissing(string cell) => cell.Length == 0 || _missing.Contains(cell);

    /// <summary>False where the text is no number; true with NaN where it stands for a missing one.</summary>
    public bool TryRead(string cell, out double value)
    {
        value = double.NaN;
        if (IsMissing(cell))
        {
            return true;
        }

        if (!IsNumber(cell, decimalSign))
        {
            return false;
        }

        string plain = Grouping().Replace(cell.TrimEnd('%', ' '), "").Replace(decimalSign == ',' ? "." : ",", "", StringComparison.Ordinal).Replace(',', '.');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>The decimal sign of the cells of a file; asks where they can be read either way.</summary>
    public static (NumberReading Reading, Guess? Guess) Of(IntakeTable table, IntakeOptions options)
    {
        if (options.Decimal is { } said)
        {
            return (new(said, options.Missing), null);
        }

        // Certain: 1,5 and 1.234.567 and 1.234,5 on one side, 1.5 and 1,234,567 and 1,234.5 on the other.
        (string Text, int Line)? comma = null, point = null, open = null;
        for (int r = 0; r < table.Rows.Count; r++)
        {
            foreach (string cell in table.Rows[r])
            {
                if (cell.Length is 0 or > 40 || cell.AsSpan().IndexOfAny('.', ',') < 0)
                {
                    continue;
                }

                (bool byComma, bool byPoint) = (IsNumber(cell, ','), IsNumber(cell, '.'));
                (string, int) here = (cell, table.Lines[r]);
                (comma, point, open) = (byComma, byPoint) switch
                {
                    (true, false) => (comma ?? here, point, open),
                    (false, true) => (comma, point ?? here, open),
                    (true, true) => (comma, point, open ?? here),
                    _ => (comma, point, open),
                };
            }
        }

        if (comma is { } c && point is { } p)
        {
            throw new IntakeException("ND0040", table.File, p.Line, $"{DiagnosticBag.Quote(c.Text)} in line {c.Line} and {DiagnosticBag.Quote(p.Text)} here", "one decimal sign in the whole file", "say which it is with --decimal . or --decimal , and correct the rest");
        }

        if (comma is not null)
        {
            return (new(',', options.Missing), new("decimal sign", $"comma, as in {comma.Value.Text}", "--decimal ."));
        }

        if (point is null && open is { } either && table.Separator != ',')
        {
            return options.AcceptAll
                ? (new(either.Text.Contains(',') ? ',' : '.', options.Missing), new("decimal sign", $"{(either.Text.Contains(',') ? "comma" : "point")}, as in {either.Text}, which could also be thousands", "--decimal"))
                : throw new IntakeException("ND0040", table.File, either.Line, $"{DiagnosticBag.Quote(either.Text)}, and no number that tells more", "a decimal sign that can be told from the sign of thousands", "say --decimal . or --decimal ,");
        }

        return (new('.', options.Missing), open is { } group && group.Text.Contains(',') ? new("decimal sign", $"point; the comma of {group.Text} divides thousands", "--decimal ,") : null);
    }

    private static bool IsNumber(string cell, char sign) => (sign == ',' ? Comma() : Point()).IsMatch(cell);

    [GeneratedRegex(@"[ '’\u00A0\u202F]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grouping();

    [GeneratedRegex(@"^[+-]?(\d{1,3}([ '’\u00A0\u202F,]\d{3})+|\d+)?(\.\d*)?(?<=\d\.?)([eE][+-]?\d{1,3})? ?%?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Point();

    [GeneratedRegex(@"^[+-]?(\d{1,3}([ '’\u00A0\u202F.]\d{3})+|\d+)?(,\d*)?(?<=\d,?)([eE][+-]?\d{1,3})? ?%?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comma();
}
