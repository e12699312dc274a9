using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>How often a neural parameter changes.</summary>
/// <param name="Days">Days between changes: 0 is every step of the data, infinity never; rounded to whole data steps.</param>
[JsonConverter(typeof(CadenceConverter))]
public readonly record struct Cadence(double Days)
{
    /// <summary>Every step of the data.</summary>
    public static Cadence EveryStep { get; } = new(0);

    /// <summary>Once a week in daily data; every step in weekly data.</summary>
    public static Cadence Weekly { get; } = new(7);

    /// <summary>Never: one value a location.</summary>
    public static Cadence Never { get; } = new(double.PositiveInfinity);

    /// <summary>"step", "week", "never" or a number of days.</summary>
    public override string ToString() => Days switch
    {
        0 => "step",
        7 => "week",
        double.PositiveInfinity => "never",
        _ => Days.ToString("R", CultureInfo.InvariantCulture) + " days",
    };

    private sealed class CadenceConverter : JsonConverter<Cadence>
    {
        public override Cadence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType != JsonTokenType.String ? throw new JsonException("a cadence is a text") : reader.GetString() switch
            {
                "step" => EveryStep,
                "week" => Weekly,
                "never" => Never,
                { } text when text.EndsWith(" days", StringComparison.Ordinal)
                    && double.TryParse(text[..^5], NumberStyles.Float, CultureInfo.InvariantCulture, out double days) && days > 0 => new(days),
                { } other => throw new JsonException($"unknown cadence '{other}'"),
                null => throw new JsonException("a cadence is a text"),
            };

        public override void Write(Utf8JsonWriter writer, Cadence value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
