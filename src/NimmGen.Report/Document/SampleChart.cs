using System.Text.Json;
using NimmGen.Evaluate;

namespace NimmGen.Report;

/// <summary>What the charts of samples draw: columns in the order of the measured value, and what residuals are shown against.</summary>
internal static class SampleChart
{
    /// <summary>The property "samples": null where there are none.</summary>
    public static void Write(Utf8JsonWriter json, RunView view)
    {
        if (!view.Samples)
        {
            json.WriteNull("samples");
            return;
        }

        var samples = new SampleView(view);
        SampleRow[] rows = [.. samples.Rows.OrderBy(r => r.Measured)];
        json.WriteStartObject("samples");
        json.WriteStartArray("names");
        foreach (SampleRow row in rows)
        {
            json.WriteStringValue(row.Name);
        }

        json.WriteEndArray();
        json.WriteString("naiveName", samples.Naive);
        ChartData.Numbers(json, "measured", rows.Select(r => r.Measured));
        ChartData.Numbers(json, "predicted", rows.Select(r => r.Predicted));
        ChartData.Numbers(json, "naive", rows.Select(r => r.Naive));
        json.WriteStartArray("against");
        foreach (SampleChannel channel in view.Final!.Against)
        {
            json.WriteStartObject();
            json.WriteString("name", channel.Name.Replace('_', ' '));
            json.WriteString("axis", Figures.Unit(channel.Unit) is { Length: > 0 } unit ? $"{channel.Name.Replace('_', ' ')} ({unit})" : channel.Name.Replace('_', ' '));
            ChartData.Numbers(json, "values", rows.Select(r => channel.Values[r.Index]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
