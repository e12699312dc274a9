using System.Globalization;
using System.Text;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Every sample of a run with its outer fold, what was measured, and what each method predicted without its group.</summary>
public static class SampleCsv
{
    /// <summary>One row a sample; null where the run is of no samples, or has not ended.</summary>
    public static string? Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var view = new RunView(run);
        if (!view.Samples)
        {
            return null;
        }

        string[] naive = [.. view.Final!.Naive.Keys.Order(StringComparer.Ordinal)];
        var text = new StringBuilder($"sample,outer_fold,measured,predicted,best_mechanism_alone{string.Concat(naive.Select(n => "," + PlotCsv.Quoted(n)))}\n");
        foreach (SampleRow row in new SampleView(view).Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{PlotCsv.Quoted(row.Name)},{row.Fold},{Number(row.Measured)},{Number(row.Predicted)},{Number(view.Final.Origins[0].Forecast[row.Index])}");
            foreach (string method in naive)
            {
                text.Append(',').Append(Number(view.Final.Naive[method][0].Values[row.Index]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    // An empty cell is what programs read as missing.
    private static string Number(double value) => double.IsFinite(value) ? Figures.Round(value, 6).ToString("R", CultureInfo.InvariantCulture) : "";
}
