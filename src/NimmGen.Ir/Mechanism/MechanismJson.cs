using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>The stored form of a mechanism (model.nimm.json).</summary>
public static class MechanismJson
{
    // Deep enough for any term that the front end lets through (its depth limit is 200, two levels of JSON a node).
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 1024,
        WriteIndented = false,
    };

    public static string Write(MechanismIr model) => JsonSerializer.Serialize(model, Options);

    /// <summary>Reads what <see cref="Write"/> wrote; anything else is a <see cref="JsonException"/>.</summary>
    public static MechanismIr Read(string json)
    {
        try
        {
            MechanismIr? model = JsonSerializer.Deserialize<MechanismIr>(json, Options);
            if (model is not { Name: not null, Symbols.IsDefault: false, Statements.IsDefault: false })
            {
                throw new JsonException("a mechanism needs a name, symbols and statements");
            }

            return model.Network is { } network && NetworkShapes.Infer(network).Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } wrong
                ? throw new JsonException("not a stored mechanism: its network: " + wrong.Message)
                : model;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or NullReferenceException)
        {
            throw new JsonException("not a stored mechanism: " + e.Message, e);
        }
    }
}
