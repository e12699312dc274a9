namespace NimmGen.Ir.Printing;

/// <summary>Units as the language writes them: PerDay, People / Day, CubicCentimeter.</summary>
internal static class UnitText
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["percent"] = "Percent",
        ["people"] = "People",
        ["day"] = "Day",
        ["week"] = "Week",
        ["hour"] = "Hour",
        ["second"] = "Second",
        ["year"] = "Year",
        ["m"] = "Meter",
        ["cm"] = "Centimeter",
        ["mm"] = "Millimeter",
        ["angstrom"] = "Angstrom",
        ["m3"] = "CubicMeter",
        ["litre"] = "Litre",
        ["cm3"] = "CubicCentimeter",
        ["kg"] = "Kilogram",
        ["g"] = "Gram",
        ["mg"] = "Milligram",
        ["K"] = "Kelvin",
        ["J"] = "Joule",
        ["eV"] = "ElectronVolt",
        ["Pa"] = "Pascal",
        ["MPa"] = "MPa",
        ["GPa"] = "GPa",
        ["Gy"] = "Gray",
    };

    private static readonly HashSet<string> Times = new(StringComparer.Ordinal) { "second", "hour", "day", "week", "year" };

    /// <summary>
    /// C# for the unit. The language has no fractional powers of units; such a unit is written as in cards and does not compile.
    /// </summary>
    public static string Code(Unit unit)
    {
        var above = new List<string>();
        var below = new List<string>();
        foreach ((string symbol, int twelfths) in unit.Powers)
        {
            if (twelfths % Dimension.Whole != 0)
            {
                return unit.ToString();
            }

            List<string> side = twelfths > 0 ? above : below;
            side.AddRange(Enumerable.Repeat(symbol, Math.Abs(twelfths) / Dimension.Whole));
        }

        if (above.Count == 0 && below.Count == 0)
        {
            return "Fraction";
        }

        string first = above.Count > 0 ? string.Join(" * ", above.Select(s => Names[s])) : "One";
        if (above.Count == 0 && below.FindIndex(Times.Contains) is >= 0 and int time)
        {
            first = "Per" + Names[below[time]];
            below.RemoveAt(time);
        }

        return first + string.Concat(below.Select(s => " / " + Names[s]));
    }

    /// <summary>As <see cref="Code"/>, a lone day or week in the plural: the unit of a duration.</summary>
    public static string Declared(Unit unit) => Code(unit) is var text && text is "Day" or "Week" or "Hour" or "Second" or "Year" ? text + "s" : text;

    /// <summary>True where the written unit is one word.</summary>
    public static bool IsAtomic(string code) => !code.Contains(' ', StringComparison.Ordinal);

    /// <summary>LaTeX of the unit, such as \mathrm{people}\,\mathrm{day}^{-1}.</summary>
    public static string Latex(Unit unit) => string.Join(@"\,", unit.Powers
        .OrderBy(p => p.Value < 0)
        .Select(p => $@"\mathrm{{{p.Key}}}" + (p.Value == Dimension.Whole ? "" : $"^{{{Exponent(p.Value)}}}")));

    private static string Exponent(int twelfths) => twelfths % Dimension.Whole == 0
        ? (twelfths / Dimension.Whole).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"{twelfths}/{Dimension.Whole}";
}
