using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>The lines of arrows, and the points on them where a text may stand.</summary>
internal static class ArrowPaths
{
    private const double Head = 9, Bend = 8;

    private static readonly double[] Places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88];

    public static Arrow Line(FlowEdge edge, (double X, double Y) a, (double X, double Y) b)
    {
        double length = Math.Max(1, Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
        (double X, double Y) d = ((b.X - a.X) / length, (b.Y - a.Y) / length);

        // The text of a stub stands at its free end, that of a line across at its middle.
        ImmutableArray<(double, double)> along = Math.Abs(d.Y) < 0.5 ? [.. Places.Select(t => (a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))))]
            : edge.To is null ? [(b.X, b.Y + 2), b, ((a.X + b.X) / 2, (a.Y + b.Y) / 2)]
            : [(a.X, a.Y), ((a.X + b.X) / 2, (a.Y + b.Y) / 2)];
        return new(edge, Inv($"M{a.X:0.#} {a.Y:0.#} L{b.X - (d.X * Head):0.#} {b.Y - (d.Y * Head):0.#}"), b, d, along) { Line = [.. Enumerable.Range(0, 21).Select(i => (a.X + (i / 20.0 * (b.X - a.X)), a.Y + (i / 20.0 * (b.Y - a.Y))))] };
    }

    /// <summary>From the right side of one box to the left side of one in the next column.</summary>
    public static Arrow Between(FlowEdge edge, Box from, Box to, double shift)
    {
        double x0 = from.Right, x1 = to.Left, middle = (x0 + x1) / 2, y0 = from.Y + shift, y1 = to.Y + shift;
        if (Math.Abs(from.Y - to.Y) < 1)
        {
            return Line(edge, (x0, y0), (x1, y1));
        }

        // Points of the cubic; the text follows the target's end, where few others run.
        (double, double) At(double t)
        {
            double u = 1 - t;
            return ((u * u * u * x0) + (3 * u * u * t * middle) + (3 * u * t * t * middle) + (t * t * t * x1), (((u * u * u) + (3 * u * u * t)) * y0) + (((3 * u * t * t) + (t * t * t)) * y1));
        }

        string path = Inv($"M{x0:0.#} {y0:0.#} C{middle:0.#} {y0:0.#} {middle:0.#} {y1:0.#} {x1 - Head:0.#} {y1:0.#}");
        return new(edge, path, (x1, y1), (1, 0), [At(0.65), At(0.5), At(0.8), At(0.35), At(0.72), At(0.58), At(0.42), At(0.25), At(0.9)]) { Line = [.. Enumerable.Range(0, 41).Select(i => At(i / 40.0))] };
    }

    /// <summary>Right into the gap, to the level, along it, into the gap before the target, and right into its left side.</summary>
    public static Arrow Around(FlowEdge edge, (double X, double Y) start, double x0, double level, double x1, (double X, double Y) end)
    {
        double s0 = Math.Sign(level - start.Y), s1 = Math.Sign(end.Y - level), h = Math.Sign(x1 - x0) is var sign && sign == 0 ? -1 : sign;
        string path = Inv($"M{start.X:0.#} {start.Y:0.#} L{x0 - Bend:0.#} {start.Y:0.#} Q{x0:0.#} {start.Y:0.#} {x0:0.#} {start.Y + (s0 * Bend):0.#} L{x0:0.#} {level - (s0 * Bend):0.#} Q{x0:0.#} {level:0.#} {x0 + (h * Bend):0.#} {level:0.#} ")
            + Inv($"L{x1 - (h * Bend):0.#} {level:0.#} Q{x1:0.#} {level:0.#} {x1:0.#} {level + (s1 * Bend):0.#} L{x1:0.#} {end.Y - (s1 * Bend):0.#} Q{x1:0.#} {end.Y:0.#} {x1 + Bend:0.#} {end.Y:0.#} L{end.X - Head:0.#} {end.Y:0.#}");
        return new(edge, path, end, (1, 0), [.. Places.Select(t => (x0 + (t * (x1 - x0)), level))])
        {
            Line = [.. Corners([start, (x0, start.Y), (x0, level), (x1, level), (x1, end.Y), end])],
        };
    }

    private static IEnumerable<(double X, double Y)> Corners((double X, double Y)[] corners) => corners.Zip(corners.Skip(1)).SelectMany(p =>
    {
        int steps = (int)Math.Clamp((Math.Abs(p.Second.X - p.First.X) + Math.Abs(p.Second.Y - p.First.Y)) / 6, 1, 1000);
        return Enumerable.Range(0, steps + 1).Select(i => (p.First.X + ((double)i / steps * (p.Second.X - p.First.X)), p.First.Y + ((double)i / steps * (p.Second.Y - p.First.Y))));
    });

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
