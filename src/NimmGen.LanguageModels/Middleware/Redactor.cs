using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>Takes keys out of text, whole or in pieces: servers quote them in errors, and models repeat what they were told.</summary>
internal sealed class Redactor
{
    public const string Instead = "[key removed]";

    // A key of which this many characters in a row are known is half known; shorter pieces are in ordinary words.
    private const int Piece = 8;

    private readonly ImmutableArray<string> _forms;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _pieces;

    public Redactor(IEnumerable<string> keys)
    {
        // Placeholders such as "none" and "ollama", which servers without keys are given, are words and not secrets.
        string[] secrets = [.. keys.Where(k => k.Length >= Piece).Distinct()];
        _forms = [.. secrets.SelectMany(Forms).Distinct().OrderByDescending(f => f.Length)];
        HashSet<string> pieces = [.. secrets.SelectMany(s => Enumerable.Range(0, s.Length - Piece + 1).Select(i => s.Substring(i, Piece)))];
        _pieces = pieces.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Clean(string text)
    {
        if (_forms.IsEmpty || text.Length < Piece)
        {
            return text;
        }

        foreach (string form in _forms)
        {
            text = text.Replace(form, Instead, StringComparison.Ordinal);
        }

        return Pieces(text);
    }

    public Diagnostic Clean(Diagnostic diagnostic) => diagnostic with
    {
        Place = diagnostic.Place with { File = Clean(diagnostic.Place.File), Text = diagnostic.Place.Text is { } text ? Clean(text) : null },
        Message = Clean(diagnostic.Message),
        In = diagnostic.In is { } term ? Clean(term) : null,
        Why = diagnostic.Why is { } why ? Clean(why) : null,
        Fix = diagnostic.Fix is { } fix ? Clean(fix) : null,
    };

    private static IEnumerable<string> Forms(string key) =>
    [
        key, Uri.EscapeDataString(key), JsonEncodedText.Encode(key).ToString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('='),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + key)).TrimEnd('='), Convert.ToHexString(Encoding.UTF8.GetBytes(key)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key)),
    ];

    private string Pieces(string text)
    {
        StringBuilder? cleaned = null;
        int kept = 0;
        for (int i = 0; i + Piece <= text.Length; i++)
        {
            if (!_pieces.Contains(text.AsSpan(i, Piece)))
            {
                continue;
            }

            int end = i + Piece;
            while (end < text.Length && _pieces.Contains(text.AsSpan(end - Piece + 1, Piece)))
            {
                end++;
            }

            cleaned = (cleaned ?? new()).Append(text, kept, i - kept).Append(Instead);
            kept = end;
            i = end - 1;
        }

        return cleaned is null ? text : cleaned.Append(text, kept, text.Length - kept).ToString();
    }
}
