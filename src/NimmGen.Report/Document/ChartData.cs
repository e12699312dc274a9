using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>
/// The series that the charts draw, once each, to four significant digits, as JSON for a data block of the page.
/// The encoder escapes &lt;, &gt;, &amp;, quotes and everything that is not ASCII: no text can end the block.
/// </summary>
internal static class ChartData
{
    private const int ManyPlaces = 120;

    public static string Of(RunView view)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            Frame(json, view);
            SampleChart.Write(json, view);
            json.WriteStartArray("origins");
            if (!view.IsSamples && view.Final is { Origins.IsDefaultOrEmpty: false } final)
            {
                for (int i = 0; i < final.Origins.Length; i++)
                {
                    Origin(json, view, final, final.Origins[i]);
                }
            }

            json.WriteEndArray();
            Scenarios(json, view);
            Covariates(json, view);
            Number(json, "naiveError", view.Scores?.Validation?.Naive.Mean ?? double.NaN);
            Search(json, view.Run);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Frame(Utf8JsonWriter json, RunView view)
    {
        int length = Math.Max(view.Steps, view.Final is { Origins.IsDefaultOrEmpty: false } f ? f.Origins.Max(o => o.TrainSteps + (o.Forecast.Length / view.Locations)) : 0);
        int simulated = view.Final is { Scenarios.IsDefaultOrEmpty: false } s ? s.Scenarios.Max(a => a.Winner.From + a.Winner.Values.Length) : 0;
        json.WriteStartArray("x");
        for (int t = 0; t < length; t++)
        {
            json.WriteNumberValue(view.Calendar.Position(t));
        }

        json.WriteEndArray();
        json.WriteStartArray("beyond");
        for (int t = length; t < simulated; t++)
        {
            json.WriteNumberValue(view.Calendar.Position(t));
        }

        json.WriteEndArray();
        json.WriteBoolean("dates", view.Calendar.HasDates);
        json.WriteString("step", view.Calendar.Step);
        json.WriteNumber("horizon", view.Data.Horizon);
        json.WriteString("axis", view.TargetAxis);
        json.WriteString("target", view.TargetInWords);
        json.WriteString("naive", view.Scores?.ChosenNaive);
        json.WriteStartArray("places");
        foreach (int l in view.IsSamples ? [] : view.BySize)
        {
            json.WriteStringValue(l < view.Data.Locations.Length ? view.Data.Locations[l] : "");
        }

        json.WriteEndArray();
        Numbers(json, "total", view.ObservedAggregate());
        Columns(json, "observed", view, view.IsSamples ? [] : view.Data.Observed);
    }

    private static void Origin(Utf8JsonWriter json, RunView view, FinalRecord final, TwinAtOrigin twin)
    {
        string? naiveName = view.Scores?.ChosenNaive;
        ImmutableArray<double> naive = naiveName is null ? []
            : final.Naive[naiveName].FirstOrDefault(n => n.TrainSteps == twin.TrainSteps)?.Values ?? [];
        json.WriteStartObject();
        json.WriteNumber("step", twin.TrainSteps);
        json.WriteString("name", view.Calendar.Name(twin.TrainSteps));
        Numbers(json, "fitTotal", view.Aggregate(twin.Fitted.AsSpan(), 0));
        Numbers(json, "forecastTotal", view.Aggregate(view.Forecast(twin).AsSpan(), twin.TrainSteps));
        Numbers(json, "naiveTotal", view.Aggregate(naive.AsSpan(), twin.TrainSteps));
        Columns(json, "fit", view, twin.Fitted);
        Columns(json, "forecast", view, view.Forecast(twin));
        Bands(json, view, twin);
        Columns(json, "naive", view, naive);
        json.WriteStartArray("series");
        foreach (ParameterSeries series in twin.Series)
        {
            json.WriteStartObject();
            json.WriteString("name", series.Name);
            int columns = series.Steps.Length == 0 ? 0 : series.Values.Length / series.Steps.Length;
            json.WriteStartArray("steps");
            foreach (int step in series.Steps)
            {
                json.WriteNumberValue(step);
            }

            json.WriteEndArray();
            json.WriteStartArray("columns");
            for (int c = 0; c < columns; c++)
            {
                // One column a place in the order of places, or one for all.
                int source = columns == view.Locations ? view.BySize[c] : c;
                Numbers(json, null, series.Steps.Select((_, i) => series.Values[(i * columns) + source]));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Of each interval, the widest first, its lower and its upper bound; of very many places only the 80 % interval.
    private static void Bands(Utf8JsonWriter json, RunView view, TwinAtOrigin twin)
    {
        json.WriteStartArray("bandsTotal");
        if (view.Bands(twin) is { } total)
        {
            Bounds(json, total, 0, RunView.Intervals);
        }

        json.WriteEndArray();
        json.WriteStartArray("bands");
        if (view.Locations > 1 && view.PlaceBands(twin) is { } places)
        {
            foreach (int l in view.BySize)
            {
                json.WriteStartArray();
                Bounds(json, places, l, view.Locations > ManyPlaces ? [0.8] : RunView.Intervals);
                json.WriteEndArray();
            }
        }

        json.WriteEndArray();
    }

    private static void Bounds(Utf8JsonWriter json, QuantileForecast forecast, int series, ImmutableArray<double> intervals)
    {
        foreach (double p in intervals)
        {
            json.WriteStartObject();
            json.WriteNumber("p", Math.Round(100 * p));
            Numbers(json, "low", forecast.Quantile(series, (1 - p) / 2));
            Numbers(json, "high", forecast.Quantile(series, (1 + p) / 2));
            json.WriteEndObject();
        }
    }

    private static void Scenarios(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("scenarios");
        foreach (ScenarioAnswer answer in view.Final is { Scenarios.IsDefaultOrEmpty: false } final ? final.Scenarios : [])
        {
            ScenarioOutcome o = answer.Winner;
            json.WriteStartObject();
            json.WriteString("name", answer.Scenario.Name);
            json.WriteNumber("from", o.From);
            Numbers(json, "values", o.Values);
            Numbers(json, "low", Enumerable.Range(0, o.Values.Length).Select(i => answer.Members.Min(m => m.Values[i])));
            Numbers(json, "high", Enumerable.Range(0, o.Values.Length).Select(i => answer.Members.Max(m => m.Values[i])));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Covariates(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("covariates");
        foreach (CovariateSeries series in view.Covariates)
        {
            json.WriteStartObject();
            json.WriteBoolean("ahead", series.KnownAhead);
            Numbers(json, "values", series.Values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Search(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartArray("candidates");
        foreach (CandidateRecord c in run.Candidates)
        {
            json.WriteStartObject();
            json.WriteNumber("n", c.Number);
            json.WriteString("name", c.Name);
            json.WriteString("outcome", Words.Of(c.Outcome));
            Number(json, "score", c.Score);
            json.WriteBoolean("winner", run.Final?.Winner == c.Number);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // With a single place the total is the place: stored once.
    private static void Columns(Utf8JsonWriter json, string name, RunView view, ImmutableArray<double> values)
    {
        json.WriteStartArray(name);
        if (view.Locations > 1)
        {
            int rows = values.Length / view.Locations;
            foreach (int l in view.BySize)
            {
                Numbers(json, null, Enumerable.Range(0, rows).Select(t => values[(t * view.Locations) + l]));
            }
        }

        json.WriteEndArray();
    }

    internal static void Numbers(Utf8JsonWriter json, string? name, IEnumerable<double> values)
    {
        if (name is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(name);
        }

        foreach (double v in values)
        {
            if (double.IsFinite(v))
            {
                json.WriteNumberValue(Figures.Round(v, 4));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Figures.Round(value, 4));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
