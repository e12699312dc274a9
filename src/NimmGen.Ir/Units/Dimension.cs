namespace NimmGen.Ir;

/// <summary>
/// Exponents of the base dimensions. Each exponent is held in twelfths, so halves, thirds, quarters and sixths are exact.
/// People (and other things that are counted) are a dimension of their own: a count is not a fraction.
/// </summary>
public readonly record struct Dimension(int Time, int Count, int Length, int Mass, int Temperature)
{
    /// <summary>Twelfths in one whole exponent.</summary>
    public const int Whole = 12;

    /// <summary>The dimension of a plain number.</summary>
    public static readonly Dimension None;

    public bool IsNone => this == None;

    public static Dimension operator +(Dimension a, Dimension b) =>
        new(a.Time + b.Time, a.Count + b.Count, a.Length + b.Length, a.Mass + b.Mass, a.Temperature + b.Temperature);

    public static Dimension operator -(Dimension a) => new(-a.Time, -a.Count, -a.Length, -a.Mass, -a.Temperature);

    /// <summary>All exponents times <paramref name="twelfths"/> / 12; each must divide exactly.</summary>
    public Dimension Scale(int twelfths) =>
        new(Times(Time, twelfths), Times(Count, twelfths), Times(Length, twelfths), Times(Mass, twelfths), Times(Temperature, twelfths));

    private static int Times(int exponent, int twelfths) => exponent * twelfths / Whole;
}
