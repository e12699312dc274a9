using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace NimmGen.Data;

/// <summary>Recipes of alloys-fcc and alloys-bcc.</summary>
internal static partial class TidyAlloys
{
    /// <summary>Tables of element properties, in the order of their columns.</summary>
    public static readonly ImmutableArray<string> Properties =
    [
        "AtomicWeight", "AtomicVolume", "GSvolume_pa", "ICSDVolume", "MolarVolume", "GSestBCClatcnt", "GSestFCClatcnt", "MiracleRadius", "AtomicRadius", "CovalentRadius", "Electronegativity",
        "AllenElectronegativity", "NValence", "NsValence", "NpValence", "NdValence", "NfValence", "NUnfilled", "Column", "Row", "MendeleevNumber", "MeltingT", "BoilingT", "Density", "BulkModulus", "ShearModulus",
        "HeatFusion", "FirstIonizationEnergy", "SpaceGroupNumber",
    ];

    private static readonly string[] Symbols =
        ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba "
         + "La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au").Split(' ');

    /// <summary>Reports of one phase with a yield strength, averaged a formula and temperature, in the order in which these first occur.</summary>
    public static byte[] Means(IReadOnlyList<byte[]> source, string phase)
    {
        List<string[]> rows = TidyText.Csv(source[0]);
        int formula = TidyText.Column(rows[0], "FORMULA"), structure = TidyText.Column(rows[0], "PROPERTY: Microstructure");
        int temperature = TidyText.Column(rows[0], "PROPERTY: Test temperature ($^\\circ$C)"), strength = TidyText.Column(rows[0], "PROPERTY: YS (MPa)");
        IGrouping<(string Formula, string Temperature), string[]>[] samples = [.. rows.Skip(1).Where(r => r[structure] == phase && r[strength].Length > 0).GroupBy(r => (r[formula], r[temperature]))];
        string[] elements = [.. samples.SelectMany(s => Parts(s.Key.Formula).Keys).Distinct().Order(StringComparer.Ordinal)];
        return TidyText.Lines(samples.Select(s => Sample(s.Key.Formula, s.Key.Temperature, [.. s.Select(r => TidyText.Number(r[strength]))], elements))
            .Prepend("formula,test_temperature_c,test_temperature_k,yield_strength_mpa_mean,ys_min,ys_max,n_reports," + string.Join(',', elements.Select(e => "x_" + e))));
    }

    /// <summary>One line an element in each table, from hydrogen on; "Missing" is an empty cell.</summary>
    public static byte[] Elements(IReadOnlyList<byte[]> source)
    {
        string[][] columns = [.. source.Select((bytes, i) => Encoding.UTF8.GetString(bytes).Split('\n').Select(l => l.Trim()).ToArray() is { } lines && lines.Length >= Symbols.Length
            ? lines
            : throw new TidyException($"{Properties[i]}.table with {Symbols.Length} lines or more is expected"))];
        return TidyText.Lines(Symbols.Select((symbol, z) => string.Join(',', [symbol, $"{z + 1}", .. columns.Select(c => c[z] == "Missing" ? "" : c[z])]))
            .Prepend(string.Join(',', ["symbol", "atomic_number", .. Properties])));
    }

    private static string Sample(string formula, string celsius, double[] strengths, string[] elements)
    {
        Dictionary<string, double> parts = Parts(formula);
        double sum = parts.Values.Sum();
        return string.Join(
            ',',
            [formula, celsius, TidyText.Decimals(TidyText.Number(celsius) + 273.15, 2), TidyText.Decimals(strengths.Average(), 2), TidyText.Decimals(strengths.Min(), 6), TidyText.Decimals(strengths.Max(), 6),
                $"{strengths.Length}", .. elements.Select(e => (parts.GetValueOrDefault(e) / sum).ToString("F6"))]);
    }

    private static Dictionary<string, double> Parts(string formula) => Part().Matches(formula).ToDictionary(m => m.Groups["element"].Value, m => TidyText.Number(m.Groups["amount"].Value));

    [GeneratedRegex("(?<element>[A-Z][a-z]?)(?<amount>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
