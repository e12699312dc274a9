namespace NimmGen.Verify.Ranges;

/// <summary>
/// Bounds of a quotient N / D, by two facts. The mediant inequality: with N = sum n m and D = sum d m over monomials m that are not
/// negative, and all d not negative, N / D lies between the least and the greatest n / d. And: n and d are polynomials in the bounded atoms
/// (parameters, shares); where each atom occurs to the first power, n - L d is least at a corner of their ranges, so the corners decide
/// it exactly. A higher power counts as an atom of its own, which is sound and wider.
/// </summary>
internal sealed class QuotientRange(Atoms atoms)
{
    private const int MostCorners = 10;

    public Interval Of(Quotient quotient)
    {
        if (quotient.IsPolynomial && Quadratic(quotient.Above) is { } exact)
        {
            return exact;
        }

        var above = Grouped(quotient.Above);
        var below = Grouped(quotient.Below);
        bool divides = false, positive = false, nowhereNegative = true;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (string monomial in above.Keys.Union(below.Keys, StringComparer.Ordinal))
        {
            Interval m = Monomial(monomial);
            if (m.Low < 0)
            {
                return Interval.All;
            }

            Coefficient n = above.GetValueOrDefault(monomial, Coefficient.Zero), d = below.GetValueOrDefault(monomial, Coefficient.Zero);
            (double least, double most, double leastBelow, double leastAbove) = Corners(n, d);
            if (leastBelow < 0)
            {
                return Interval.All;
            }

            divides |= leastBelow > 0 && m.IsPositive;
            positive |= leastAbove > 0 && m.IsPositive;
            nowhereNegative &= leastAbove >= 0;
            (low, high) = (Math.Min(low, least), Math.Max(high, most));
        }

        return !divides || low > high ? Interval.All : new(low, high, nowhereNegative && positive);
    }

    /// <summary>The least and greatest n / d at the corners, and the least d and n.</summary>
    private (double Least, double Most, double LeastBelow, double LeastAbove) Corners(Coefficient n, Coefficient d)
    {
        string[] free = [.. n.Atoms.Union(d.Atoms, StringComparer.Ordinal)];
        if (free.Length > MostCorners || !atoms.Afford((n.Parts.Count + d.Parts.Count) << free.Length))
        {
            Interval above = n.Range(Power), below = d.Range(Power);
            Interval ratio = below.Low > 0 ? above / below : new(above.Low < 0 ? double.NegativeInfinity : 0, above.High > 0 ? double.PositiveInfinity : 0);
            return (ratio.Low, ratio.High, below.Low, above.Low);
        }

        double least = double.PositiveInfinity, most = double.NegativeInfinity, leastBelow = double.PositiveInfinity, leastAbove = double.PositiveInfinity;
        var at = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int corner = 0; corner < 1 << free.Length; corner++)
        {
            for (int i = 0; i < free.Length; i++)
            {
                Interval range = Power(free[i]);
                at[free[i]] = (corner >> i & 1) == 0 ? range.Low : range.High;
            }

            (double x, double sizeX) = n.At(at);
            (double y, double sizeY) = d.At(at);

            // What should cancel at a corner leaves rounding.
            x = Math.Abs(x) <= 1e-12 * sizeX ? 0 : x;
            y = Math.Abs(y) <= 1e-12 * sizeY ? 0 : y;
            (leastAbove, leastBelow) = (Math.Min(leastAbove, x), Math.Min(leastBelow, y));
            if (y > 0)
            {
                (least, most) = (Math.Min(least, x / y), Math.Max(most, x / y));
            }
            else if (x != 0)
            {
                (least, most) = (x < 0 ? double.NegativeInfinity : least, x > 0 ? double.PositiveInfinity : most);
            }
        }

        return (least, most, leastBelow, leastAbove);
    }

    // a x^2 + b x + c in one atom: its vertex or the ends of its range.
    private Interval? Quadratic(Polynomial p)
    {
        string? x = p.Terms.Keys.Select(k => Polynomial.Atoms(k)).Where(a => a.Length > 0).Select(a => a[0]).FirstOrDefault();
        if (x is null || p.Terms.Keys.Any(k => k.Length > 0 && k != x && k != x + "*" + x) || !p.Terms.TryGetValue(x + "*" + x, out double a))
        {
            return null;
        }

        double b = p.Terms.GetValueOrDefault(x), c = p.Terms.GetValueOrDefault("");
        Interval range = atoms[x];
        double At(double v) => double.IsInfinity(v) ? a * double.PositiveInfinity : (((a * v) + b) * v) + c;
        double low = Math.Min(At(range.Low), At(range.High)), high = Math.Max(At(range.Low), At(range.High)), vertex = -b / (2 * a);
        if (vertex > range.Low && vertex < range.High)
        {
            (low, high) = (Math.Min(low, At(vertex)), Math.Max(high, At(vertex)));
        }

        return new(low, high);
    }

    // Coefficients of each product of unbounded atoms, as polynomials in the bounded ones.
    private Dictionary<string, Coefficient> Grouped(Polynomial polynomial)
    {
        var groups = new Dictionary<string, Coefficient>(StringComparer.Ordinal);
        foreach ((string monomial, double coefficient) in polynomial.Terms)
        {
            string[] parts = Polynomial.Atoms(monomial);
            string key = string.Join('*', parts.Where(a => !atoms.IsBounded(a)));
            if (!groups.TryGetValue(key, out Coefficient? group))
            {
                groups[key] = group = new();
            }

            group.Parts.Add((coefficient, [.. parts.Where(atoms.IsBounded).GroupBy(a => a, StringComparer.Ordinal).Select(g => g.Count() == 1 ? g.Key : $"{g.Key}^{g.Count()}")]));
        }

        return groups;
    }

    // The range of an atom or of a power of one.
    private Interval Power(string atom)
    {
        int at = atom.IndexOf('^', StringComparison.Ordinal);
        return at < 0 ? atoms[atom] : Raised(atoms[atom[..at]], int.Parse(atom.AsSpan(at + 1)));
    }

    private static Interval Raised(Interval x, int n)
    {
        double a = Math.Pow(x.Low, n), b = Math.Pow(x.High, n);
        return n % 2 == 0 && x.Low < 0 && x.High > 0 ? new(0, Math.Max(a, b)) : new(Math.Min(a, b), Math.Max(a, b), x.IsPositive);
    }

    private Interval Monomial(string monomial) => Polynomial.Atoms(monomial).GroupBy(a => a, StringComparer.Ordinal)
        .Aggregate(Interval.Point(1), (range, g) => range * (g.Count() == 1 ? atoms[g.Key] : Raised(atoms[g.Key], g.Count())));

    /// <summary>A polynomial in bounded atoms, each to the first power.</summary>
    private sealed class Coefficient
    {
        public static readonly Coefficient Zero = new();

        public List<(double Value, string[] Atoms)> Parts { get; } = [];

        public IEnumerable<string> Atoms => Parts.SelectMany(p => p.Atoms).Distinct(StringComparer.Ordinal);

        public (double Value, double Size) At(Dictionary<string, double> point)
        {
            double sum = 0, size = 0;
            foreach ((double value, string[] names) in Parts)
            {
                double product = value;
                foreach (string name in names)
                {
                    product *= point[name];
                }

                (sum, size) = (sum + product, size + Math.Abs(product));
            }

            return (sum, size);
        }

        public Interval Range(Func<string, Interval> of) =>
            Parts.Aggregate(Interval.Point(0), (sum, p) => sum + p.Atoms.Aggregate(Interval.Point(p.Value), (range, a) => range * of(a)));
    }
}
