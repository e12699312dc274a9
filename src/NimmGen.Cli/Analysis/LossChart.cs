using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Mean and best score by iteration as an SVG drawing; a dot is a candidate.</summary>
internal static class LossChart
{
    private const double Width = 760, Height = 300, Left = 70, Bottom = 40, Top = 16, Right = 16;

    /// <summary>Empty where nothing was scored.</summary>
    public static string Svg(string title, ImmutableArray<LossPoint> points)
    {
        double[] finite = [.. points.SelectMany(p => (double[])[p.Score, p.Mean, p.Best]).Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return "";
        }

        // A few bad candidates would press all others to the floor: what lies above the ninth tenth of them is drawn at the edge.
        double[] sorted = [.. finite.Order()];
        double low = sorted[0], high = sorted[(int)(0.9 * (sorted.Length - 1))];
        high = high > low ? high + 0.05 * (high - low) : low + Math.Max(1, Math.Abs(low));
        double X(int number) => Left + (Width - Left - Right) * (points.Length == 1 ? 0.5 : (number - 1.0) / (points.Length - 1));
        double Y(double score) => Top + (Height - Top - Bottom) * (1 - Math.Clamp((score - low) / (high - low), 0, 1));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" role=\"img\" font-size=\"12\"><title>{WebUtility.HtmlEncode(title)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#888\"/>");
        foreach (double value in (ReadOnlySpan<double>)[low, (low + high) / 2, high])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{Figures.Score(value)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">candidate</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">1</text><text x=\"{Width - Right}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{points.Length}</text>");
        foreach (LossPoint point in points.Where(p => double.IsFinite(p.Score)))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(point.Number):0.#}\" cy=\"{Y(point.Score):0.#}\" r=\"2.5\" fill=\"#999\"/>");
        }

        Line(p => p.Mean, "#c60", "mean", Width - Right - 150);
        Line(p => p.Best, "#06c", "best so far", Width - Right - 80);
        return svg.Append("</svg>").ToString();

        void Line(Func<LossPoint, double> of, string colour, string name, double at)
        {
            string path = string.Join(' ', points.Where(p => double.IsFinite(of(p))).Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Number):0.#},{Y(of(p)):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{at}\" y=\"{Top + 10}\" fill=\"{colour}\">{name}</text>");
        }
    }
}
