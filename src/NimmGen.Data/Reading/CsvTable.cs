using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;

namespace NimmGen.Data;

/// <summary>A CSV file whose bytes have been found fit to read: UTF-8, lines of bounded length, a header without duplicates.</summary>
internal sealed class CsvTable
{
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly ReadLimits _limits;

    private CsvTable(string path, byte[] bytes, int start, ReadLimits limits, ImmutableArray<string> header)
    {
        Path = path;
        _bytes = bytes;
        _start = start;
        _limits = limits;
        Header = header;
    }

    public string Path { get; }

    public ImmutableArray<string> Header { get; }

    /// <summary>Reads and checks a file; null with diagnostics where it cannot be a table.</summary>
    public static CsvTable? Open(FileSource source, string path, DataFile file, string? howToGet, ReadLimits limits, DiagnosticBag bag)
    {
        if (source.Read(path, limits, howToGet, bag) is not { } bytes)
        {
            return null;
        }

        CheckHash(path, bytes, file.Sha256, source.Repair, bag);
        int start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        if (!IsText(path, bytes, bag) || !HasShortLines(path, bytes, limits, bag))
        {
            return null;
        }

        using CsvParser parser = Parser(bytes, start);
        if (!parser.Read())
        {
            bag.Error("ND0011", path, null, "an empty file", "a header and rows", "write one row a location and time below a header");
            return null;
        }

        ImmutableArray<string> header = [.. parser.Record!.Select(h => h.Trim())];
        foreach (string twice in header.GroupBy(h => h).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            bag.Error("ND0025", path, 1, $"two columns named {DiagnosticBag.Quote(twice)}", "every column once", "rename or remove one of them");
        }

        return new(path, bytes, start, limits, header);
    }

    /// <summary>Index of a column, or -1 with a diagnostic.</summary>
    public int Column(string name, string what, DiagnosticBag bag)
    {
        int index = Header.IndexOf(name);
        if (index < 0)
        {
            bool otherSeparator = Header.Length == 1 && Header[0].AsSpan().IndexOfAny(";\t|") >= 0;
            string fix = otherSeparator ? "separate the columns by commas; this file seems to use another sign"
                : Nearest.To(name, Header) is { } near ? $"did you mean '{near}'? Correct the card or the header"
                : "correct the column in card.json or the header of the file";
            bag.Error("ND0002", Path, 1, $"columns {DiagnosticBag.Quote(string.Join(", ", Header))}", $"column '{name}' ({what})", fix);
        }

        return index;
    }

    /// <summary>The rows with their line numbers. Ragged rows are reported and left out. The array is reused by no one: it may be kept.</summary>
    public IEnumerable<(int Line, string[] Cells)> Rows(DiagnosticBag bag)
    {
        using CsvParser parser = Parser(_bytes, _start);
        parser.Read();
        int rows = 0;
        while (!bag.IsFlooded && parser.Read())
        {
            if (++rows > _limits.Rows)
            {
                bag.Error("ND0013", Path, parser.RawRow, $"more than {_limits.Rows:N0} rows", $"at most {_limits.Rows:N0} rows", "split the data set");
                yield break;
            }

            if (parser.Count != Header.Length)
            {
                bag.Error("ND0012", Path, parser.RawRow, $"{parser.Count} cells", $"{Header.Length} cells, one a column of the header", "add the missing commas, or put quotes around a cell that contains one");
                continue;
            }

            yield return (parser.RawRow, parser.Record!);
        }

        if (rows == 0 && !bag.IsFlooded)
        {
            bag.Error("ND0011", Path, null, "a header without rows", "one row a location and time", "add the rows, or name another file in the card");
        }
    }

    private static CsvParser Parser(byte[] bytes, int start) =>
        new(new StreamReader(new MemoryStream(bytes, start, bytes.Length - start), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false),
            new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ",", BadDataFound = null, TrimOptions = TrimOptions.Trim });

    private static void CheckHash(string path, byte[] bytes, string? expected, string? repair, DiagnosticBag bag)
    {
        if (expected is null)
        {
            return;
        }

        string got = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (string.Equals(got, expected, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (repair is null)
        {
            bag.Warning("ND0016", path, null, $"SHA-256 {got}", $"SHA-256 {expected}", "results differ from published ones; get the file again, or correct the card if the change is meant");
        }
        else
        {
            bag.Error("ND0016", path, null, $"SHA-256 {got}", $"SHA-256 {expected}: the file of the catalogue", repair);
        }
    }

    private static bool IsText(string path, byte[] bytes, DiagnosticBag bag)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            bag.Error("ND0015", path, 1, "UTF-16", "UTF-8", "save the file as UTF-8");
            return false;
        }

        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        int line = 1, at = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(at), out Rune rune, out int length) == System.Buffers.OperationStatus.Done)
        {
            line += rune.Value == '\n' ? 1 : 0;
            at += length;
        }

        bag.Error("ND0015", path, line, $"byte 0x{bytes[at]:X2} at position {at:N0}, which is not UTF-8", "UTF-8", "save the file as UTF-8");
        return false;
    }

    private static bool HasShortLines(string path, byte[] bytes, ReadLimits limits, DiagnosticBag bag)
    {
        ReadOnlySpan<byte> rest = bytes;
        for (int line = 1; rest.Length > 0; line++)
        {
            int end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            int length = end < 0 ? rest.Length : end;
            if (length > limits.LineBytes)
            {
                bag.Error("ND0014", path, line, $"a line of {length:N0} bytes", $"lines of at most {limits.LineBytes:N0} bytes", "end each row with a line break; is this a CSV file?");
                return false;
            }

            rest = end < 0 ? [] : rest[(end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1))..];
        }

        return true;
    }
}
