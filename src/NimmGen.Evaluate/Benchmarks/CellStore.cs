using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>
/// Results of cells in a folder, one file each, named by the hash of the key. A file holds its key, its result and the hash
/// of the result: a file that was cut off, edited or belongs to another key is not believed.
/// </summary>
/// <param name="folder">Made where it is missing.</param>
public sealed class CellStore(string folder)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string Folder => folder;

    /// <summary>The stored result, or null; <paramref name="problem"/> says what is wrong with a file that is there.</summary>
    public CellResult? Read(CellKey key, out string? problem)
    {
        problem = null;
        string path = PathOf(key);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            Stored? stored = JsonSerializer.Deserialize<Stored>(File.ReadAllText(path), Json);
            if (stored?.Key == key.Text && stored.Sha256 == Hash(stored.Result) && JsonSerializer.Deserialize<CellResult>(stored.Result, Json) is { } result)
            {
                return result;
            }

            problem = Damaged(path, stored?.Key == key.Text ? "the hash of its result differs" : "it holds another key");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            problem = Damaged(path, e is JsonException ? "it is not the JSON that was written" : e.Message);
        }

        return null;
    }

    /// <summary>Stores a result; whole or not at all.</summary>
    public void Write(CellKey key, CellResult result)
    {
        Directory.CreateDirectory(folder);
        string text = JsonSerializer.Serialize(result, Json), path = PathOf(key), partial = $"{path}.{Environment.ProcessId}.partial";
        File.WriteAllText(partial, JsonSerializer.Serialize(new Stored(key.Text, Hash(text), text), Json));
        File.Move(partial, path, overwrite: true);
    }

    internal string PathOf(CellKey key) => Path.Combine(folder, $"{key.Task}-{key.Method}-{Hash(key.Text)[..20]}.json");

    private static string Damaged(string path, string why) =>
        $"warning ND0101 {path}\n  got:      a stored cell that cannot be used: {why}\n  expected: the file as it was written\n  fix:      nothing to do: the cell is computed again and the file replaced";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Stored(string Key, string Sha256, string Result);
}
