using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace NimmGen.Report;

/// <summary>
/// Draws a plot as one self-contained SVG on white, for papers and slides: Okabe and Ito's colours, which people with any colour
/// vision can tell apart, with dashes and markers beside them; y from zero; names at the right-hand end of lines where they fit.
/// </summary>
public static class PlotSvg
{
    private const double Width = 900, Height = 440, Left = 78, Right = 24, Top = 44, Bottom = 74;
    private const int Ticks = 6;
    private const double BandOpacity = 0.16;

    // Black, blue, vermilion (darkened to read on white), bluish green, reddish purple, sky blue, orange.
    private static readonly ImmutableArray<string> Palette = ["#1b1f24", "#0072b2", "#c75000", "#00795a", "#a6407f", "#3a93c8", "#9a6a00"];

    public static string Render(Plot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        double[] xs = [.. plot.Curves.SelectMany(c => c.X).Concat(plot.Bands.SelectMany(b => b.X)).Where(double.IsFinite)];
        double[] ys = [.. plot.Curves.SelectMany(c => c.Y).Concat(plot.Bands.SelectMany(b => b.High)).Append(plot.Level).Where(double.IsFinite)];
        (double x0, double x1) = xs.Length == 0 ? (0, 1) : (xs.Min(), xs.Max());
        x1 = x1 > x0 ? x1 : x0 + 1;
        double step = Nice((ys.DefaultIfEmpty(1).Max() - Math.Min(0, ys.DefaultIfEmpty(0).Min())) / Ticks);
        double y0 = Math.Floor(Math.Min(0, ys.DefaultIfEmpty(0).Min()) / step) * step, y1 = Math.Max(y0 + step, Math.Ceiling(ys.DefaultIfEmpty(1).Max() / step) * step);
        var canvas = new Canvas(x => Left + (x - x0) / (x1 - x0) * (Width - Left - Right), y => Height - Bottom - (y - y0) / (y1 - y0) * (Height - Top - Bottom));
        var body = new StringBuilder();
        body.Append(Inv($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>"));
        Text(body, Left, 20, plot.Title, "start", 15, "#1b1f24", bold: true);
        Axes(body, plot, canvas, (x0, x1), (y0, y1, step));
        foreach (Band band in plot.Bands)
        {
            Draw(body, band, canvas);
        }

        Rules(body, plot, canvas, (x0, x1), (y0, y1));
        foreach (Curve curve in plot.Curves)
        {
            Draw(body, curve, canvas);
        }

        Legend(body, plot);
        return Inv($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" font-family=\"system-ui, Helvetica, Arial, sans-serif\">")
            + $"<title>{WebUtility.HtmlEncode(plot.Title)}</title>{body}</svg>\n";
    }

    private static void Axes(StringBuilder body, Plot plot, Canvas canvas, (double From, double To) x, (double From, double To, double Step) y)
    {
        for (double v = y.From; v <= y.To + y.Step / 2; v += y.Step)
        {
            double at = canvas.Y(v);
            body.Append(Inv($"<path d=\"M{Left} {at:0.#}H{Width - Right}\" stroke=\"#d9dee4\"/>"));
            Text(body, Left - 8, at + 4, Figures.Number(Math.Abs(v) < y.Step / 1e6 ? 0 : v), "end", 12, "#59626d");
        }

        foreach ((double at, string label) in plot.Dates ? DateTicks(x.From, x.To) : NumberTicks(x.From, x.To))
        {
            body.Append(Inv($"<path d=\"M{canvas.X(at):0.#} {Height - Bottom}v5\" stroke=\"#59626d\"/>"));
            Text(body, canvas.X(at), Height - Bottom + 19, label, "middle", 12, "#59626d");
        }

        Text(body, Left, Top - 6, plot.YTitle, "start", 12, "#59626d");
        Text(body, Width - Right, Height - Bottom + 36, plot.XTitle, "end", 12, "#59626d");
    }

    private static void Rules(StringBuilder body, Plot plot, Canvas canvas, (double From, double To) x, (double From, double To) y)
    {
        if (plot.Rule >= x.From && plot.Rule <= x.To)
        {
            body.Append(Inv($"<path d=\"M{canvas.X(plot.Rule):0.#} {Top}V{Height - Bottom}\" stroke=\"#59626d\" stroke-dasharray=\"2 3\"/>"));
        }

        if (plot.Level >= y.From && plot.Level <= y.To)
        {
            body.Append(Inv($"<path d=\"M{Left} {canvas.Y(plot.Level):0.#}H{Width - Right}\" stroke=\"#59626d\" stroke-dasharray=\"2 3\"/>"));
        }
    }

    private static void Draw(StringBuilder body, Band band, Canvas canvas)
    {
        int[] known = [.. Enumerable.Range(0, band.X.Length).Where(i => double.IsFinite(band.Low[i]) && double.IsFinite(band.High[i]))];
        if (known.Length > 0)
        {
            IEnumerable<string> outline = known.Select(i => canvas.Point(band.X[i], band.High[i])).Concat(known.Reverse().Select(i => canvas.Point(band.X[i], band.Low[i])));
            body.Append(Inv($"<path d=\"M{string.Join('L', outline)}Z\" fill=\"{Colour(band.Colour)}\" fill-opacity=\"{BandOpacity}\"/>"));
        }
    }

    private static void Draw(StringBuilder body, Curve curve, Canvas canvas)
    {
        string colour = Colour(curve.Colour);
        if (curve.Style is CurveStyle.Hollow or CurveStyle.Solid)
        {
            for (int i = 0; i < curve.X.Length; i++)
            {
                if (double.IsFinite(curve.Y[i]))
                {
                    body.Append(Inv($"<circle cx=\"{canvas.X(curve.X[i]):0.#}\" cy=\"{canvas.Y(curve.Y[i]):0.#}\" r=\"2.2\" fill=\"{(curve.Style is CurveStyle.Solid ? colour : "#fff")}\" stroke=\"{colour}\"/>"));
                }
            }

            return;
        }

        var path = new StringBuilder();
        bool pen = false;
        for (int i = 0; i < curve.X.Length; i++)
        {
            bool known = double.IsFinite(curve.Y[i]);
            if (known)
            {
                path.Append(pen ? 'L' : 'M').Append(canvas.Point(curve.X[i], curve.Y[i]));
            }

            pen = known;
        }

        body.Append(Inv($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{(curve.Style is CurveStyle.Dashed ? " stroke-dasharray=\"6 4\"" : "")}/>"));
    }

    // Two rows of keys beneath the axis, as many as fit; the names of all are in the CSV.
    private static void Legend(StringBuilder body, Plot plot)
    {
        double at = Left, y = Height - 22, opacity = 0;
        foreach ((string name, int colour, CurveStyle? style) in plot.Curves.Select(c => (c.Name, c.Colour, (CurveStyle?)c.Style)).Concat(plot.Bands.Select(b => (b.Name, b.Colour, (CurveStyle?)null))))
        {
            double width = 34 + 6.2 * name.Length;
            if (at + width > Width - Right)
            {
                if (y > Height - 10)
                {
                    break;
                }

                (at, y) = (Left, Height - 5);
            }

            // Bands lie on each other.
            opacity = style is null ? 1 - (1 - BandOpacity) * (1 - opacity) : 0;
            body.Append(style switch
            {
                null => Inv($"<rect x=\"{at:0.#}\" y=\"{y - 9}\" width=\"18\" height=\"10\" fill=\"{Colour(colour)}\" fill-opacity=\"{opacity:0.##}\"/>"),
                CurveStyle.Hollow or CurveStyle.Solid => Inv($"<circle cx=\"{at + 9:0.#}\" cy=\"{y - 4}\" r=\"3\" fill=\"{(style is CurveStyle.Solid ? Colour(colour) : "#fff")}\" stroke=\"{Colour(colour)}\"/>"),
                _ => Inv($"<path d=\"M{at:0.#} {y - 4}h18\" stroke=\"{Colour(colour)}\" stroke-width=\"2\"{(style is CurveStyle.Dashed ? " stroke-dasharray=\"6 4\"" : "")}/>"),
            });
            Text(body, at + 23, y, name, "start", 12, "#1b1f24");
            at += width;
        }
    }

    private static IEnumerable<(double At, string Label)> NumberTicks(double from, double to)
    {
        double step = Math.Max(Nice((to - from) / 8), 1e-12);
        for (double v = Math.Ceiling(from / step) * step; v <= to + step / 1e6; v += step)
        {
            yield return (v, Figures.Number(v));
        }
    }

    // First days of months, as many as there is room for.
    private static IEnumerable<(double At, string Label)> DateTicks(double from, double to)
    {
        DateTime first = DateTime.UnixEpoch.AddSeconds(from), last = DateTime.UnixEpoch.AddSeconds(to);
        int days = (int)(last - first).TotalDays, every = Math.Max(1, (int)Math.Ceiling(days / 30.4 / 10));
        if (days < 70)
        {
            int stride = Math.Max(1, (days + 6) / 7);
            for (DateTime day = first.Date; day <= last; day = day.AddDays(stride))
            {
                yield return ((day - DateTime.UnixEpoch).TotalSeconds, day.ToString("d MMM yyyy", CultureInfo.InvariantCulture));
            }

            yield break;
        }

        bool named = false;
        for (var month = new DateTime(first.Year, first.Month, 1, 0, 0, 0, DateTimeKind.Utc); month <= last; month = month.AddMonths(every))
        {
            if (month >= first)
            {
                yield return ((month - DateTime.UnixEpoch).TotalSeconds, month.ToString(!named || month.Month <= every || every > 3 ? "MMM yyyy" : "MMM", CultureInfo.InvariantCulture));
                named = true;
            }
        }
    }

    // 1, 2 or 5 times a power of ten.
    private static double Nice(double step)
    {
        if (!(step > 0) || !double.IsFinite(step))
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(step))), part = step / power;
        return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
    }

    private static string Colour(int index) => Palette[index % Palette.Length];

    private static void Text(StringBuilder body, double x, double y, string text, string anchor, int size, string colour, bool bold = false) =>
        body.Append(Inv($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{colour}\"{(bold ? " font-weight=\"600\"" : "")}>")).Append(WebUtility.HtmlEncode(text)).Append("</text>");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Canvas(Func<double, double> X, Func<double, double> Y)
    {
        public string Point(double x, double y) => Inv($"{X(x):0.#} {Y(y):0.#}");
    }
}
