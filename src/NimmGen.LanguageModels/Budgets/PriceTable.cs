using System.Collections.Immutable;
using System.Text.Json;

namespace NimmGen.LanguageModels;

/// <summary>US dollars for a million tokens.</summary>
/// <param name="Input">Of the prompt.</param>
/// <param name="Output">Of the reply, reasoning included.</param>
/// <param name="CachedInput">Of the part of the prompt that the provider had in its cache; null for <paramref name="Input"/>.</param>
internal sealed record Price(decimal Input, decimal Output, decimal? CachedInput = null)
{
    private const decimal Million = 1_000_000m;

    public decimal Of(TokenUsage usage)
    {
        long cached = Math.Min(usage.CachedInput, usage.Input);
        return ((usage.Input - cached) * Input + cached * (CachedInput ?? Input) + usage.Output * Output) / Million;
    }
}

/// <summary>
/// What tokens cost. The user's table goes first and names models as they are asked for ("*" for all);
/// the built-in one names provider and model and holds for the providers' own addresses only.
/// </summary>
internal sealed class PriceTable
{
    private static readonly Lazy<ImmutableDictionary<string, Price>> BuiltIn = new(LoadBuiltIn);

    private readonly ImmutableDictionary<string, Price> _own;

    private PriceTable(ImmutableDictionary<string, Price> own) => _own = own;

    public static (PriceTable? Table, LanguageModelFailure? Failure) Load(string? file)
    {
        if (file is null)
        {
            return (new(ImmutableDictionary<string, Price>.Empty), null);
        }

        try
        {
            return (new(Read(File.ReadAllText(file))), null);
        }
        catch (JsonException e)
        {
            return (null, SetupFailures.BadPrices(file, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, SetupFailures.BadPrices(file, "it cannot be read"));
        }
    }

    /// <summary>The price of a model, under its dated names too; null where it has none.</summary>
    public Price? Find(Endpoint endpoint) =>
        _own.GetValueOrDefault(endpoint.Model) ?? _own.GetValueOrDefault($"{endpoint.Provider}:{endpoint.Model}") ?? _own.GetValueOrDefault("*")
        ?? (endpoint.IsProvidersOwn ? BuiltIn.Value.GetValueOrDefault($"{endpoint.Provider}:{ModelNames.WithoutDate(endpoint.Model)}") : null);

    private static ImmutableDictionary<string, Price> LoadBuiltIn()
    {
        using var reader = new StreamReader(typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")!);
        return Read(reader.ReadToEnd());
    }

    private static ImmutableDictionary<string, Price> Read(string json)
    {
        using JsonDocument document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("models", out JsonElement models) || models.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("expected an object with the member \"models\"");
        }

        var prices = ImmutableDictionary.CreateBuilder<string, Price>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty model in models.EnumerateObject())
        {
            prices[model.Name] = new(Dollars(model, "input")!.Value, Dollars(model, "output")!.Value, Dollars(model, "cachedInput", optional: true));
        }

        return prices.ToImmutable();
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException e)
        {
            throw new JsonException($"it is not JSON (line {e.LineNumber + 1})", e);
        }
    }

    private static decimal? Dollars(JsonProperty model, string member, bool optional = false)
    {
        string name = Excerpt.Of(model.Name, 100);
        if (model.Value.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"\"{name}\": expected an object with \"input\" and \"output\"");
        }

        return !model.Value.TryGetProperty(member, out JsonElement value)
            ? optional ? null : throw new JsonException($"\"{name}\" has no \"{member}\"")
            : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal dollars) && dollars is >= 0 and <= 1_000_000
            ? dollars
            : throw new JsonException($"\"{name}\": \"{member}\" is {Excerpt.Of(value.GetRawText(), 40)}, expected US dollars for a million tokens");
    }
}
