using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>Draws a mechanism as a compartment diagram: self-contained SVG without styles, scripts or references.</summary>
public static class SvgDiagram
{
    private const double CharacterWidth = 7.0;
    private const double ListCharacterWidth = 6.4;

    /// <summary>Columns from which on rates are cut shorter, so that the picture stays readable.</summary>
    private const int WideFrom = 6;

    /// <summary>Characters of a rate in the list beneath the picture.</summary>
    private const int MostInList = 110;

    /// <summary>
    /// States in columns from left to right, flows as arrows with their rate per head, what the data observe marked with a ring.
    /// Colours are the text colour of whatever shows it, so it reads on light and dark.
    /// </summary>
    /// <param name="model">What to draw; text in it is escaped.</param>
    /// <param name="flowMeans">Mean amount a day by flow name: widths of the arrows and a second label; null draws all alike.</param>
    /// <returns>One svg element.</returns>
    public static string Render(MechanismIr model, IReadOnlyDictionary<string, double>? flowMeans = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var label = new RateLabel(model);
        ImmutableArray<FlowEdge> edges = [.. model.Flows];
        FlowLayers layers = FlowLayers.Of(model);
        int most = layers.States.Select(s => layers[s]).DefaultIfEmpty().Max() < WideFrom ? 26 : 15;
        double longest = edges.Length == 0 ? 0 : edges.Max(e => label.Short(e.EffectiveRate, most).Length) * CharacterWidth;
        DiagramLayout layout = DiagramLayout.Of(model, longest)
            .Labelled(e => Math.Max(label.Short(e.EffectiveRate, most).Length * CharacterWidth, 24), flowMeans is null || flowMeans.Count == 0 ? 1 : 2);
        double largest = flowMeans is null || flowMeans.Count == 0 ? 0 : flowMeans.Values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var body = new StringBuilder();
        foreach (Arrow arrow in layout.Arrows)
        {
            Draw(body, arrow, label, most, Mean(flowMeans, arrow.Edge.Name), largest);
        }

        foreach (Box box in layout.Boxes)
        {
            Draw(body, box, model.Find(box.Name) is CompartmentSymbol { Stages: > 1 } c ? c.Stages : 1);
        }

        double bottom = Marks(body, model, layout), widest = 240;
        void Line(string text)
        {
            bottom += 22;
            widest = Math.Max(widest, 24 + (text.Length * ListCharacterWidth));
            Text(body, 12, bottom - 8, text, "start", 12, quiet: true);
        }

        foreach (Arrow arrow in layout.Arrows.Where(a => a.Number is not null))
        {
            Line($"{arrow.Number}: {label.Short(arrow.Edge.EffectiveRate, MostInList)}{(double.IsFinite(Mean(flowMeans, arrow.Edge.Name)) ? $", {Figures.Number(Mean(flowMeans, arrow.Edge.Name), 2)} a day" : "")}");
        }

        foreach ((string state, string sign, Expression rate) in Equations(model))
        {
            Line($"{state} {sign} {label.Short(rate, MostInList)}");
        }

        foreach ((string name, string sum) in label.Abbreviations)
        {
            Line($"{name} = {sum}");
        }

        double width = Math.Max(layout.Width - layout.Left, widest), height = bottom - layout.Top;
        return Inv($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" viewBox=\"{layout.Left:0.#} {layout.Top:0.#} {width:0.#} {height:0.#}\" width=\"{width:0}\" height=\"{height:0}\" role=\"img\" ")
            + $"font-family=\"system-ui, sans-serif\" color=\"currentColor\"><title>Compartment diagram of {Escape(model.Name)}</title><desc>{Escape(InWords(model))}</desc>{body}</svg>";
    }

    /// <summary>The diagram as a file of its own: its paper is white, and dark where the reader prefers that.</summary>
    /// <param name="model">What to draw.</param>
    /// <param name="flowMeans">As in <see cref="Render"/>.</param>
    public static string Document(MechanismIr model, IReadOnlyDictionary<string, double>? flowMeans)
    {
        const string Style = "<style>svg{color:#1a1a1a;background:#fff}@media (prefers-color-scheme: dark){svg{color:#e8e8e8;background:#161616}}</style>";
        string picture = Render(model, flowMeans);
        int at = picture.IndexOf("<title>", StringComparison.Ordinal);
        return picture[..at].Replace(" color=\"currentColor\"", "", StringComparison.Ordinal) + Style + picture[at..] + "\n";
    }

    /// <summary>As <see cref="Document(MechanismIr)"/>, without flow means.</summary>
    public static string Document(MechanismIr model) => Document(model, null);

    /// <summary>The diagram in dark ink, for a ground that is always white.</summary>
    public static string OnWhite(MechanismIr model, IReadOnlyDictionary<string, double>? flowMeans) =>
        Render(model, flowMeans).Replace("currentColor", "#1a1a1a", StringComparison.Ordinal);

    // States with an equation of their own have no arrows.
    private static IEnumerable<(string State, string Sign, Expression Rate)> Equations(MechanismIr model) => model.Statements.Select(s => s switch
    {
        GrowthStatement g => (Greek.Of(g.Quantity), "grows per head at", g.PerCapita),
        RateStatement r => (Greek.Of(r.Quantity), "changes at", r.Rate),
        NextStatement n => (Greek.Of(n.Quantity), "steps to", n.Value),
        _ => ("", "", (Expression?)null),
    }).Where(e => e.Item3 is not null).Select(e => (e.Item1, e.Item2, e.Item3!));

    /// <summary>The diagram in one sentence, for those who do not see it.</summary>
    public static string InWords(MechanismIr model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] flows = [.. model.Flows.Select(f => $"{f.From ?? "outside"} to {f.To ?? "outside"} ({f.Name})")];
        return $"Compartment diagram of {model.Name}: {(flows.Length == 0 ? "no flows" : string.Join(", ", flows))}.";
    }

    private static void Draw(StringBuilder body, Arrow arrow, RateLabel label, int most, double mean, double largest)
    {
        // By the square root: a flow a hundred times smaller stays visible.
        double width = largest > 0 && double.IsFinite(mean) ? 1.2 + (5.8 * Math.Sqrt(Math.Max(0, mean) / largest)) : 1.8;
        double half = Math.Max(4.5, width * 1.1);
        (double x, double y) = arrow.Tip;
        (double dx, double dy) = arrow.Direction;
        string flow = double.IsFinite(mean) ? $", on average {Figures.Number(mean)} a day" : "";
        body.Append($"<g><title>{Escape($"{arrow.Edge.Name}: {label.Text(arrow.Edge.EffectiveRate)}{flow}")}</title>");
        body.Append(Inv($"<path d=\"{arrow.Path}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".55\" stroke-width=\"{width:0.#}\"/>"));
        body.Append(Inv($"<path d=\"M{x:0.#} {y:0.#} L{x - (10 * dx) - (half * dy):0.#} {y - (10 * dy) + (half * dx):0.#} L{x - (10 * dx) + (half * dy):0.#} {y - (10 * dy) - (half * dx):0.#} Z\" fill=\"currentColor\" fill-opacity=\".8\"/>"));
        if (arrow.Number is { } number)
        {
            body.Append(Inv($"<circle cx=\"{arrow.Label.X:0.#}\" cy=\"{arrow.Label.Y - 4:0.#}\" r=\"9\" fill=\"#E69F00\" fill-opacity=\".25\" stroke=\"currentColor\" stroke-opacity=\".6\"/>"));
            Text(body, arrow.Label.X, arrow.Label.Y, number.ToString(CultureInfo.InvariantCulture), "middle", 11);
        }
        else
        {
            Text(body, arrow.Label.X, arrow.Label.Y, label.Short(arrow.Edge.EffectiveRate, most), "middle", 13, italic: true);
            if (double.IsFinite(mean))
            {
                Text(body, arrow.Label.X, arrow.Label.Y + 14, Figures.Number(mean, 2) + " a day", "middle", 11, quiet: true);
            }
        }

        body.Append("</g>");
    }

    private static void Draw(StringBuilder body, Box box, int stages)
    {
        body.Append(Inv($"<rect x=\"{box.X - (Box.Width / 2):0.#}\" y=\"{box.Y - (Box.Height / 2):0.#}\" width=\"{Box.Width}\" height=\"{Box.Height}\" rx=\"8\" fill=\"#0072B2\" fill-opacity=\".1\" stroke=\"currentColor\" stroke-opacity=\".7\" stroke-width=\"1.4\"/>"));
        string meaning = box.Meaning.Length > 20 ? box.Meaning.Split(", ", 2)[0] : box.Meaning;
        bool named = meaning != box.Name;
        Text(body, box.X, box.Y + (named ? -3 : 6), Greek.Of(box.Name) + (stages > 1 ? $" ×{stages}" : ""), "middle", 18);
        if (named)
        {
            Text(body, box.X, box.Y + 16, meaning.Length > 20 ? meaning[..19].TrimEnd() + "…" : meaning, "middle", meaning.Length > 17 ? 10 : 11, quiet: true);
        }
    }

    // Rings on what is observed, and a line each beneath the picture that says as what.
    private static double Marks(StringBuilder body, MechanismIr model, DiagramLayout layout)
    {
        double bottom = layout.Bottom;
        foreach (ObserveStatement observe in model.Observations)
        {
            Expression value = model.Inline(observe.Value);
            var places = new List<string>();
            foreach (Incidence incidence in value.Walk().OfType<Incidence>())
            {
                if (layout.Arrows.FirstOrDefault(a => a.Edge.Name == incidence.Flow) is { } arrow)
                {
                    Ring(body, arrow.Tip.X - (arrow.Direction.X * 20), arrow.Tip.Y - (arrow.Direction.Y * 20));
                    places.Add($"the flow {incidence.Flow}");
                }
            }

            foreach (string name in value.References())
            {
                if (layout.Boxes.FirstOrDefault(b => b.Name == name) is { } box)
                {
                    Ring(body, box.X + (Box.Width / 2) - 11, box.Y - (Box.Height / 2) + 11);
                    places.Add(Greek.Of(name));
                }
            }

            Ring(body, 18, bottom);
            Text(body, 32, bottom + 4, $"observed as {observe.Channel}{(places.Count == 0 ? "" : ": " + MechanismWords.List([.. places.Distinct()]))}", "start", 12, quiet: true);
            bottom += 24;
        }

        return bottom;
    }

    private static void Ring(StringBuilder body, double x, double y) => body.Append(
        Inv($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"6\" fill=\"#E69F00\" fill-opacity=\".35\" stroke=\"#D55E00\" stroke-width=\"2\"/>"));

    private static void Text(StringBuilder body, double x, double y, string text, string anchor, int size, bool italic = false, bool quiet = false) => body.Append(
        Inv($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"currentColor\"{(italic ? " font-style=\"italic\"" : "")}{(quiet ? " fill-opacity=\".75\"" : "")}>{Escape(text)}</text>"));

    private static double Mean(IReadOnlyDictionary<string, double>? means, string flow) => means is not null && means.TryGetValue(flow, out double mean) ? mean : double.NaN;

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
