using System.Collections.Immutable;
using System.Text;

namespace NimmGen.Ir;

/// <summary>Names for the groups and stages of a symbol: S_0_17, E_2, unique in the model.</summary>
internal sealed class GroupNames(MechanismIr model)
{
    private readonly HashSet<string> _taken = new(
        model.Symbols.Select(s => s.Name).Concat(model.Lets.Select(l => l.Name)).Concat(model.Flows.Select(f => f.Name)), StringComparer.Ordinal);

    private readonly Dictionary<(string Name, string Part), string> _given = [];

    /// <summary>The name of one group and stage of something; the name itself where there is neither.</summary>
    public string Of(string name, ImmutableArray<Group> groups, int? stage = null)
    {
        string part = string.Concat(groups.Select(g => "_" + Word(g.Label))) + (stage is { } s ? $"_{s}" : "");
        if (part.Length == 0)
        {
            return name;
        }

        string key = string.Join('\n', groups.Select(g => $"{g.Axis}={g.Label}")) + $"#{stage}";
        if (!_given.TryGetValue((name, key), out string? given))
        {
            given = name + part;
            for (int i = 2; !_taken.Add(given); i++)
            {
                given = $"{name}{part}_{i}";
            }

            _given[(name, key)] = given;
        }

        return given;
    }

    // 65+ is 65plus, 0-17 is 0_17; what is neither letter nor digit becomes a low line.
    private static string Word(string label)
    {
        var word = new StringBuilder();
        foreach (char c in label)
        {
            word.Append(c == '+' ? "plus" : char.IsAsciiLetterOrDigit(c) ? c.ToString() : "_");
        }

        return word.ToString();
    }
}
