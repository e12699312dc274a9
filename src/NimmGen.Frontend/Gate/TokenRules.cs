using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Gate;

/// <summary>Names that mean what they look like; literals of human size.</summary>
internal static class TokenRules
{
    public static Diagnostic? Check(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken => Identifier(token),
        SyntaxKind.NumericLiteralToken when token.Text.Length > Limits.Token =>
            Source.Budget(token.GetLocation(), $"a number of {token.Text.Length} digits", "a double holds 17 digits: write 1.5e-3"),
        SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken => Text(token),
        SyntaxKind.ArgListKeyword => Source.Outside(token.GetLocation(), "__arglist", "write the parameters, each with its type"),
        _ when token.Text.Length > Limits.String => Source.Budget(token.GetLocation(), $"a token of {token.Text.Length} characters, at most {Limits.String}", "write it with fewer characters"),
        _ => null,
    };

    private static Diagnostic? Text(SyntaxToken token)
    {
        if (token.Text.Length > Limits.String)
        {
            return Source.Budget(token.GetLocation(), $"a string of {token.Text.Length} characters, at most {Limits.String}", "strings only name channels, flows and lets");
        }

        // What stands in the file is looked at before; escapes make the same characters.
        foreach (char c in token.ValueText)
        {
            if (TextScan.IsHidden(c) || char.IsControl(c))
            {
                return Source.Outside(token.GetLocation(), $"a string with the character U+{(int)c:X4}", "strings only name channels, flows and lets: write plain letters");
            }
        }

        return null;
    }

    private static Diagnostic? Identifier(SyntaxToken token)
    {
        if (token.Text.Length > Limits.Token)
        {
            return Source.Budget(token.GetLocation(), $"a name of {token.Text.Length} characters, at most {Limits.Token}", "choose a shorter name");
        }

        if (!string.Equals(token.Text, token.ValueText, StringComparison.Ordinal))
        {
            return Source.Outside(token.GetLocation(), "a name with @ or escapes", "write the name in plain letters");
        }

        // Letters that look like Latin ones would make two symbols look like one.
        return token.Text.All(c => char.IsAscii(c) || c is >= '\u0391' and <= '\u03C9')
            ? string.Equals(token.Text, "dynamic", StringComparison.Ordinal)
                ? Source.Outside(token.GetLocation(), "dynamic", "write the type, such as Expr")
                : null
            : Source.Outside(token.GetLocation(), $"the name '{token.Text}'", "use Latin or Greek letters, digits and underscores");
    }
}
