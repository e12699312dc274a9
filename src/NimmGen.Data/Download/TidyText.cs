using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace NimmGen.Data;

/// <summary>A public file that is not laid out as its recipe expects: the text says what was looked for.</summary>
internal sealed class TidyException(string message) : Exception(message);

/// <summary>What the recipes have in common: reading public files, writing ours.</summary>
internal static class TidyText
{
    /// <summary>Rows of a CSV file, the header first.</summary>
    public static List<string[]> Csv(byte[] bytes)
    {
        using var parser = new CsvParser(new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false)), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ",", BadDataFound = null });
        var rows = new List<string[]>();
        while (parser.Read())
        {
            rows.Add(parser.Record!);
        }

        return rows.Count > 1 ? rows : throw new TidyException("a table with a header and rows is expected");
    }

    /// <summary>Words of each line, at blanks, tabs or commas.</summary>
    public static IEnumerable<string[]> Words(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Split('\n').Select(l => l.Split([' ', '\t', ',', '\r'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0);

    public static int Column(string[] header, string name) =>
        Array.IndexOf(header, name) is >= 0 and var index ? index : throw new TidyException($"a column '{name}' is expected; there are: {string.Join(", ", header.Take(20))}");

    /// <summary>Lines ended by a line feed, in UTF-8.</summary>
    public static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    public static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new TidyException($"a number is expected instead of '{(text.Length > 40 ? text[..40] : text)}'");

    /// <summary>With at most that many decimals and at least one, as 158.0 and 219.67.</summary>
    public static string Decimals(double value, int most)
    {
        string text = value.ToString($"F{most}").TrimEnd('0');
        return text.EndsWith('.') ? text + "0" : text;
    }
}
