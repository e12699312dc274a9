using System.Collections.Immutable;
using System.Text.Json;

namespace NimmGen.LanguageModels;

/// <summary>Where keys come from: the environment, then the file that <c>dotnet user-secrets --id nimmgen</c> writes.</summary>
public sealed class ProviderKeys
{
    /// <summary>The id under which user secrets are kept.</summary>
    public const string SecretsId = "nimmgen";

    public const string OpenAiVariable = "OPENAI_API_KEY";
    public const string AnthropicVariable = "ANTHROPIC_API_KEY";

    /// <summary>For every address but the providers' own: their keys are not sent elsewhere.</summary>
    public const string OtherVariable = "NIMMGEN_API_KEY";

    private static readonly (string Variable, string For)[] Known =
        [(OpenAiVariable, "openai:MODEL"), (AnthropicVariable, "anthropic:MODEL"), (OtherVariable, "any other address")];

    private readonly Func<string, string?> _variable;
    private readonly string? _file;

    private ProviderKeys(Func<string, string?> variable, string? file)
    {
        _variable = variable;
        _file = file;
    }

    /// <summary>The environment of this process and the secrets file of this user.</summary>
    public static ProviderKeys System() => From(Environment.GetEnvironmentVariable);

    /// <summary>That environment, and the secrets file in the home folder that it names.</summary>
    public static ProviderKeys From(Func<string, string?> variable) => new(variable, SecretsFile(variable));

    /// <summary>Which keys are there, by name only.</summary>
    public ImmutableArray<KeyPresence> Present() => [.. Known.Select(k => new KeyPresence(k.Variable, k.For, Find(k.Variable).Source))];

    /// <summary>A key, or null and why there is none where more can be said than that it is not set.</summary>
    internal (string? Key, string? Source, string? Why) Find(string variable)
    {
        if (_variable(variable)?.Trim() is { Length: > 0 } value)
        {
            return (value, "environment", null);
        }

        (JsonDocument? document, string? why) = Secrets();
        using (document)
        {
            return document is not null && document.RootElement.TryGetProperty(variable, out JsonElement secret) && secret.ValueKind == JsonValueKind.String
                && secret.GetString()!.Trim() is { Length: > 0 } stored
                ? (stored, "user secrets", null)
                : (null, null, why);
        }
    }

    /// <summary>Every key that there is: a server or a command may know, and repeat, one that was not sent to it.</summary>
    internal ImmutableArray<string> All() => [.. Known.Select(k => Find(k.Variable).Key).OfType<string>().Distinct()];

    /// <summary>Why a key cannot be a header of a request; null where it can.</summary>
    internal static string? Unsendable(string key) =>
        key.IndexOfAnyExceptInRange('!', '~') is >= 0 and { } at ? $"character {at + 1} is {(char.IsWhiteSpace(key[at]) ? "a space or a line end" : "no printable ASCII character")}" : null;

    private (JsonDocument? Document, string? Why) Secrets()
    {
        if (_file is null || !File.Exists(_file))
        {
            return (null, null);
        }

        try
        {
            // A byte order mark is how some editors begin.
            JsonDocument document = JsonDocument.Parse(File.ReadAllText(_file), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (document, null);
            }

            document.Dispose();
            return (null, $"{_file} is not a JSON object");
        }
        catch (JsonException e)
        {
            // Its message quotes no text of the file.
            return (null, $"{_file} is not JSON (line {e.LineNumber + 1})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{_file} cannot be read");
        }
    }

    private static string? SecretsFile(Func<string, string?> variable) =>
        variable("APPDATA") is { Length: > 0 } data ? Path.Combine(data, "Microsoft", "UserSecrets", SecretsId, "secrets.json")
        : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".microsoft", "usersecrets", SecretsId, "secrets.json")
        : null;
}

/// <summary>Whether a key is there.</summary>
/// <param name="Variable">Such as OPENAI_API_KEY.</param>
/// <param name="For">What it opens.</param>
/// <param name="Source">"environment", "user secrets", or null where there is none.</param>
public sealed record KeyPresence(string Variable, string For, string? Source);
