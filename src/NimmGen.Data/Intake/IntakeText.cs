using System.Text;
using System.Text.Unicode;

namespace NimmGen.Data;

/// <summary>The text of an unknown file: UTF-8, UTF-16 with its mark, else Latin 1; what is no text is refused.</summary>
internal static class IntakeText
{
    private static readonly (byte[] Start, string What)[] Known =
    [
        ([.. "PK\u0003\u0004"u8], "an Excel workbook or another zip archive: in the spreadsheet choose 'save as CSV'"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook: in the spreadsheet choose 'save as CSV'"),
        ([0x1F, 0x8B], "a gzip archive: unpack it first"),
        ([.. "%PDF"u8], "a PDF document: its tables have to be copied out"),
        ([.. "PAR1"u8], "a Parquet file: write it as CSV"),
        ([.. "SQLite format 3"u8], "an SQLite database: write the table as CSV"),
        ([0x89, .. "PNG"u8], "a picture"),
    ];

    /// <summary>The text, and how it was read where that was a guess.</summary>
    public static (string Text, Guess? Guess) Decode(string file, byte[] bytes)
    {
        foreach ((byte[] start, string what) in Known)
        {
            if (bytes.AsSpan().StartsWith(start))
            {
                throw Binary(file, what);
            }
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return ((bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes.AsSpan(2)), new("encoding", "UTF-16, by its mark", "save the file as UTF-8"));
        }

        int odd = bytes.Count(b => b < 0x20 && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t' or 0x0C));
        if (bytes.Contains((byte)0) || odd > bytes.Length / 10)
        {
            throw Binary(file, "binary data");
        }

        ReadOnlySpan<byte> text = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes;
        return Utf8.IsValid(text) ? (Encoding.UTF8.GetString(text), null) : (Encoding.Latin1.GetString(text), new("encoding", "Latin 1: it is not UTF-8", "save the file as UTF-8"));
    }

    private static IntakeException Binary(string file, string what) =>
        new("ND0038", file, null, what.Split(':')[0], "a table in text: CSV, one row a line", what.Contains(": ", StringComparison.Ordinal) ? what.Split(": ", 2)[1] : "write the table as CSV");
}
