using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace NimmGen.Data;

/// <summary>A table of an unknown file: a header and rows of as many cells, all text.</summary>
internal sealed record IntakeTable(string File, string[] Header, List<string[]> Rows, List<int> Lines, char Separator)
{
    private const int Sample = 100;

    private static readonly (char Sign, string Name)[] Separators = [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "bar")];

    /// <summary>Name of the separator.</summary>
    public string SeparatorName => Separators.First(s => s.Sign == Separator).Name;

    public static IntakeTable Read(string file, string text, ReadLimits limits, DiagnosticBag bag)
    {
        char separator = Separate(file, text, limits);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            BadDataFound = null,
            TrimOptions = TrimOptions.Trim,
            AllowComments = true,
            Comment = '#',
            MaxFieldSize = limits.LineBytes,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        try
        {
            if (!parser.Read())
            {
                throw new IntakeException("ND0011", file, null, "an empty file", "a header and rows", "write one row a place and date below a header");
            }

            string[] header = [.. parser.Record!.Select((h, i) => h.Length == 0 ? $"column_{i + 1}" : h)];
            foreach (string twice in header.GroupBy(h => h).Where(g => g.Count() > 1).Select(g => g.Key))
            {
                throw new IntakeException("ND0025", file, parser.RawRow, $"two columns named {DiagnosticBag.Quote(twice)}", "every column once", "rename or remove one of them");
            }

            var table = new IntakeTable(file, header, [], [], separator);
            table.Fill(parser, limits, bag);
            return table;
        }
        catch (MaxFieldSizeException)
        {
            throw new IntakeException("ND0014", file, parser.RawRow, $"a cell of more than {limits.LineBytes:N0} characters", "short cells", "is a quotation mark left open? Is this a CSV file?");
        }
    }

    /// <summary>Index of a column that was named, whatever its capitals.</summary>
    public int Column(string name, string option)
    {
        int index = Array.FindIndex(Header, h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new IntakeException(
            "ND0041", File, 1, $"{option} {DiagnosticBag.Quote(name)}, which is no column", $"one of {DiagnosticBag.Quote(string.Join(", ", Header))}", Nearest.To(name, Header) is { } near ? $"did you mean '{near}'?" : "name a column as the header has it");
    }

    private void Fill(CsvParser parser, ReadLimits limits, DiagnosticBag bag)
    {
        while (!bag.IsFlooded && parser.Read())
        {
            string[] cells = parser.Record!;
            if (Array.TrueForAll(cells, c => c.Length == 0))
            {
                continue;
            }

            if (cells.Length < Header.Length || cells.Skip(Header.Length).Any(c => c.Length > 0))
            {
                bag.Error("ND0012", File, parser.RawRow, $"{cells.Length} cells", $"{Header.Length} cells, one a column of the header", "add the missing separators, or put quotes around a cell that contains one");
                continue;
            }

            if (Rows.Count == limits.Rows)
            {
                throw new IntakeException("ND0013", File, parser.RawRow, $"more than {limits.Rows:N0} rows", $"at most {limits.Rows:N0} rows", "split the data set, or add up places");
            }

            Rows.Add(cells.Length == Header.Length ? cells : cells[..Header.Length]);
            Lines.Add(parser.RawRow);
        }

        if (Rows.Count == 0 && !bag.HasErrors)
        {
            throw new IntakeException("ND0011", File, null, "a header without rows", "one row a place and date", "add the rows");
        }
    }

    // The sign that divides the most lines into as many cells as the first.
    private static char Separate(string file, string text, ReadLimits limits)
    {
        var lines = new List<string>();
        using var reader = new StringReader(text);
        while (lines.Count < Sample && reader.ReadLine() is { } line)
        {
            if (line.Length > limits.LineBytes)
            {
                throw new IntakeException("ND0014", file, lines.Count + 1, $"a line of {line.Length:N0} characters", $"lines of at most {limits.LineBytes:N0}", "end each row with a line break; is this a CSV file?");
            }

            if (!string.IsNullOrWhiteSpace(line) && line[0] != '#')
            {
                lines.Add(line);
            }
        }

        if (lines.Count == 0)
        {
            throw new IntakeException("ND0011", file, null, "an empty file", "a header and rows", "write one row a place and date below a header");
        }

        (char Sign, int Agree, int Cells) best = Separators
            .Select(s => (s.Sign, Counts: lines.Select(l => Count(l, s.Sign)).ToArray()))
            .Where(s => s.Counts[0] > 0)
            .Select(s => (s.Sign, s.Counts.Count(c => c == s.Counts[0]), s.Counts[0]))
            .OrderByDescending(s => s.Item2).ThenByDescending(s => s.Item3).FirstOrDefault();
        return best.Cells > 0 ? best.Sign : throw new IntakeException(
            "ND0039", file, 1, $"one column: {DiagnosticBag.Quote(lines[0])}", "two columns at least, a date and a count, separated by commas, semicolons, tabs or bars", "separate the columns by commas");
    }

    private static int Count(string line, char separator)
    {
        int count = 0;
        bool quoted = false;
        foreach (char c in line)
        {
            quoted ^= c == '"';
            count += c == separator && !quoted ? 1 : 0;
        }

        return count;
    }
}
