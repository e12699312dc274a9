using System.Xml.Linq;

namespace NimmGen.Report.Tests.Printings;

/// <summary>Rules of SBML Level 3 Version 2 core that a document must keep, by the numbers of its validation rules.</summary>
internal static class SbmlRules
{
    private static readonly XNamespace S = "http://www.sbml.org/sbml/level3/version2/core", M = "http://www.w3.org/1998/Math/MathML";

    private static readonly string[] Order =
    [
        "notes", "annotation", "listOfFunctionDefinitions", "listOfUnitDefinitions", "listOfCompartments", "listOfSpecies", "listOfParameters", "listOfInitialAssignments", "listOfRules",
        "listOfConstraints", "listOfReactions", "listOfEvents",
    ];

    private static readonly HashSet<string> Operations =
        ["plus", "minus", "times", "divide", "power", "root", "exp", "ln", "sin", "cos", "tanh", "min", "max", "geq", "leq", "gt", "lt", "eq", "and"];

    public static IEnumerable<string> Broken(XDocument document)
    {
        XElement root = document.Root!, model = root.Element(S + "model")!;
        string[] parts = [.. model.Elements().Select(e => e.Name.LocalName)];
        if (!parts.SequenceEqual(parts.OrderBy(p => Array.IndexOf(Order, p))))
        {
            yield return "20203: lists are out of order: " + string.Join(' ', parts);
        }

        foreach (XElement empty in model.Elements().Where(e => e.Name.LocalName.StartsWith("listOf", StringComparison.Ordinal) && !e.HasElements))
        {
            yield return $"20203: {empty.Name.LocalName} is empty";
        }

        string[] ids = [.. model.Descendants().Where(e => e.Name.Namespace == S && e.Name != S + "unitDefinition").Select(e => (string?)e.Attribute("id")).OfType<string>()];
        HashSet<string> known = [.. ids], units = [.. model.Descendants(S + "unitDefinition").Select(u => (string)u.Attribute("id")!)];
        foreach (string twice in ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"10301: {twice} is declared twice";
        }

        foreach (string id in ids.Concat(units).Where(i => !System.Text.RegularExpressions.Regex.IsMatch(i, "^[A-Za-z_][A-Za-z0-9_]*$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))))
        {
            yield return $"10310: '{id}' is no SId";
        }

        foreach (XAttribute unit in model.Descendants().SelectMany(e => e.Attributes()).Where(a => a.Name.LocalName is "units" or "substanceUnits" or "timeUnits" or "extentUnits"))
        {
            if (unit.Value != "dimensionless" && !units.Contains(unit.Value))
            {
                yield return $"10313: the unit {unit.Value} is not defined";
            }
        }

        foreach (XElement name in model.Descendants(M + "ci").Where(c => !known.Contains(c.Value.Trim())))
        {
            yield return $"10215: {name.Value} is not declared";
        }

        foreach (XElement number in model.Descendants(M + "cn").Where(c => c.Attribute(S + "units") is null))
        {
            yield return $"10501: {number.Value} has no units";
        }

        foreach (XElement operation in model.Descendants(M + "apply").Select(a => a.Elements().First()).Where(o => !Operations.Contains(o.Name.LocalName)))
        {
            yield return $"10202: {operation.Name.LocalName} is not in the subset";
        }

        foreach (string variable in model.Descendants().Select(e => (string?)e.Attribute("variable")).OfType<string>().GroupBy(v => v).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"10304: two rules for {variable}";
        }

        HashSet<string> assigned = [.. model.Descendants(S + "assignmentRule").Select(r => (string)r.Attribute("variable")!)];
        foreach (XElement start in model.Descendants(S + "initialAssignment").Where(i => assigned.Contains((string)i.Attribute("symbol")!)))
        {
            yield return $"20806: {start.Attribute("symbol")!.Value} has a rule and a start";
        }

        HashSet<string> constant = [.. model.Descendants(S + "parameter").Where(p => (string?)p.Attribute("constant") == "true").Select(p => (string)p.Attribute("id")!)];
        foreach (XElement rule in model.Descendants().Where(e => e.Attribute("variable") is { } v && constant.Contains(v.Value)))
        {
            yield return $"20903: the constant {rule.Attribute("variable")!.Value} has a rule";
        }

        HashSet<string> species = [.. model.Descendants(S + "species").Select(s => (string)s.Attribute("id")!)];
        foreach (XElement reaction in model.Descendants(S + "reaction"))
        {
            HashSet<string> taking = [.. reaction.Descendants().Select(e => (string?)e.Attribute("species")).OfType<string>()];
            if (!reaction.Descendants(S + "speciesReference").Any())
            {
                yield return $"21101: {reaction.Attribute("id")!.Value} has neither reactant nor product";
            }

            foreach (string used in reaction.Descendants(M + "ci").Select(c => c.Value.Trim()).Where(c => species.Contains(c) && !taking.Contains(c)))
            {
                yield return $"21121: {used} is in the law of {reaction.Attribute("id")!.Value} and in none of its lists";
            }
        }
    }
}
