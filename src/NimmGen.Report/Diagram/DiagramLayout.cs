using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>A box of the diagram, in pixels; (X, Y) is its centre.</summary>
internal sealed record Box(string Name, string Meaning, double X, double Y)
{
    public const double Width = 124, Height = 52;

    public double Left => X - (Width / 2);

    public double Right => X + (Width / 2);

    public double Top => Y - (Height / 2);

    public double Bottom => Y + (Height / 2);
}

/// <summary>An arrow of the diagram.</summary>
/// <param name="Edge">What it stands for.</param>
/// <param name="Path">SVG path data, ending where the head begins.</param>
/// <param name="Tip">Point of the head.</param>
/// <param name="Direction">Unit vector of the head.</param>
/// <param name="Along">Points of the path where its text may stand, the best first.</param>
internal sealed record Arrow(FlowEdge Edge, string Path, (double X, double Y) Tip, (double X, double Y) Direction, ImmutableArray<(double X, double Y)> Along)
{
    /// <summary>Points of the line, close enough to tell whether a text stands on it.</summary>
    public ImmutableArray<(double X, double Y)> Line { get; init; } = [];

    /// <summary>Where the middle of its text stands; its baseline.</summary>
    public (double X, double Y) Label { get; init; }

    /// <summary>Stands on the arrow in place of a text that finds no room; the text is in the list under this number.</summary>
    public int? Number { get; init; }
}

/// <summary>
/// Places boxes in columns by <see cref="FlowLayers"/> and arrows between them: to the next column straight, to any other through the gaps
/// between columns and above (forward) or beneath (backward) all boxes, so that no arrow crosses a box.
/// </summary>
internal sealed class DiagramLayout
{
    private const double Row = 124, Stub = 92, Track = 9, Level = 30;

    private readonly Dictionary<string, Box> _boxes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _tracks = [];
    private readonly Dictionary<(string Box, char Side), int> _slots = [];
    private double _top, _bottom;

    private DiagramLayout()
    {
    }

    public ImmutableArray<Box> Boxes { get; private init; }

    public ImmutableArray<Arrow> Arrows { get; private set; }

    public double Width { get; private set; }

    public double Top { get; private set; }

    public double Bottom { get; private set; }

    /// <param name="model">Whose states and flows.</param>
    /// <param name="labelWidth">Pixels that the longest label needs.</param>
    public static DiagramLayout Of(MechanismIr model, double labelWidth)
    {
        FlowLayers layers = FlowLayers.Of(model);
        ImmutableArray<FlowEdge> edges = [.. model.Flows];
        int[] tracks = Crossing(layers, edges);
        double left = edges.Any(e => e.From is null && e.To is not null && layers.Has(e.To) && layers[e.To] == 0) ? Stub + 40 : 12;
        var boxes = new List<Box>();
        double x = left + (Track * tracks.FirstOrDefault());
        foreach (IGrouping<int, string> layer in layers.States.GroupBy(s => layers[s]).OrderBy(g => g.Key))
        {
            string[] here = [.. layer];
            for (int i = 0; i < here.Length; i++)
            {
                boxes.Add(new(here[i], MechanismWords.Meaning(model, here[i]), x + (Box.Width / 2), (i - ((here.Length - 1) / 2.0)) * Row));
            }

            x += Box.Width + Math.Max(84, labelWidth + 34) + (Track * tracks[layer.Key + 1]);
        }

        var layout = new DiagramLayout { Boxes = [.. boxes] };
        layout.Route(layers, edges, left);
        return layout;
    }

    /// <summary>The same with each arrow's text where it touches neither box nor other text, or a number where there is no such place.</summary>
    /// <param name="width">Pixels of an arrow's text.</param>
    /// <param name="lines">Lines of text at an arrow.</param>
    public DiagramLayout Labelled(Func<FlowEdge, double> width, int lines)
    {
        var placer = new LabelPlacer(Boxes, [.. Arrows.SelectMany(a => a.Line)], lines);
        Arrows = [.. Arrows.Select(a => placer.Place(a, width(a.Edge)))];
        (double leftmost, double top, double right, double bottom) = placer.Extent;
        Top = Math.Min(Top, top - 8);
        Bottom = Math.Max(Bottom, bottom + 24);
        Width = Math.Max(Width, right + 12);
        Left = Math.Min(0, leftmost - 8);
        return this;
    }

    /// <summary>The left edge, zero unless a text stands further left.</summary>
    public double Left { get; private set; }

    private void Route(FlowLayers layers, ImmutableArray<FlowEdge> edges, double left)
    {
        foreach (Box box in Boxes)
        {
            _boxes[box.Name] = box;
        }

        double right = Boxes.IsEmpty ? left : Boxes.Max(b => b.Right);
        _top = Boxes.IsEmpty ? 0 : Boxes.Min(b => b.Top);
        _bottom = Boxes.IsEmpty ? 0 : Boxes.Max(b => b.Bottom);
        double highest = _top, lowest = _bottom;
        int leaps = 0, returns = 0;
        var arrows = new List<Arrow>();

        // Stubs first: what runs above and beneath all boxes clears them.
        foreach (FlowEdge edge in edges)
        {
            Box? from = edge.From is null ? null : _boxes.GetValueOrDefault(edge.From), to = edge.To is null ? null : _boxes.GetValueOrDefault(edge.To);
            if (from is null && to is not null)
            {
                bool side = layers[to.Name] == 0 && !arrows.Any(a => a.Edge.From is null && a.Edge.To == to.Name);
                double x = to.X - (24 * Slot(to.Name, 't')) + 24;
                arrows.Add(side ? ArrowPaths.Line(edge, (to.Left - Stub, to.Y), (to.Left, to.Y)) : ArrowPaths.Line(edge, (x, to.Top - 42), (x, to.Top)));
                highest = Math.Min(highest, side ? highest : to.Top - 64);
            }
            else if (from is not null && to is null)
            {
                double x = from.X + (24 * Slot(from.Name, 'b')) - 12;
                arrows.Add(ArrowPaths.Line(edge, (x, from.Bottom), (x, from.Bottom + 40)));
                lowest = Math.Max(lowest, from.Bottom + 62);
            }
        }

        foreach (FlowEdge edge in edges.Where(e => e.From is not null && e.To is not null))
        {
            if (_boxes.GetValueOrDefault(edge.From!) is not { } from || _boxes.GetValueOrDefault(edge.To!) is not { } to)
            {
                continue;
            }

            if (layers[to.Name] == layers[from.Name] + 1)
            {
                int nth = edges.TakeWhile(e => !ReferenceEquals(e, edge)).Count(e => e.From == edge.From && e.To == edge.To);
                arrows.Add(ArrowPaths.Between(edge, from, to, nth * 14));
                continue;
            }

            bool forward = layers[to.Name] > layers[from.Name];
            double level = forward ? highest - 20 - (Level * leaps++) : lowest + 24 + (Level * returns++);
            double side = forward ? -1 : 1;
            double x0 = from.Right + (Track * Tracks(layers[from.Name])), x1 = to.Left - (Track * Tracks(layers[to.Name] - 1));
            double y0 = from.Y + (side * 6 * Math.Min(3, Slot(from.Name, forward ? 'u' : 'd'))), y1 = to.Y + (side * 6 * Math.Min(3, Slot(to.Name, forward ? 'v' : 'e')));
            arrows.Add(ArrowPaths.Around(edge, (from.Right, y0), x0, level, x1, (to.Left, y1)));
            right = Math.Max(right, x0);
        }

        Arrows = [.. arrows.OrderBy(a => edges.IndexOf(a.Edge))];
        Width = right + 12;
        Top = (leaps > 0 ? highest - 20 - (Level * (leaps - 1)) - 26 : highest) - 12;
        Bottom = (returns > 0 ? lowest + 24 + (Level * (returns - 1)) : lowest) + 30;
    }

    // Lines that run up or down in each gap: the first is left of the first column.
    private static int[] Crossing(FlowLayers layers, ImmutableArray<FlowEdge> edges)
    {
        int[] tracks = new int[layers.States.Select(s => layers[s]).DefaultIfEmpty().Max() + 2];
        foreach (FlowEdge e in edges.Where(e => e.From is not null && e.To is not null && layers.Has(e.From) && layers.Has(e.To) && layers[e.To] != layers[e.From] + 1))
        {
            tracks[layers[e.From!] + 1]++;
            tracks[layers[e.To!]]++;
        }

        return [.. tracks.Select(t => t == 0 ? 0 : t + 1)];
    }

    // Side by side in a gap; how many there are so far.
    private int Tracks(int column) => _tracks[column] = _tracks.GetValueOrDefault(column) + 1;

    private int Slot(string box, char side) => _slots[(box, side)] = _slots.GetValueOrDefault((box, side)) + 1;
}
