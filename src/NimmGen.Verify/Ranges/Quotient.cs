using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>A polynomial over a polynomial.</summary>
internal sealed record Quotient(Polynomial Above, Polynomial Below)
{
    private static readonly Polynomial One = Polynomial.Of(1);

    public static Quotient Number(double value) => new(Polynomial.Of(value), One);

    public static Quotient Sum(IEnumerable<(string Name, double Coefficient)> parts) =>
        new(parts.Aggregate(Polynomial.Of(0), (sum, p) => sum.Plus(Polynomial.Of(p.Name), p.Coefficient)), One);

    public Quotient Negative() => new(Polynomial.Of(0).Plus(Above, -1), Below);

    public Quotient? Plus(Quotient other, double sign) =>
        Same(Below, other.Below) ? new(Above.Plus(other.Above, sign), Below)
        : Above.Times(other.Below) is { } a && other.Above.Times(Below) is { } b && Below.Times(other.Below) is { } d ? new(a.Plus(b, sign), d) : null;

    public Quotient? Times(Quotient other) =>
        Same(Above, other.Below) ? new(other.Above, Below)
        : Same(other.Above, Below) ? new(Above, other.Below)
        : Above.Times(other.Above) is { } a && Below.Times(other.Below) is { } b ? new(a, b) : null;

    public Quotient? Over(Quotient other) => Times(new(other.Below, other.Above));

    /// <summary>
    /// The mediant inequality: where all monomials m are non-negative and all d are, sum n m / sum d m lies between the least
    /// and the greatest n / d. Monomials are of states and inputs; n and d are bounded by the ranges of the parameters in them.
    /// </summary>
    public Interval Range(SymbolRanges symbols, Subject subject)
    {
        var above = Grouped(Above, symbols, subject);
        var below = Grouped(Below, symbols, subject);
        bool positive = false;
        foreach ((string monomial, Interval d) in below)
        {
            if (d.Low < 0 || MonomialRange(monomial, symbols).Low < 0)
            {
                return Interval.All;
            }

            positive |= d.IsPositive && MonomialRange(monomial, symbols).IsPositive;
        }

        if (!positive)
        {
            return Interval.All;
        }

        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        bool above0 = false, noNegative = true;
        foreach (string monomial in above.Keys.Union(below.Keys, StringComparer.Ordinal))
        {
            Interval m = MonomialRange(monomial, symbols);
            if (m.Low < 0)
            {
                return Interval.All;
            }

            Interval n = above.GetValueOrDefault(monomial, Interval.Point(0)), d = below.GetValueOrDefault(monomial, Interval.Point(0));
            if (d.Is(0))
            {
                // Adds to the sum above only: it moves the quotient one way, without bound.
                low = n.Low < 0 ? double.NegativeInfinity : low;
                high = n.High > 0 ? double.PositiveInfinity : high;
            }
            else
            {
                Interval part = d.IsPositive
                    ? n / d
                    : new(n.Low < 0 ? double.NegativeInfinity : 0, n.High > 0 ? double.PositiveInfinity : 0);
                low = Math.Min(low, part.Low);
                high = Math.Max(high, part.High);
            }

            above0 |= n.IsPositive && m.IsPositive;
            noNegative &= n.Low >= 0;
        }

        return low > high ? Interval.All : new(low, high, noNegative && above0);
    }

    // Coefficients of each product of unbounded atoms, as ranges over the bounded ones.
    private static Dictionary<string, Interval> Grouped(Polynomial polynomial, SymbolRanges symbols, Subject subject)
    {
        var groups = new Dictionary<string, Interval>(StringComparer.Ordinal);
        foreach ((string monomial, double coefficient) in polynomial.Terms)
        {
            string[] atoms = Polynomial.Atoms(monomial);
            Interval value = Interval.Point(coefficient);
            foreach (string atom in atoms.Where(a => IsBounded(a, subject)))
            {
                value *= symbols[atom];
            }

            string key = string.Join('*', atoms.Where(a => !IsBounded(a, subject)));
            groups[key] = groups.TryGetValue(key, out Interval sum) ? sum + value : value;
        }

        return groups;
    }

    private static bool IsBounded(string atom, Subject subject) => subject.Symbols.GetValueOrDefault(atom) is NeuralSymbol or LearnedSymbol or ConstantSymbol;

    private static Interval MonomialRange(string monomial, SymbolRanges symbols) =>
        Polynomial.Atoms(monomial).Aggregate(Interval.Point(1), (range, atom) => range * symbols[atom]);

    private static bool Same(Polynomial a, Polynomial b) => ReferenceEquals(a, b) || a.Terms.SequenceEqual(b.Terms);
}
