using System.Collections.Immutable;
using System.Text.Json;
using NimmGen.Ir;

namespace NimmGen.Frontend.Worker;

/// <summary>What a file says, as the parts of a message: the diagnostics, then each mechanism, in JSON.</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, MaxDepth = 16 };

    public static string[] Encode(ReadResult result) =>
        [JsonSerializer.Serialize(result.Diagnostics, Options), .. result.Models.Select(MechanismJson.Write)];

    /// <summary>Reads what <see cref="Encode"/> wrote; anything else is an <see cref="InvalidDataException"/>.</summary>
    public static ReadResult Decode(string[] parts)
    {
        try
        {
            ImmutableArray<Diagnostic> diagnostics = parts.Length == 0 ? default : JsonSerializer.Deserialize<ImmutableArray<Diagnostic>>(parts[0], Options);
            if (diagnostics.IsDefault || diagnostics.Any(d => d is not { Code: not null, Message: not null, Place.File: not null }))
            {
                throw new InvalidDataException("an answer without diagnostics");
            }

            return new([.. parts.Skip(1).Select(MechanismJson.Read)], diagnostics);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("an answer that is no result: " + e.Message, e);
        }
    }
}
