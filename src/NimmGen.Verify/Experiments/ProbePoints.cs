using NimmGen.Ir;

namespace NimmGen.Verify.Experiments;

/// <summary>
/// Points well inside the declared ranges, and inputs that vary as data do. A rank at one point can mislead: where an epidemic is weak,
/// different parameters act alike.
/// </summary>
internal static class ProbePoints
{
    public const int Count = 5;

    // What a place is taken to be where the data set is not known.
    private const double People = 1e5;

    /// <summary>Value of every parameter at point number <paramref name="point"/>, in its unit.</summary>
    public static double[] Parameters(ProbeModel probe, int point)
    {
        var values = new double[probe.Parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            NeuralSymbol p = probe.Parameters[i];
            bool turn = i >= values.Length - probe.Roles.Length;
            string? role = turn ? null : p.Role ?? probe.Free.FirstOrDefault(f => f.Name == p.Name)?.Role;

            // The middle first, then a Weyl sequence: spread evenly, and no two parameters alike.
            double share = point == 0 ? 0.5 : 0.25 + (0.5 * Fraction((point * 0.754877666) + (i * 0.569840291)));
            values[i] = turn ? 1 : role == "transmission" ? p.Min + ((0.45 + (0.5 * share)) * (p.Max - p.Min)) : Within(p.Min, p.Max, share);
        }

        return values;
    }

    /// <summary>[input][step], in their units.</summary>
    public static double[][] Inputs(Subject written, int steps, double stepDays, int point)
    {
        var starting = written.Needs(written.Model.Statements.Where(s => s is StartStatement or StartRestStatement).SelectMany(s => s.Terms())).ToHashSet(StringComparer.Ordinal);
        return [.. written.Model.Inputs.Select((input, number) =>
        {
            if (input.Name == Expansion.TimeInput)
            {
                return (double[])[.. Enumerable.Range(0, steps).Select(t => t * stepDays)];
            }

            DataChannel? known = written.Data?.Find(input.Channel);
            bool still = written.Data?.Constants.Any(c => c.Name == input.Channel) == true || starting.Contains(input.Name) || IsEntry(input);
            (double low, double high) = Range(input, known);
            double middle = low > 0 ? Math.Sqrt(low * high) : 0.5 * (low + high);

            // Groups differ from each other, as ages do in size and contacts: were they alike, what tells them apart could not be seen.
            double share = Fraction((number * 0.618) + (point * 0.414)), value = input.Groups.IsEmpty ? middle * (1 + (0.1 * share)) : low + (share * (high - low));
            return [.. Enumerable.Range(0, steps).Select(t => still ? value : Wave(low, high, t, number + point))];
        })];
    }

    private static (double Low, double High) Range(InputSymbol input, DataChannel? known)
    {
        double? low = input.Min ?? known?.Min, high = input.Max ?? known?.Max;
        if (IsEntry(input))
        {
            double size = input.Unit.Dimension.Time == 0 ? 0.3 : 3 / input.Unit.Scale;
            return (0.5 * size, 1.5 * size);
        }

        if (low is { } a && known?.Max is { } top && top > a)
        {
            return (Math.Max(a, known.Min ?? a), top);
        }

        if (input.Unit.Dimension == Unit.Of("people").Dimension)
        {
            return (Math.Max(low ?? 0, People / 2 / input.Unit.Scale), high ?? 2 * People / input.Unit.Scale);
        }

        if (input.Unit.Dimension == Unit.Of("K").Dimension)
        {
            return (Math.Max(low ?? 0, 250), high ?? 1300);
        }

        double scale = input.Unit.Dimension == Unit.Parse("people/day").Dimension ? People / 1000 / input.Unit.Scale : 1;
        return low is > 0 and var least && high is null ? (least * 30, least * 300) : (low ?? 0, high ?? (low ?? 0) + scale);
    }

    private static bool IsEntry(InputSymbol input) => input.Groups.Length == 2 && input.Min == 0 && input.Of is not null;

    private static double Within(double min, double max, double share)
    {
        double low = min > 0 ? min : min == 0 ? max * 1e-2 : min;
        return low > 0 && max / low > 10 ? low * Math.Pow(max / low, share) : min + (share * (max - min));
    }

    // Two waves of periods that no parameter shares, and a drift.
    private static double Wave(double low, double high, int step, int number) =>
        low + ((high - low) * (0.5 + (0.2 * Math.Sin((step * (0.31 + (0.07 * number))) + number)) + (0.2 * Math.Cos(step * (0.83 + (0.05 * number))))));

    private static double Fraction(double x) => x - Math.Floor(x);
}
