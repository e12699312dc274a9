using System.Globalization;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>Units as definitions: a product of (multiplier · 10^scale · kind)^exponent (SBML Level 3 Version 2, section 4.4).</summary>
internal sealed class SbmlUnits
{
    /// <summary>Each atom as kind, exponent, scale and multiplier.</summary>
    private static readonly Dictionary<string, (string Kind, int Exponent, int Scale, double Multiplier)> Atoms = new(StringComparer.Ordinal)
    {
        ["percent"] = ("dimensionless", 1, -2, 1),
        ["people"] = ("item", 1, 0, 1),
        ["second"] = ("second", 1, 0, 1),
        ["hour"] = ("second", 1, 0, 3600),
        ["day"] = ("second", 1, 0, 86_400),
        ["week"] = ("second", 1, 0, 604_800),
        ["year"] = ("second", 1, 0, 31_557_600),
        ["m3"] = ("metre", 3, 0, 1),
        ["cm3"] = ("metre", 3, -2, 1),
        ["m"] = ("metre", 1, 0, 1),
        ["cm"] = ("metre", 1, -2, 1),
        ["mm"] = ("metre", 1, -3, 1),
        ["angstrom"] = ("metre", 1, -10, 1),
        ["litre"] = ("litre", 1, 0, 1),
        ["kg"] = ("kilogram", 1, 0, 1),
        ["g"] = ("gram", 1, 0, 1),
        ["mg"] = ("gram", 1, -3, 1),
        ["K"] = ("kelvin", 1, 0, 1),
        ["J"] = ("joule", 1, 0, 1),
        ["eV"] = ("joule", 1, 0, 1.602176634e-19),
        ["Pa"] = ("pascal", 1, 0, 1),
        ["MPa"] = ("pascal", 1, 6, 1),
        ["GPa"] = ("pascal", 1, 9, 1),
        ["Gy"] = ("gray", 1, 0, 1),
    };

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<XElement> _definitions = [];

    /// <summary>The definitions that were asked for.</summary>
    public IReadOnlyList<XElement> Definitions => _definitions;

    /// <summary>The identifier of a unit; "dimensionless" for plain numbers.</summary>
    public string Of(Unit unit)
    {
        string text = unit.ToString();
        if (text == "1")
        {
            return "dimensionless";
        }

        if (!_ids.TryGetValue(text, out string? id))
        {
            string word = SbmlNames.Word(text.StartsWith("1/", StringComparison.Ordinal) ? "per_" + text[2..].Replace("/", "_per_", StringComparison.Ordinal) : text.Replace("/", "_per_", StringComparison.Ordinal));
            id = Atoms.Values.Any(a => a.Kind == word) ? "unit_" + word : word;
            while (_ids.ContainsValue(id))
            {
                id += "_";
            }

            _ids[text] = id;
            _definitions.Add(new(SbmlNames.Core + "unitDefinition", new XAttribute("id", id), new XAttribute("name", text), new XElement(SbmlNames.Core + "listOfUnits", unit.Powers.SelectMany(p => Parts(p.Key, p.Value)))));
        }

        return id;
    }

    /// <summary>The unit of a definition; null where the language has no unit of that kind and size.</summary>
    public static Unit? Read(XElement definition)
    {
        Unit product = Unit.One;
        foreach (XElement part in definition.Descendants(definition.Name.Namespace + "unit"))
        {
            string kind = (string?)part.Attribute("kind") ?? "";
            if (!Number(part, "exponent", 1, out double exponent) || !Number(part, "scale", 0, out double scale) || !Number(part, "multiplier", 1, out double multiplier))
            {
                return null;
            }

            if (kind == "dimensionless" && (multiplier * Math.Pow(10, scale)) == 1)
            {
                continue;
            }

            // Metres to a third power are a volume where there is one of that size.
            var found = Atoms.FirstOrDefault(a => a.Value.Kind == Kind(kind) && Close(a.Value.Multiplier * Math.Pow(10, a.Value.Scale), multiplier * Math.Pow(10, scale))
                && exponent % a.Value.Exponent == 0 && (a.Value.Exponent == 1 || Math.Abs(exponent) == 3));
            found = found.Key is null ? Atoms.FirstOrDefault(a => a.Value.Kind == Kind(kind) && a.Value.Exponent == 1 && Close(a.Value.Multiplier * Math.Pow(10, a.Value.Scale), multiplier * Math.Pow(10, scale))) : found;
            double twelfths = found.Key is null ? double.NaN : exponent / found.Value.Exponent * Dimension.Whole;
            if (!double.IsFinite(twelfths) || Math.Abs(twelfths) > 1200 || Math.Abs(twelfths - Math.Round(twelfths)) > 1e-6 || Unit.Of(found.Key!).Power((int)Math.Round(twelfths)) is not { } factor)
            {
                return null;
            }

            product *= factor;
        }

        return product;
    }

    /// <summary>A unit that SBML knows without a definition; null for a name that it does not know or the language has not.</summary>
    public static Unit? Base(string kind) => kind == "dimensionless" ? Unit.One
        : Atoms.FirstOrDefault(a => a.Value.Kind == Kind(kind) && a.Value is (_, 1, 0, 1)).Key is { } symbol ? Unit.Of(symbol) : null;

    private static string Kind(string kind) => kind switch { "meter" => "metre", "liter" => "litre", _ => kind };

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(b);

    private static bool Number(XElement part, string name, double standard, out double value)
    {
        value = standard;
        return part.Attribute(name) is not { } text || (double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value));
    }

    private static IEnumerable<XElement> Parts(string symbol, int twelfths)
    {
        double power = (double)twelfths / Dimension.Whole;
        if (Atoms.TryGetValue(symbol, out var atom))
        {
            yield return Part(atom.Kind, atom.Exponent * power, atom.Scale, atom.Multiplier);
            yield break;
        }

        // An atom that the table has not, by its dimensions; the size goes to the first factor that there is.
        UnitAtom other = UnitAtom.All[symbol];
        double size = other.Scale;
        (string Kind, int Twelfths, double Base)[] parts =
        [
            ("second", other.Dimension.Time, 86_400), ("item", other.Dimension.Count, 1), ("metre", other.Dimension.Length, 1), ("kilogram", other.Dimension.Mass, 1), ("kelvin", other.Dimension.Temperature, 1),
        ];
        foreach ((string kind, int exponent, double unit) in parts.Where(p => p.Twelfths != 0))
        {
            double e = (double)exponent / Dimension.Whole;
            yield return Part(kind, e * power, 0, unit * Math.Pow(size, 1 / e));
            size = 1;
        }

        if (other.Dimension.IsNone)
        {
            yield return Part("dimensionless", power, 0, size);
        }
    }

    private static XElement Part(string kind, double exponent, int scale, double multiplier) => new(
        SbmlNames.Core + "unit", new XAttribute("kind", kind), new XAttribute("exponent", Text(exponent)), new XAttribute("scale", scale), new XAttribute("multiplier", Text(multiplier)));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
