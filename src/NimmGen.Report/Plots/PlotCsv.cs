using System.Globalization;
using System.Text;

namespace NimmGen.Report;

/// <summary>The numbers of a plot, one row a point: series, x (an ISO date or a number), value, and for bands low and high.</summary>
public static class PlotCsv
{
    public static string Of(Plot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        var text = new StringBuilder("series,x,value,low,high\n");
        foreach (Curve c in plot.Curves)
        {
            for (int i = 0; i < c.X.Length; i++)
            {
                if (double.IsFinite(c.Y[i]))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{Quoted(c.Name)},{X(plot, c.X[i])},{c.Y[i]:R},,\n");
                }
            }
        }

        foreach (Band b in plot.Bands)
        {
            for (int i = 0; i < b.X.Length; i++)
            {
                if (double.IsFinite(b.Low[i]) && double.IsFinite(b.High[i]))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{Quoted(b.Name)},{X(plot, b.X[i])},,{b.Low[i]:R},{b.High[i]:R}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string X(Plot plot, double x) => plot.Dates
        ? DateTime.UnixEpoch.AddSeconds(x).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : x.ToString("R", CultureInfo.InvariantCulture);

    // A spreadsheet takes what begins with these signs for a formula.
    internal static string Quoted(string text) =>
        '"' + (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text).Replace("\"", "\"\"") + '"';
}
