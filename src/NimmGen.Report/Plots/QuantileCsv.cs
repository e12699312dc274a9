using System.Globalization;
using System.Text;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>The run's quantile forecasts in the columns of the forecast hubs: origin_date, target_end_date, location, output_type, output_type_id, value.</summary>
public static class QuantileCsv
{
    /// <summary>All test origins, all places and (where there are several) the series over them, named "all"; null where the run has no intervals.</summary>
    public static string? Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var view = new RunView(run);
        if (view.Final is not { Origins.IsDefaultOrEmpty: false } final || view.Uncertainty is null)
        {
            return null;
        }

        var text = new StringBuilder("origin_date,horizon,target_end_date,location,output_type,output_type_id,value\n");
        foreach (TwinAtOrigin twin in final.Origins)
        {
            Append(text, run, twin, view.PlaceBands(twin)!, l => run.Data.Locations[l]);
            if (view.Locations > 1)
            {
                Append(text, run, twin, view.Bands(twin)!, _ => "all");
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, RunRecord run, TwinAtOrigin twin, QuantileForecast forecast, Func<int, string> name)
    {
        string origin = StepNames.Of(run, twin.TrainSteps);
        for (int h = 0; h < forecast.Horizon; h++)
        {
            string end = StepNames.Of(run, twin.TrainSteps + h);
            for (int s = 0; s < forecast.Series; s++)
            {
                ReadOnlySpan<double> values = forecast.At(h, s);
                string place = name(s).Replace("\"", "\"\"");
                for (int q = 0; q < values.Length; q++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{origin},{h + 1},{end},\"{place}\",quantile,{forecast.Levels[q]},{Figures.Round(values[q], 6):R}\n");
                }
            }
        }
    }
}
