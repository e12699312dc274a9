using NimmGen.Ir;

namespace NimmGen;

/// <summary>The units of the language; products and quotients make others, such as People / Day.</summary>
public static class Units
{
    /// <summary>Dimensionless.</summary>
    public static UnitOfMeasure One { get; } = new(Unit.One);

    /// <summary>Dimensionless, of a whole.</summary>
    public static UnitOfMeasure Fraction { get; } = One;

    /// <summary>A hundredth.</summary>
    public static UnitOfMeasure Percent { get; } = Of("percent");

    public static UnitOfMeasure People { get; } = Of("people");

    public static UnitOfMeasure Second { get; } = Of("second");

    public static UnitOfMeasure Seconds { get; } = Second;

    public static UnitOfMeasure Hour { get; } = Of("hour");

    public static UnitOfMeasure Hours { get; } = Hour;

    public static UnitOfMeasure Day { get; } = Of("day");

    public static UnitOfMeasure Days { get; } = Day;

    public static UnitOfMeasure Week { get; } = Of("week");

    public static UnitOfMeasure Weeks { get; } = Week;

    public static UnitOfMeasure Year { get; } = Of("year");

    public static UnitOfMeasure Years { get; } = Year;

    public static UnitOfMeasure PerSecond { get; } = One / Second;

    public static UnitOfMeasure PerHour { get; } = One / Hour;

    public static UnitOfMeasure PerDay { get; } = One / Day;

    public static UnitOfMeasure PerWeek { get; } = One / Week;

    public static UnitOfMeasure PerYear { get; } = One / Year;

    public static UnitOfMeasure Meter { get; } = Of("m");

    public static UnitOfMeasure Centimeter { get; } = Of("cm");

    public static UnitOfMeasure Millimeter { get; } = Of("mm");

    public static UnitOfMeasure Angstrom { get; } = Of("angstrom");

    public static UnitOfMeasure CubicMeter { get; } = Of("m3");

    public static UnitOfMeasure Litre { get; } = Of("litre");

    public static UnitOfMeasure CubicCentimeter { get; } = Of("cm3");

    public static UnitOfMeasure Kilogram { get; } = Of("kg");

    public static UnitOfMeasure Gram { get; } = Of("g");

    public static UnitOfMeasure Milligram { get; } = Of("mg");

    public static UnitOfMeasure Kelvin { get; } = Of("K");

    public static UnitOfMeasure Joule { get; } = Of("J");

    public static UnitOfMeasure ElectronVolt { get; } = Of("eV");

    public static UnitOfMeasure JoulePerKelvin { get; } = Joule / Kelvin;

    public static UnitOfMeasure Pascal { get; } = Of("Pa");

    public static UnitOfMeasure MPa { get; } = Of("MPa");

    public static UnitOfMeasure GPa { get; } = Of("GPa");

    /// <summary>Absorbed dose of radiation, joule per kilogram.</summary>
    public static UnitOfMeasure Gray { get; } = Of("Gy");

    private static UnitOfMeasure Of(string symbol) => new(Unit.Of(symbol));
}
