namespace NimmGen.Verify.Ranges;

/// <summary>A polynomial over a polynomial: the form in which like terms cancel and a part over its whole is seen to be one.</summary>
internal sealed record Quotient(Polynomial Above, Polynomial Below)
{
    private static readonly Polynomial One = Polynomial.Of(1);

    public static Quotient Number(double value) => new(Polynomial.Of(value), One);

    public static Quotient Sum(IEnumerable<(string Name, double Coefficient)> parts) =>
        new(parts.Aggregate(Polynomial.Of(0), (sum, p) => sum.Plus(Polynomial.Of(p.Name), p.Coefficient)), One);

    public bool IsPolynomial => Same(Below, One);

    public Quotient Negative() => new(Polynomial.Of(0).Plus(Above, -1), Below);

    public Quotient? Plus(Quotient other, double sign, Atoms atoms) =>
        Same(Below, other.Below) ? new(Above.Plus(other.Above, sign), Below)
        : Above.Times(other.Below, atoms) is { } a && other.Above.Times(Below, atoms) is { } b && Below.Times(other.Below, atoms) is { } d ? Of(a.Plus(b, sign), d) : null;

    public Quotient? Times(Quotient other, Atoms atoms) =>
        Same(Above, other.Below) ? Of(other.Above, Below)
        : Same(other.Above, Below) ? Of(Above, other.Below)
        : Above.Times(other.Above, atoms) is { } a && Below.Times(other.Below, atoms) is { } b ? Of(a, b) : null;

    public Quotient? Over(Quotient other, Atoms atoms) => Times(new(other.Below, other.Above), atoms);

    // A divisor that is a number is none: what is left is a polynomial.
    private static Quotient Of(Polynomial above, Polynomial below) =>
        below.Terms.Count == 1 && below.Terms.TryGetValue("", out double number) ? new(Polynomial.Of(0).Plus(above, 1 / number), One) : new(above, below);

    private static bool Same(Polynomial a, Polynomial b) => ReferenceEquals(a, b) || a.Terms.SequenceEqual(b.Terms);
}
