using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimmGen.Data;

/// <summary>
/// The moment a forecast is made: steps [0, TrainSteps) are known, the forecast covers the steps from TrainSteps on.
/// Stored in cards as the plain number.
/// </summary>
[JsonConverter(typeof(OriginJsonConverter))]
public readonly record struct Origin(int TrainSteps) : IComparable<Origin>
{
    public int CompareTo(Origin other) => TrainSteps.CompareTo(other.TrainSteps);

    public static bool operator <(Origin a, Origin b) => a.TrainSteps < b.TrainSteps;

    public static bool operator >(Origin a, Origin b) => a.TrainSteps > b.TrainSteps;

    public static bool operator <=(Origin a, Origin b) => a.TrainSteps <= b.TrainSteps;

    public static bool operator >=(Origin a, Origin b) => a.TrainSteps >= b.TrainSteps;
}

internal sealed class OriginJsonConverter : JsonConverter<Origin>
{
    public override Origin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Origin value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TrainSteps);
}
