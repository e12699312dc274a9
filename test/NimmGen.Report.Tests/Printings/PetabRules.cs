using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NimmGen.Report.Tests.Printings;

/// <summary>Rules of PEtab version 1 that a problem must keep: every name that one table uses stands in another.</summary>
internal static partial class PetabRules
{
    private static readonly XNamespace S = "http://www.sbml.org/sbml/level3/version2/core";

    public static IEnumerable<string> Broken(ImmutableSortedDictionary<string, string> files)
    {
        XElement model = XDocument.Parse(files["model.xml"]).Root!.Element(S + "model")!;
        HashSet<string> ids = [.. model.Descendants().Where(e => e.Name.Namespace == S && e.Name.LocalName is "species" or "parameter" or "compartment").Select(e => (string?)e.Attribute("id")).OfType<string>()];
        HashSet<string> ruled = [.. model.Descendants().Select(e => (string?)e.Attribute("variable")).OfType<string>()];
        string[][] parameters = Rows(files["parameters.tsv"]), conditions = Rows(files["conditions.tsv"]), observables = Rows(files["observables.tsv"]), measurements = Rows(files["measurements.tsv"]);
        HashSet<string> estimated = [.. parameters[1..].Select(r => r[0])];
        string[] columns = conditions[0][2..];
        foreach (string file in files["problem.yaml"].Split(['\n', ' ', '-', ':'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.EndsWith(".tsv", StringComparison.Ordinal) || w.EndsWith(".xml", StringComparison.Ordinal)))
        {
            if (!files.ContainsKey(file))
            {
                yield return $"problem.yaml names {file}, which is not there";
            }
        }

        foreach (string[][] table in (string[][][])[parameters, conditions, observables, measurements])
        {
            foreach (string[] row in table.Where(r => r.Length != table[0].Length))
            {
                yield return $"a row of {row.Length} cells under {table[0].Length} headings: {string.Join(' ', row)}";
            }

            foreach (string twice in table == measurements ? [] : table.GroupBy(r => r[0]).Where(g => g.Count() > 1).Select(g => g.Key))
            {
                yield return $"{twice} stands twice in the table of {table[0][0]}";
            }
        }

        foreach (string column in columns.Where(c => !ids.Contains(c) || ruled.Contains(c) || estimated.Contains(c)))
        {
            yield return $"the condition column {column} is no free entity of the model";
        }

        foreach (string cell in conditions[1..].SelectMany(r => r[2..]).Where(c => !double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && !estimated.Contains(c)))
        {
            yield return $"the condition cell {cell} is neither number nor parameter";
        }

        HashSet<string> used = [.. ids, .. conditions[1..].SelectMany(r => r[2..]), .. observables[1..].SelectMany(r => Word().Matches(r[4]).Select(m => m.Value))];
        foreach (string unused in estimated.Where(e => !used.Contains(e)))
        {
            yield return $"the parameter {unused} is used nowhere";
        }

        foreach (string[] row in parameters[1..])
        {
            double lower = Number(row[3]), upper = Number(row[4]), nominal = Number(row[5]);
            if (!(lower < upper) || nominal < lower || nominal > upper || (row[2] == "log10" && lower <= 0))
            {
                yield return "the bounds of " + string.Join(' ', row);
            }
        }

        foreach (string[] row in observables[1..])
        {
            foreach (string name in Word().Matches(row[2] + " " + row[4]).Select(m => m.Value).Where(n => n != "sqrt" && !ids.Contains(n) && !estimated.Contains(n)))
            {
                yield return $"{row[0]} uses {name}, which nothing declares";
            }
        }

        foreach (string[] row in measurements[1..].Where(r => !observables.Any(o => o[0] == r[0]) || !conditions.Any(c => c[0] == r[1]) || !double.IsFinite(Number(r[2])) || Number(r[3]) <= 0))
        {
            yield return "the measurement " + string.Join(' ', row);
        }
    }

    public static string[][] Rows(string table) => [.. table.TrimEnd('\n').Split('\n').Select(l => l.Split('\t'))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.None, 5000)]
    private static partial Regex Word();
}
