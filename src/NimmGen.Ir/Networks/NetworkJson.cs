using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>The stored form of a network.</summary>
public static class NetworkJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = false,
    };

    public static string Write(NetworkIr network) => JsonSerializer.Serialize(network, Options);

    /// <summary>Reads what <see cref="Write"/> wrote; anything else, a network whose shapes do not fit included, is a <see cref="JsonException"/>.</summary>
    public static NetworkIr Read(string json)
    {
        try
        {
            NetworkIr? network = JsonSerializer.Deserialize<NetworkIr>(json, Options);
            if (network is not { Name: not null, Layers.IsDefault: false, Nodes.IsDefaultOrEmpty: false })
            {
                throw new JsonException("a network needs a name, layers and nodes");
            }

            return NetworkShapes.Infer(network).Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } wrong
                ? throw new JsonException("not a network: " + wrong.Message)
                : network;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or NullReferenceException)
        {
            throw new JsonException("not a stored network: " + e.Message, e);
        }
    }
}
