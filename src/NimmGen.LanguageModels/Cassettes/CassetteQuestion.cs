using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>A question as a cassette knows it.</summary>
/// <param name="Hash">Of messages, schema and sample.</param>
/// <param name="Messages">Role and text of each.</param>
internal sealed record CassetteQuestion(string Hash, ImmutableArray<(string Role, string Text)> Messages, JsonElement? Schema, int Sample, string Purpose, float? Temperature, int? MaxOutputTokens)
{
    private const int HashBytes = 16;

    public static CassetteQuestion Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ImmutableArray<(string Role, string Text)> all = [.. messages.Select(m => (m.Role.Value, m.Text))];
        (JsonElement? schema, int sample) = (AskOptions.Schema(options), AskOptions.Sample(options));
        string[] parts = [.. all.SelectMany(m => (string[])[m.Role, m.Text]), schema?.GetRawText() ?? "", $"{sample}"];
        return new(HashOf(JsonSerializer.Serialize(parts)), all, schema, sample, AskOptions.Purpose(options), options?.Temperature, options?.MaxOutputTokens);
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
