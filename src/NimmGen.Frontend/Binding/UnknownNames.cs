using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NimmGen.Ir;

namespace NimmGen.Frontend.Binding;

/// <summary>What to write for a name that nothing has: the nearest one, and the units where a unit is expected.</summary>
internal static class UnknownNames
{
    private static readonly FrozenSet<string> UnitNames = typeof(Units).GetProperties().Select(p => p.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The cure for the name at this place, or null where nothing comes near.</summary>
    public static string? Hint(Location location)
    {
        if (location.SourceTree?.GetRoot().FindNode(location.SourceSpan) is not { } node)
        {
            return null;
        }

        SimpleNameSyntax? name = node as SimpleNameSyntax ?? (node as ArgumentSyntax)?.Expression as SimpleNameSyntax;
        if (name is null || name.Identifier.ValueText is not { Length: > 0 } got)
        {
            return null;
        }

        bool unit = IsUnit(name);
        string? near = got.Length < 4 ? null : Nearest.To(got, unit ? UnitNames : UnitNames.Concat(Names.Reserved).Concat(Declared(location.SourceTree.GetRoot())));
        string meant = near is null || near == got ? "" : $"did you mean {near}? ";
        return unit
            ? $"{meant}units are One, Fraction, Percent, People, Day, Week, Year, PerDay, PerWeek, Kilogram, Milligram, Kelvin and such, and what * and / make of them: People / Day"
            : near is null ? null : $"did you mean {near}? if not, declare it as a readonly field";
    }

    // The first argument of a declaration, the second of an observation, or a part of either.
    private static bool IsUnit(SimpleNameSyntax name)
    {
        SyntaxNode at = name;
        while (at.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            at = at.Parent;
        }

        return at.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } list } argument && call switch
        {
            BaseObjectCreationExpressionSyntax creation => creation.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not null && IsFirst(list, argument),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Observe" } } => list.Arguments.IndexOf(argument) == 1,
            _ => false,
        };
    }

    private static bool IsFirst(ArgumentListSyntax list, ArgumentSyntax argument) =>
        argument.NameColon is { Name.Identifier.ValueText: "unit" } || argument.NameColon is null && list.Arguments.IndexOf(argument) == 0;

    private static IEnumerable<string> Declared(SyntaxNode root) =>
        root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(v => v.Identifier.ValueText).Distinct(StringComparer.Ordinal);
}
