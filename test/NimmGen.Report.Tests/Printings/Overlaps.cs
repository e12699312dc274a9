using System.Globalization;
using System.Xml.Linq;

namespace NimmGen.Report.Tests.Printings;

/// <summary>What stands on what in a drawn diagram: boxes, the writing on arrows, and the edge of the picture.</summary>
internal static class Overlaps
{
    // Of a proportional font; a picture that clears this clears what browsers draw.
    private const double CharacterWidth = 0.5;

    private sealed record Area(string What, double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Area other) => Left < other.Right - 1 && other.Left < Right - 1 && Top < other.Bottom - 1 && other.Top < Bottom - 1;
    }

    public static IEnumerable<string> Of(XElement picture)
    {
        XNamespace svg = picture.Name.Namespace;
        Area[] boxes = [.. picture.Elements(svg + "rect").Select(r => Rectangle(r))];
        Area[] labels = [.. picture.Elements(svg + "g").Elements(svg + "text").Select(Text)];
        double[] view = [.. ((string)picture.Attribute("viewBox")!).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        for (int i = 0; i < boxes.Length; i++)
        {
            foreach (Area other in boxes[(i + 1)..].Concat(labels).Where(boxes[i].Meets))
            {
                yield return $"{boxes[i].What} and {other.What}";
            }
        }

        for (int i = 0; i < labels.Length; i++)
        {
            foreach (Area other in labels[(i + 1)..].Where(labels[i].Meets))
            {
                yield return $"{labels[i].What} and {other.What}";
            }
        }

        foreach (Area area in boxes.Concat(labels).Where(a => a.Left < view[0] || a.Top < view[1] || a.Right > view[0] + view[2] || a.Bottom > view[1] + view[3]))
        {
            yield return $"{area.What} leaves the picture";
        }
    }

    private static Area Rectangle(XElement r) => new("box at " + r.Attribute("x")!.Value, N(r, "x"), N(r, "y"), N(r, "x") + N(r, "width"), N(r, "y") + N(r, "height"));

    private static Area Text(XElement t)
    {
        double size = N(t, "font-size"), width = t.Value.Length * size * CharacterWidth, x = N(t, "x"), y = N(t, "y");
        double left = (string?)t.Attribute("text-anchor") switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
        return new($"'{t.Value}'", left, y - (size * 0.75), left + width, y + (size * 0.2));
    }

    private static double N(XElement e, string attribute) => double.Parse(e.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
