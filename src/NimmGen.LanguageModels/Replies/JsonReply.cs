using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>JSON replies: the schema that is asked for, and a reader that forgives what models do to JSON.</summary>
public static class JsonReply
{
    private static readonly JsonSerializerOptions Options = Shared(new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new LenientBoolean() },
    });

    private static readonly JsonSerializerOptions SchemaOptions = Shared(new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>The schema of a record, for <see cref="Ask.Schema"/>.</summary>
    public static JsonElement Schema<T>() => AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: SchemaOptions, inferenceOptions: new()
    {
        IncludeSchemaKeyword = false,
        TransformOptions = new() { DisallowAdditionalProperties = true, RequireAllProperties = true },
    });

    /// <summary>Reads the reply; NL0023 where it is not the JSON of a <typeparamref name="T"/>.</summary>
    public static JsonReply<T> Read<T>(string reply)
    {
        string? why = null;
        foreach (string candidate in JsonCandidates.In(reply))
        {
            try
            {
                if (JsonSerializer.Deserialize<T>(candidate, Options) is { } value)
                {
                    return new(value, null);
                }
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                // The first is the likeliest; what is wrong with the others is of less help.
                why ??= $"{Excerpt.Of(e.Message, 160)} in: {Excerpt.Of(candidate, 80)}";
            }
        }

        string text = new ReplyBlocks(reply).Text;
        return new(default, ReplyFailures.NotTheJson(why ?? (text.Length == 0 ? "the reply is empty" : $"it has no {{ ... }}; it begins: {Excerpt.Of(text, 80)}")));
    }

    // Several questions are in flight at once: options that are finished by their first use are finished by two of them.
    private static JsonSerializerOptions Shared(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    // Models write "yes" and "True" for true.
    private sealed class LenientBoolean : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String => reader.GetString()!.Trim().ToLowerInvariant() switch
            {
                "true" or "yes" or "pass" or "passes" => true,
                "false" or "no" or "fail" or "fails" => false,
                _ => throw new JsonException($"'{Excerpt.Of(reader.GetString(), 40)}' is neither true nor false"),
            },
            _ => throw new JsonException("expected true or false"),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}

/// <summary>What came of reading a JSON reply: one of the two.</summary>
public sealed record JsonReply<T>(T? Value, Diagnostic? Failure);
