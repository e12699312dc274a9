using System.Text.Json;

namespace NimmGen.Data;

/// <summary>Reads <c>card.json</c>.</summary>
public static class CardReader
{
    /// <summary>The card, or everything that is wrong with the text. Comments (<c>//</c>) are for people and skipped. <paramref name="file"/> is the name that messages use.</summary>
    public static CardResult Parse(ReadOnlyMemory<byte> json, string file)
    {
        var bag = new DiagnosticBag();
        try
        {
            json = json.Span is [0xEF, 0xBB, 0xBF, ..] ? json[3..] : json;
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
            CardSchema.Check(document.RootElement, file, bag);
            if (!bag.HasErrors && document.Deserialize<DataCard>(CardJson.Indented) is { } card)
            {
                CardChecks.Check(card, file, bag);
                return new(bag.HasErrors ? null : card, bag.ToImmutable());
            }
        }
        catch (JsonException e)
        {
            int? line = e.LineNumber is { } number ? (int)number + 1 : null;
            string got = e.Path is { } path && path != "$" ? $"a value of the wrong kind at {path}" : e.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            bag.Error("ND0017", file, line, got, "JSON that says what the columns mean", "see docs/data-cards.md for each member");
        }

        return new(null, bag.ToImmutable());
    }

    public static CardResult Parse(string json, string file) => Parse(System.Text.Encoding.UTF8.GetBytes(json), file);

    /// <summary>The card as <c>card.json</c> is written.</summary>
    public static string Write(DataCard card) => JsonSerializer.Serialize(card, CardJson.Indented) + "\n";
}
