using System.Collections.Immutable;

namespace NimmGen.Report;

/// <summary>Finds room for the texts of arrows, one after the other.</summary>
internal sealed class LabelPlacer
{
    private const double LineHeight = 15, Radius = 9;

    private readonly List<(double Left, double Top, double Right, double Bottom)> _taken;
    private readonly ImmutableArray<(double X, double Y)> _arrows;
    private readonly int _lines;
    private int _numbers;

    public LabelPlacer(ImmutableArray<Box> boxes, ImmutableArray<(double X, double Y)> arrows, int lines)
    {
        _arrows = arrows;
        _taken = [.. boxes.Select(b => (b.Left - 2, b.Top - 2, b.Right + 2, b.Bottom + 2))];
        _lines = lines;
    }

    /// <summary>Around everything that was placed, boxes too; of nothing it is a point.</summary>
    public (double Left, double Top, double Right, double Bottom) Extent => _taken.Count == 0 ? default
        : (_taken.Min(t => t.Left), _taken.Min(t => t.Top), _taken.Max(t => t.Right), _taken.Max(t => t.Bottom));

    /// <summary>The arrow with its text above or beneath one of its points, or with a number on one.</summary>
    public Arrow Place(Arrow arrow, double width)
    {
        double height = LineHeight * _lines;
        foreach (bool onLine in (ReadOnlySpan<bool>)[false, true])
        {
            foreach ((double x, double y) in arrow.Along)
            {
                foreach (double baseline in (ReadOnlySpan<double>)[y - 8 - (height - LineHeight), y + 16])
                {
                    (double, double, double, double) area = (x - (width / 2), baseline - 12, x + (width / 2), baseline + height - 11);
                    if (IsFree(area) && (onLine || !Crosses(area)))
                    {
                        _taken.Add(area);
                        return arrow with { Label = (x, baseline) };
                    }
                }
            }
        }

        (double X, double Y) spot = arrow.Along.FirstOrDefault(p => IsFree(Circle(p)), arrow.Along[0]);
        _taken.Add(Circle(spot));
        return arrow with { Label = (spot.X, spot.Y + 4), Number = ++_numbers };
    }

    private static (double, double, double, double) Circle((double X, double Y) p) => (p.X - Radius, p.Y - Radius, p.X + Radius, p.Y + Radius);

    private bool Crosses((double Left, double Top, double Right, double Bottom) a)
    {
        foreach ((double x, double y) in _arrows)
        {
            if (x > a.Left && x < a.Right && y > a.Top && y < a.Bottom)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsFree((double Left, double Top, double Right, double Bottom) a) =>
        !_taken.Exists(t => t.Left < a.Right && a.Left < t.Right && t.Top < a.Bottom && a.Top < t.Bottom);
}
