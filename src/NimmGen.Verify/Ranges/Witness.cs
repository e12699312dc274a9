using System.Collections.Immutable;
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
    private const int MostNames = 60;
    private const long MostCost = 4_000_000;
    private readonly SymbolRanges _ranges = new(subject);
    private readonly Dictionary<string, StartRestStatement[]> _rests = new(StringComparer.Ordinal);
    private long _cost;

    /// <summary>A point where the term is below the bound (or at it, where at is true), or null: none found, or too many searched already.</summary>
    public WitnessPoint? Below(Expression term, double bound, bool orAt = false)
    {
        _cost += (long)Samples * (Math.Min(term.Size, 10_000) + 20);
        if (_cost > MostCost)
        {
            return null;
        }

        var random = new Random(20230117);
        string[] names = Needed(term);
        ImmutableArray<CompartmentSymbol>[] groups = [.. subject.Components.Where(g => g.Any(c => names.Contains(c.Name, StringComparer.Ordinal)))];
        string[] sampled = [.. names.Concat(groups.SelectMany(TotalOf).SelectMany(Needed)).Distinct(StringComparer.Ordinal)];
        Dictionary<string, double>? worst = null;
        double least = double.PositiveInfinity;
        for (int i = 0; i < Samples; i++)
        {
            Dictionary<string, double> point = Sample(random, sampled, groups, corners: i < Samples / 2);
            Keep(point, term, ref worst, ref least);
        }

        if (worst is null)
        {
            return null;
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (string name in sampled.Where(Free).Take(MostNames))
            {
                Interval range = Range(name);
                foreach (double t in (ReadOnlySpan<double>)[0, 0.25, 0.5, 0.75, 1])
                {
                    var point = new Dictionary<string, double>(worst!, StringComparer.Ordinal) { [name] = range.Low + (t * (range.High - range.Low)) };
                    Totals(point, worst!, groups);
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
        subject.Symbols.GetValueOrDefault(name) is not (CompartmentSymbol or QuantitySymbol) && double.IsFinite(Range(name).Low) && double.IsFinite(Range(name).High);

    private Interval Range(string name) => subject.Symbols.GetValueOrDefault(name) switch
    {
        // One place: its row sums to what rows may sum to. What flows moved is any amount.
        MatrixSymbol => new(0.2, _ranges.RowSum(name, false).High, true),
        null => new(0, double.PositiveInfinity),
        _ => _ranges[name],
    };

    private Dictionary<string, double> Sample(Random random, string[] names, ImmutableArray<CompartmentSymbol>[] groups, bool corners)
    {
        var point = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string name in names.Where(n => subject.Symbols.GetValueOrDefault(n) is not CompartmentSymbol))
        {
            point[name] = Draw(Range(name), random, corners);
        }

        foreach (ImmutableArray<CompartmentSymbol> group in groups)
        {
            double total = Total(group, point) ?? Math.Pow(10, 6 * random.NextDouble());
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
    private void Totals(Dictionary<string, double> point, Dictionary<string, double> before, ImmutableArray<CompartmentSymbol>[] groups)
    {
        foreach (ImmutableArray<CompartmentSymbol> group in groups)
        {
            if (Total(group, point) is { } now && Total(group, before) is { } then && now != then && then > 0)
            {
                foreach (CompartmentSymbol c in group)
                {
                    point[c.Name] *= now / then;
                }
            }
        }
    }

    private double? Total(ImmutableArray<CompartmentSymbol> group, Dictionary<string, double> point) =>
        Rests(group) is { Length: > 0 } rests ? rests.Sum(rest => new Evaluation(subject, point).Of(rest.Total) / subject.Symbols[rest.State].Unit.Scale) : null;

    private IEnumerable<Expression> TotalOf(ImmutableArray<CompartmentSymbol> group) => Rests(group).Select(r => r.Total);

    // One where flows stay within a group; one a group where they do not, as with ageing.
    private StartRestStatement[] Rests(ImmutableArray<CompartmentSymbol> group)
    {
        if (!_rests.TryGetValue(group[0].Name, out StartRestStatement[]? rests))
        {
            _rests[group[0].Name] = rests = [.. subject.Model.Statements.OfType<StartRestStatement>().Where(r => group.Any(c => c.Name == r.State))];
        }

        return rests;
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

    // Symbols, and what flows moved; lets are looked through.
    private string[] Needed(Expression term)
    {
        string[] all = [.. subject.Needs([term])];
        IEnumerable<Expression> terms = all.Where(n => !subject.Symbols.ContainsKey(n) && subject.Lets.ContainsKey(n)).Select(n => subject.Lets[n].Value).Prepend(term);
        return [.. all.Where(subject.Symbols.ContainsKey), .. terms.SelectMany(t => t.Walk()).Where(n => n is Incidence or Cumulative).Select(Evaluation.Key).Distinct()];
    }

    private string Print(Dictionary<string, double> point, string[] names) =>
        string.Join(", ", names.Where(n => subject.Symbols.GetValueOrDefault(n) is not ConstantSymbol).Take(8).Select(n => $"{n} = {NumberText(point[n])}")) is { Length: > 0 } text ? text : "every point";

    internal static string NumberText(double value) => TermPrinter.Print(new Number(double.Parse(value.ToString("G3")), Unit.One));
}
