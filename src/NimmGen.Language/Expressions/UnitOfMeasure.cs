using NimmGen.Ir;

namespace NimmGen;

/// <summary>A unit as authors write it: People / Day, One / Gray; a number times a unit is a term.</summary>
public sealed class UnitOfMeasure
{
    // No law of nature has a higher power; a unit that squares itself in a loop does.
    private const double LargestPower = 24;

    internal UnitOfMeasure(Unit unit) => Unit = unit.LargestPower <= LargestPower
        ? unit
        : throw new ModelException($"a unit has the power {unit.LargestPower}, at most {LargestPower}");

    internal Unit Unit { get; }

    public static UnitOfMeasure operator *(UnitOfMeasure a, UnitOfMeasure b) => new(a.Unit * b.Unit);

    public static UnitOfMeasure operator /(UnitOfMeasure a, UnitOfMeasure b) => new(a.Unit / b.Unit);

    public static Expr operator *(double value, UnitOfMeasure unit) => new(new Number(value, unit.Unit));

    public static Expr operator *(UnitOfMeasure unit, double value) => new(new Number(value, unit.Unit));

    public static Expr operator /(double value, UnitOfMeasure unit) => new(new Number(value, Unit.One / unit.Unit));

    public static Expr operator /(UnitOfMeasure unit, double value) => new(new Number(1 / value, unit.Unit));

    public override string ToString() => Unit.ToString();
}
