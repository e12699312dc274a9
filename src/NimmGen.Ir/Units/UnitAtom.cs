using System.Collections.Frozen;

namespace NimmGen.Ir;

/// <summary>A unit with a symbol of its own, such as day, people or GPa.</summary>
/// <param name="Symbol">As printed and as parsed from cards.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Scale">Its size in base units: day, one person, metre, kilogram, kelvin.</param>
public sealed record UnitAtom(string Symbol, Dimension Dimension, double Scale)
{
    private const int W = Dimension.Whole;
    private const double SecondsPerDay = 86_400;

    private static readonly Dimension Time = new(W, 0, 0, 0, 0);
    private static readonly Dimension Count = new(0, W, 0, 0, 0);
    private static readonly Dimension Length = new(0, 0, W, 0, 0);
    private static readonly Dimension Volume = new(0, 0, 3 * W, 0, 0);
    private static readonly Dimension Mass = new(0, 0, 0, W, 0);
    private static readonly Dimension Temperature = new(0, 0, 0, 0, W);
    private static readonly Dimension Energy = new(-2 * W, 0, 2 * W, W, 0);
    private static readonly Dimension Stress = new(-2 * W, 0, -W, W, 0);
    private static readonly Dimension Dose = new(-2 * W, 0, 2 * W, 0, 0);

    // Base units of energy (kg m2 / day2) per joule; stress and dose scale alike.
    private const double PerSecondSquared = SecondsPerDay * SecondsPerDay;

    /// <summary>Every atom by its symbol.</summary>
    public static readonly FrozenDictionary<string, UnitAtom> All = new UnitAtom[]
    {
        new("percent", Dimension.None, 0.01),
        new("people", Count, 1),
        new("day", Time, 1),
        new("week", Time, 7),
        new("hour", Time, 1.0 / 24),
        new("second", Time, 1 / SecondsPerDay),
        new("year", Time, 365.25),
        new("m", Length, 1),
        new("cm", Length, 1e-2),
        new("mm", Length, 1e-3),
        new("angstrom", Length, 1e-10),
        new("m3", Volume, 1),
        new("litre", Volume, 1e-3),
        new("cm3", Volume, 1e-6),
        new("kg", Mass, 1),
        new("g", Mass, 1e-3),
        new("mg", Mass, 1e-6),
        new("K", Temperature, 1),
        new("J", Energy, PerSecondSquared),
        new("eV", Energy, 1.602176634e-19 * PerSecondSquared),
        new("Pa", Stress, PerSecondSquared),
        new("MPa", Stress, 1e6 * PerSecondSquared),
        new("GPa", Stress, 1e9 * PerSecondSquared),
        new("Gy", Dose, PerSecondSquared),
    }.ToFrozenDictionary(a => a.Symbol, StringComparer.Ordinal);
}
