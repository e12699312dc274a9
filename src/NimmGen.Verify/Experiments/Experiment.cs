using System.Collections.Immutable;

namespace NimmGen.Verify.Experiments;

/// <summary>Sensitivities at one point: [observation * steps + step, parameter], d log y / d log p; and singular values of the free ones.</summary>
/// <param name="Matrix">Of all parameters, roles among them.</param>
/// <param name="Norms">Length of each column of the free ones.</param>
/// <param name="Values">Singular values of the free ones, descending.</param>
/// <param name="Vectors">The direction of each.</param>
internal sealed record Sensitivities(double[,] Matrix, double[] Norms, double[] Values, double[][] Vectors)
{
    /// <summary>The least singular value by the greatest.</summary>
    public double Least => Values.Length == 0 || Values[0] == 0 ? 0 : Values[^1] / Values[0];

    /// <summary>Root mean square change of log y for a change of e along the weakest direction.</summary>
    public double Typical => Values.Length == 0 ? 0 : Values[^1] / Math.Sqrt(Math.Max(1, Matrix.GetLength(0)));

    /// <summary>Singular values above that share of the greatest.</summary>
    public int Rank(double share) => Values.Count(v => v > share * Values[0]);
}

/// <summary>A direction in which parameters can move without much change of what is observed.</summary>
/// <param name="Share">Its singular value by the greatest.</param>
/// <param name="Parts">Parameters that take part, the strongest first; the sign says which way.</param>
internal sealed record Direction(double Share, ImmutableArray<(string Name, double Weight)> Parts)
{
    /// <summary>"beta, 1/p and reported": whose product alone is seen.</summary>
    public string InWords()
    {
        string[] names = [.. Parts.Select(p => p.Weight > 0 ? p.Name : $"1/{p.Name}")];
        return names.Length == 1 ? Parts[0].Name : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }
}

/// <summary>What running a model at a few points showed.</summary>
/// <param name="Probe">What was run.</param>
/// <param name="Columns">The parameters of the singular values, by name: free ones, but for those that a product makes redundant.</param>
/// <param name="Points">Of which the values were finite.</param>
/// <param name="Steps">Data steps of each run.</param>
internal sealed record Experiment(ProbeModel Probe, ImmutableArray<string> Columns, ImmutableArray<Sensitivities> Points, int Steps)
{
    // From this share of the greatest movement on.
    private const double Part = 0.1;

    /// <summary>Parameters that hardly move anything at most of the points; not among the columns.</summary>
    public ImmutableArray<string> Faint { get; init; } = [];

    /// <summary>True where at least three of five points (more than half) say so.</summary>
    public bool Most(Func<Sensitivities, bool> holds) => Points.Count(holds) * 2 > ProbePoints.Count;

    /// <summary>The weakest directions below that share of the greatest singular value, at the point where the weakest is weakest.</summary>
    public ImmutableArray<Direction> Below(double share)
    {
        Sensitivities point = Points.MinBy(p => p.Least)!;
        return [.. Enumerable.Range(0, point.Values.Length).Reverse().Where(i => point.Values[i] <= share * point.Values[0]).Select(i => Of(point, i))];
    }

    /// <summary>The weakest direction at the point where it is strongest.</summary>
    public Direction Weakest()
    {
        Sensitivities point = Points.MaxBy(p => p.Least)!;
        return Of(point, point.Values.Length - 1);
    }

    private Direction Of(Sensitivities point, int number)
    {
        double[] vector = point.Vectors[number];
        double[] moved = [.. vector.Select((v, i) => Math.Abs(v) * point.Norms[i])];
        int strongest = Array.IndexOf(vector, vector.MaxBy(Math.Abs));

        // What takes part is what moves the observations and is undone by the others; where nothing moves, it is one that has no effect.
        double most = moved.Max();
        int[] parts = moved[strongest] <= 3 * point.Values[number] ? [strongest] : [.. Enumerable.Range(0, vector.Length).Where(i => moved[i] >= Part * most)];

        // Of a direction and its opposite, the one in which the first parameter declared grows.
        double sign = Math.Sign(vector[parts.Min()]);
        return new(point.Values[0] == 0 ? 0 : point.Values[number] / point.Values[0], [.. parts.Order().Select(i => (Columns[i], sign * vector[i]))]);
    }
}
