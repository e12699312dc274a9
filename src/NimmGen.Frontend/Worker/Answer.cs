using System.Collections.Immutable;
using System.Text.Json;
using NimmGen.Ir;

namespace NimmGen.Frontend.Worker;

/// <summary>What a file says, as the parts of a message: the diagnostics, then each mechanism, in JSON; networks that belong to none follow.</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, MaxDepth = 16 };

    private const string Lonely = "network ";

    public static string[] Encode(ReadResult result) =>
        [JsonSerializer.Serialize(result.Diagnostics, Options), .. result.Models.Select(MechanismJson.Write), .. (result.Models.IsEmpty ? result.Networks : []).Select(n => Lonely + NetworkJson.Write(n))];

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

            ImmutableArray<MechanismIr> models = [.. parts.Skip(1).Where(p => !p.StartsWith(Lonely, StringComparison.Ordinal)).Select(MechanismJson.Read)];
            return new(models, diagnostics)
            {
                Networks =
                [
                    .. models.Select(m => m.Network).OfType<NetworkIr>(),
                    .. parts.Skip(1).Where(p => p.StartsWith(Lonely, StringComparison.Ordinal)).Select(p => NetworkJson.Read(p[Lonely.Length..])),
                ],
            };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("an answer that is no result: " + e.Message, e);
        }
    }
}
