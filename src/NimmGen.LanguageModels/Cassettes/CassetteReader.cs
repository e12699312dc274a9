using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>What is in the file of a cassette.</summary>
/// <param name="Entries">In the order of the file.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
/// <param name="EndsInLine">Whether the last line has its end.</param>
internal sealed record CassetteContent(CassetteHead Head, ImmutableArray<CassetteEntry> Entries, long Length, bool EndsInLine, ImmutableArray<Diagnostic> Warnings);

/// <summary>Reads JSON lines: a head, then an exchange a line.</summary>
internal static class CassetteReader
{
    private const string Fix = "name another file, or record anew";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static (CassetteContent? Content, LanguageModelFailure? Failure) Read(string file, byte[] bytes)
    {
        CassetteHead? head = null;
        var entries = ImmutableArray.CreateBuilder<CassetteEntry>();
        ImmutableArray<Diagnostic> warnings = [];
        int line = 0, start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        bool ends = true;
        while (start < bytes.Length)
        {
            line++;
            int end = bytes.AsSpan(start).IndexOf((byte)'\n');
            ends = end >= 0;
            ReadOnlySpan<byte> text = ends ? bytes.AsSpan(start, end) : bytes.AsSpan(start);
            if (!IsBlank(text))
            {
                try
                {
                    if (head is null)
                    {
                        head = Head(text);
                        if (head.Cassette != CassetteHead.Version)
                        {
                            return (null, OtherVersion(file, head.Cassette));
                        }
                    }
                    else
                    {
                        entries.Add(JsonSerializer.Deserialize<CassetteEntry>(text, Json)! with { Line = line });
                    }
                }
                catch (Exception e) when (e is JsonException or NotSupportedException)
                {
                    if (head is null)
                    {
                        return (null, NoCassette(file));
                    }

                    if (ends)
                    {
                        string at = e is JsonException { BytePositionInLine: { } position } ? $"it cannot be read from byte {position + 1} on" : "it cannot be read";
                        return (null, CassetteFailures.Unreadable(file, line, "a line of the cassette is damaged", at, "remove the line: its question is then asked again when recording, and missing when replaying"));
                    }

                    warnings = [CassetteFailures.CutLine(file, line)];
                    ends = true;
                    break;
                }
            }

            start = ends ? start + end + 1 : bytes.Length;
        }

        return head is null ? (null, NoCassette(file)) : (new(head, entries.ToImmutable(), start, ends, warnings), null);
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(" \t\r"u8) < 0;

    // The version is read alone: a newer head may have other members.
    private static CassetteHead Head(ReadOnlySpan<byte> text)
    {
        CassetteHead? head = JsonSerializer.Deserialize<CassetteHead>(text, Json);
        return head is { Cassette: > 0 } ? head : throw new JsonException();
    }

    private static LanguageModelFailure OtherVersion(string file, int version) => CassetteFailures.Unreadable(
        file, 1, $"the cassette is of version {version}, this program reads version {CassetteHead.Version}", "the form of cassettes has changed between",
        version > CassetteHead.Version ? "replay it with the program that recorded it or a newer one, or record anew" : "replay it with the program that recorded it, or record anew");

    private static LanguageModelFailure NoCassette(string file) => CassetteFailures.Unreadable(
        file, 1, "this is no cassette", $"its first line is not {{\"cassette\":{CassetteHead.Version}}}: another kind of file, an empty one, or one that lost its beginning", Fix);
}
