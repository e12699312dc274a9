using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>A box of the diagram, in pixels; (X, Y) is its centre.</summary>
internal sealed record Box(string Name, string Meaning, double X, double Y)
{
    public const double Width = 124, Height = 52;
}

/// <summary>An arrow of the diagram.</summary>
/// <param name="Edge">What it stands for.</param>
/// <param name="Path">SVG path data, ending where the head begins.</param>
/// <param name="Tip">Point of the head.</param>
/// <param name="Direction">Unit vector of the head.</param>
/// <param name="Label">Where the middle of its text stands.</param>
internal sealed record Arrow(FlowEdge Edge, string Path, (double X, double Y) Tip, (double X, double Y) Direction, (double X, double Y) Label);

/// <summary>Places boxes in columns by <see cref="FlowLayers"/> and arrows between them.</summary>
internal sealed class DiagramLayout
{
    private const double Row = 124, Stub = 92, Head = 9;

    private DiagramLayout(ImmutableArray<Box> boxes, ImmutableArray<Arrow> arrows, double width, double top, double bottom)
    {
        Boxes = boxes;
        Arrows = arrows;
        Width = width;
        Top = top;
        Bottom = bottom;
    }

    public ImmutableArray<Box> Boxes { get; }

    public ImmutableArray<Arrow> Arrows { get; }

    public double Width { get; }

    public double Top { get; }

    public double Bottom { get; }

    /// <param name="model">Whose states and flows.</param>
    /// <param name="labelWidth">Pixels that the longest label needs.</param>
    public static DiagramLayout Of(MechanismIr model, double labelWidth)
    {
        FlowLayers layers = FlowLayers.Of(model);
        ImmutableArray<FlowEdge> edges = [.. model.Flows];
        bool inflow = edges.Any(e => e.From is null && e.To is not null && layers[e.To] == 0);
        double gap = Math.Max(84, labelWidth + 34), column = Box.Width + gap;
        double left = inflow ? Stub + (gap / 2) : 12;
        var boxes = new Dictionary<string, Box>(StringComparer.Ordinal);
        foreach (IGrouping<int, string> layer in layers.States.GroupBy(s => layers[s]))
        {
            string[] here = [.. layer];
            for (int i = 0; i < here.Length; i++)
            {
                boxes[here[i]] = new(here[i], MechanismWords.Meaning(model, here[i]), left + (Box.Width / 2) + (layer.Key * column), (i - ((here.Length - 1) / 2.0)) * Row);
            }
        }

        var arrows = new List<Arrow>();
        double right = boxes.Count == 0 ? left : boxes.Values.Max(b => b.X) + (Box.Width / 2);
        double top = boxes.Count == 0 ? 0 : boxes.Values.Min(b => b.Y) - (Box.Height / 2), bottom = boxes.Count == 0 ? 0 : boxes.Values.Max(b => b.Y) + (Box.Height / 2);
        int arcs = 0, leaps = 0;
        var stubs = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (FlowEdge edge in edges)
        {
            Box? from = edge.From is null ? null : boxes.GetValueOrDefault(edge.From), to = edge.To is null ? null : boxes.GetValueOrDefault(edge.To);
            if (from is null && to is not null)
            {
                bool side = layers[to.Name] == 0 && !arrows.Any(a => a.Edge.From is null && a.Edge.To == to.Name);
                arrows.Add(side
                    ? Line(edge, (to.X - (Box.Width / 2) - Stub, to.Y), (to.X - (Box.Width / 2), to.Y), (to.X - (Box.Width / 2) - (Stub / 2), to.Y - 12))
                    : Line(edge, (to.X, to.Y - (Box.Height / 2) - 46), (to.X, to.Y - (Box.Height / 2)), (to.X, to.Y - (Box.Height / 2) - 54)));
                top = Math.Min(top, to.Y - (Box.Height / 2) - (side ? 0 : 46));
            }
            else if (from is not null && to is null)
            {
                int nth = stubs[from.Name] = stubs.GetValueOrDefault(from.Name) + 1;
                double x = from.X + ((nth - 1) * 26), y = from.Y + (Box.Height / 2);
                arrows.Add(Line(edge, (x, y), (x, y + 42), (x, y + 58)));
                bottom = Math.Max(bottom, y + 62);
            }
            else if (from is not null && to is not null)
            {
                if (layers[to.Name] == layers[from.Name] + 1)
                {
                    arrows.Add(Between(edge, from, to));
                }
                else if (layers[to.Name] > layers[from.Name])
                {
                    double lift = Math.Min(top, boxes.Values.Min(b => b.Y) - (Box.Height / 2)) - 40 - (30 * leaps++);
                    arrows.Add(Arc(edge, from, to, lift, -1));
                    top = Math.Min(top, lift - 10);
                }
                else
                {
                    double drop = bottom + 34 + (26 * arcs++);
                    bool below = boxes.Values.Any(b => b.X == from.X && b.Y > from.Y);
                    arrows.Add(below ? Around(edge, from, to, drop) : Arc(edge, from, to, drop, 1));
                    right = Math.Max(right, below ? from.X + (Box.Width / 2) + 26 : right);
                    bottom = Math.Max(bottom, drop + 18);
                }
            }
        }

        return new([.. boxes.Values], [.. arrows], right + 12, top - 34, bottom + 30);
    }

    private static Arrow Between(FlowEdge edge, Box from, Box to)
    {
        double x0 = from.X + (Box.Width / 2), x1 = to.X - (Box.Width / 2), middle = (x0 + x1) / 2;
        if (Math.Abs(from.Y - to.Y) < 1)
        {
            return Line(edge, (x0, from.Y), (x1, to.Y), (middle, from.Y - 12));
        }

        string path = Inv($"M{x0} {from.Y} C{middle} {from.Y} {middle} {to.Y} {x1 - Head} {to.Y}");
        return new(edge, path, (x1, to.Y), (1, 0), (middle + 4, to.Y + (to.Y < from.Y ? -26 : 24)));
    }

    private static Arrow Line(FlowEdge edge, (double X, double Y) a, (double X, double Y) b, (double X, double Y) label)
    {
        double length = Math.Max(1, Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
        (double X, double Y) d = ((b.X - a.X) / length, (b.Y - a.Y) / length);
        return new(edge, Inv($"M{a.X} {a.Y} L{b.X - (d.X * Head)} {b.Y - (d.Y * Head)}"), b, d, label);
    }

    private static Arrow Arc(FlowEdge edge, Box from, Box to, double level, int side)
    {
        double y0 = from.Y + (side * Box.Height / 2), y1 = to.Y + (side * Box.Height / 2);
        string path = Inv($"M{from.X} {y0} L{from.X} {level - (side * 12)} Q{from.X} {level} {from.X + (Math.Sign(to.X - from.X) * 12)} {level} L{to.X - (Math.Sign(to.X - from.X) * 12)} {level} Q{to.X} {level} {to.X} {level - (side * 12)} L{to.X} {y1 + (side * Head)}");
        return new(edge, path, (to.X, y1), (0, -side), ((from.X + to.X) / 2, level - 8));
    }

    // As an arc beneath, but out of the side of the box: another one stands below it.
    private static Arrow Around(FlowEdge edge, Box from, Box to, double level)
    {
        double x0 = from.X + (Box.Width / 2), side = x0 + 22, y1 = to.Y + (Box.Height / 2);
        string path = Inv($"M{x0} {from.Y} L{side - 12} {from.Y} Q{side} {from.Y} {side} {from.Y + 12} L{side} {level - 12} Q{side} {level} {side - 12} {level} L{to.X + 12} {level} Q{to.X} {level} {to.X} {level - 12} L{to.X} {y1 + Head}");
        return new(edge, path, (to.X, y1), (0, -1), ((from.X + to.X) / 2, level - 8));
    }

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
