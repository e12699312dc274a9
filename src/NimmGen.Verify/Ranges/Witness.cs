using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Verify.Ranges;

/// <summary>A point at which a term is not what it must be.</summary>
internal sealed record WitnessPoint(string Point, string Value);

/// <summary>
/// Looks for a point in the declared ranges and reachable states at which a term falls below a bound: seeded sampling, then
/// a few rounds of coordinate descent. Quantities and inputs whose range nobody declared are sampled where they are harmless
/// (positive), so that what is found is a fault of the model.
/// </summary>
internal sealed class Witness(Subject subject)
{
    private const int Samples = 200;
    private const int Rounds = 3;
    private readonly SymbolRanges _ranges = new(subject);

    /// <summary>A point where the term is below the bound (or at it, where at is true), or null.</summary>
    public WitnessPoint? Below(Expression term, double bound, bool orAt = false)
    {
        var random = new Random(20230117);
        string[] names = Needed(term);
        Dictionary<string, double>? worst = null;
        double least = double.PositiveInfinity;
        for (int i = 0; i < Samples; i++)
        {
            Dictionary<string, double> point = Sample(random, corners: i < Samples / 2);
            Keep(point, term, ref worst, ref least);
        }

        if (worst is null)
        {
            return null;
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (string name in names.Where(Free))
            {
                Interval range = _ranges[name];
                foreach (double t in (ReadOnlySpan<double>)[0, 0.25, 0.5, 0.75, 1])
                {
                    var point = new Dictionary<string, double>(worst!, StringComparer.Ordinal) { [name] = range.Low + (t * (range.High - range.Low)) };
                    Totals(point, worst!);
                    Keep(point, term, ref worst, ref least);
                }
            }
        }

        // Rounding near a bound that is reached exactly is no violation.
        double tolerance = 1e-9 * (1 + Math.Abs(bound));
        bool violated = orAt ? least <= bound : least < bound - tolerance;
        return !violated ? null : new(Print(worst!, names), NumberText(least));
    }

    private void Keep(Dictionary<string, double> point, Expression term, ref Dictionary<string, double>? worst, ref double least)
    {
        double value = new Evaluation(subject, point).Of(term);
        if (value < least)
        {
            (worst, least) = (point, value);
        }
    }

    // A parameter or input with a finite range; states move with their totals.
    private bool Free(string name) =>
        subject.Symbols.GetValueOrDefault(name) is not (CompartmentSymbol or QuantitySymbol) && double.IsFinite(_ranges[name].Low) && double.IsFinite(_ranges[name].High);

    private Dictionary<string, double> Sample(Random random, bool corners)
    {
        var point = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Symbol symbol in subject.Symbols.Values.Where(s => s is not CompartmentSymbol))
        {
            point[symbol.Name] = Draw(_ranges[symbol.Name], random, corners);
        }

        foreach (var group in FlowComponents.Of(subject.Model))
        {
            double total = Total(group[0].Name, point) ?? Math.Pow(10, 6 * random.NextDouble());
            double[] shares = [.. group.Select(c => _ranges[c.Name].IsPositive || random.Next(3) > 0 ? -Math.Log(1 - random.NextDouble()) + 1e-9 : 0)];
            double sum = shares.Sum();
            for (int i = 0; i < shares.Length; i++)
            {
                point[group[i].Name] = sum > 0 ? Math.Max(total, 0) * shares[i] / sum : 0;
            }
        }

        return point;
    }

    // A changed total scales its compartments along.
    private void Totals(Dictionary<string, double> point, Dictionary<string, double> before)
    {
        foreach (var group in FlowComponents.Of(subject.Model))
        {
            if (Total(group[0].Name, point) is { } now && Total(group[0].Name, before) is { } then && now != then && then > 0)
            {
                foreach (CompartmentSymbol c in group)
                {
                    point[c.Name] *= now / then;
                }
            }
        }
    }

    private double? Total(string member, Dictionary<string, double> point)
    {
        var group = FlowComponents.Of(subject.Model).First(g => g.Any(c => c.Name == member));
        StartRestStatement? rest = subject.Model.Statements.OfType<StartRestStatement>().FirstOrDefault(r => group.Any(c => c.Name == r.State));
        return rest is null ? null : new Evaluation(subject, point).Of(rest.Total) / subject.Symbols[rest.State].Unit.Scale;
    }

    private static double Draw(Interval range, Random random, bool corner)
    {
        if (corner && double.IsFinite(range.Low) && double.IsFinite(range.High))
        {
            return random.Next(2) == 0 ? range.Low : range.High;
        }

        double low = double.IsFinite(range.Low) ? range.Low : 0;
        if (!double.IsFinite(range.High))
        {
            bool atBound = random.Next(4) == 0 && double.IsFinite(range.Low) && !range.Positive;
            return atBound ? low : low + Math.Pow(10, (6 * random.NextDouble()) - 2);
        }

        return double.IsFinite(range.Low) ? low + (random.NextDouble() * (range.High - low)) : range.High;
    }

    private string[] Needed(Expression term)
    {
        var names = new List<string>();
        var open = new Stack<string>(term.References().Reverse());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out string? name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            if (subject.Symbols.ContainsKey(name))
            {
                names.Add(name);
            }
            else if (subject.Lets.TryGetValue(name, out LetStatement? let))
            {
                foreach (string inner in let.Value.References())
                {
                    open.Push(inner);
                }
            }
        }

        return [.. names];
    }

    private string Print(Dictionary<string, double> point, string[] names) =>
        string.Join(", ", names.Where(n => subject.Symbols[n] is not ConstantSymbol).Take(8).Select(n => $"{n} = {NumberText(point[n])}")) is { Length: > 0 } text ? text : "every point";

    internal static string NumberText(double value) => TermPrinter.Print(new Number(double.Parse(value.ToString("G3")), Unit.One));
}
