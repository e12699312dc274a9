using System.Collections.Frozen;
using System.Reflection;

namespace NimmGen;

/// <summary>Which names an author may give.</summary>
internal static class Names
{
    /// <summary>Names of units, functions and statements: a symbol of that name would hide them.</summary>
    public static readonly FrozenSet<string> Reserved = typeof(Units).GetProperties().Select(p => p.Name)
        .Concat(typeof(Model).GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(m => m.IsFamily && !m.IsSpecialName).Select(m => m.Name))
        .Concat(typeof(Model).GetProperties(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Select(p => p.Name))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A letter or underscore, then letters, digits and underscores; at most 100.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= 100 } && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '_');
}
