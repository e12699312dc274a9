using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>Runs as JSON: in the run file and for machines. Camel case; NaN is null; a mechanism is its stored form.</summary>
public static class RunJson
{
    /// <summary>One line, as stored.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(indented: false);

    /// <summary>Indented, as printed by <c>--json</c>.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            // A mechanism nests as deep as MechanismJson lets it, some levels below the record that holds it.
            MaxDepth = 1100,
            WriteIndented = indented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(), new NumberConverter(), new MechanismConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>JSON has no NaN: a value that is missing is null. Infinities, which a diverged training leaves, are words.</summary>
    private sealed class NumberConverter : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => double.NaN,
            JsonTokenType.String => reader.GetString() switch
            {
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                "NaN" => double.NaN,
                string other => throw new JsonException($"not a number: '{other}'"),
                null => double.NaN,
            },
            _ => reader.GetDouble(),
        };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else if (double.IsNaN(value))
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
            }
        }
    }

    private sealed class MechanismConverter : JsonConverter<MechanismIr>
    {
        public override MechanismIr Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return MechanismJson.Read(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, MechanismIr value, JsonSerializerOptions options) =>
            writer.WriteRawValue(MechanismJson.Write(value), skipInputValidation: true);
    }
}
