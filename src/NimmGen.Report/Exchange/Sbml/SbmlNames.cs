using System.Text;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>Namespaces of the files, and identifiers for the names of a model.</summary>
internal sealed class SbmlNames
{
    public static readonly XNamespace Core = "http://www.sbml.org/sbml/level3/version2/core";
    public static readonly XNamespace MathMl = "http://www.w3.org/1998/Math/MathML";
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    /// <summary>Elements of annotations that say what SBML has no word for: kinds of parameters, ranges, roles.</summary>
    public static readonly XNamespace Own = "https://nimmgen.org/sbml/1";

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "world", "time", "next_step", "data_step" };
    private readonly Dictionary<(char Kind, string Name), string> _given = [];

    /// <summary>
    /// The identifier of a name among symbols ('s'), flows ('f'), observations ('o'), running totals ('c'), counts of a step ('n') and pieces of a series ('p'): itself where it is one and
    /// still free.
    /// </summary>
    public string Of(char kind, string name)
    {
        if (!_given.TryGetValue((kind, name), out string? id))
        {
            string word = (kind switch { 'o' => "observed_", 'c' => "total_", 'n' => "count_", _ => "" }) + Word(name);
            id = word;
            for (int i = 2; !_taken.Add(id); i++)
            {
                id = $"{word}_{i}";
            }

            _given[(kind, name)] = id;
        }

        return id;
    }

    /// <summary>Takes the names of symbols and lets first, so that they are kept as they are.</summary>
    public static SbmlNames For(MechanismIr model)
    {
        var names = new SbmlNames();
        foreach (string name in model.Symbols.Select(s => s.Name).Concat(model.Lets.Select(l => l.Name)))
        {
            names.Of('s', name);
        }

        return names;
    }

    /// <summary>Letters, digits and low lines, not beginning with a digit.</summary>
    public static string Word(string name)
    {
        var word = new StringBuilder();
        foreach (Rune c in name.EnumerateRunes())
        {
            bool digit = c.IsAscii && Rune.IsDigit(c);
            word.Append(digit && word.Length == 0 ? "_" : "").Append(digit || (c.IsAscii && Rune.IsLetter(c)) || c.Value == '_' ? c.ToString() : c.IsAscii ? "_" : $"_u{c.Value:x}");
        }

        return word.Length == 0 ? "_" : word.ToString();
    }
}
