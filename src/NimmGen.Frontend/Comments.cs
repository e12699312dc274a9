using System.Net;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NimmGen.Frontend;

/// <summary>What comments say: the summary of a class, the meaning of a field.</summary>
internal static class Comments
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The text between the summary tags (or of the whole comment) on one line, or null.</summary>
    public static string? SummaryOf(ClassDeclarationSyntax type)
    {
        string text = string.Join(' ', type.GetLeadingTrivia().Where(IsComment).Select(TextOf));
        int from = text.IndexOf("<summary>", StringComparison.Ordinal), to = text.IndexOf("</summary>", StringComparison.Ordinal);
        if (from >= 0 && to > from)
        {
            text = text[(from + "<summary>".Length)..to];
        }

        return Clean(WebUtility.HtmlDecode(Regex.Replace(text, "<[^<>]*>", " ", RegexOptions.None, Patience)));
    }

    /// <summary>
    /// The comment behind a field on its line; else the one just above it, where the field stands alone
    /// (a comment above several fields is the heading of the group). Null where there is none.
    /// </summary>
    public static string? MeaningOf(VariableDeclaratorSyntax variable)
    {
        var field = (FieldDeclarationSyntax)variable.Parent!.Parent!;
        string? behind = Clean(string.Join(' ', field.GetTrailingTrivia().Where(IsComment).Select(TextOf)));
        if (behind is not null)
        {
            return behind;
        }

        SyntaxToken next = field.GetLastToken().GetNextToken();
        bool alone = next.IsKind(SyntaxKind.None) || LineOf(next) > field.GetLocation().GetLineSpan().EndLinePosition.Line + 1;
        return alone ? Clean(string.Join(' ', JustAbove(field).Select(TextOf))) : null;
    }

    // Comments whose lines end right above the field, without an empty line between.
    private static Stack<SyntaxTrivia> JustAbove(FieldDeclarationSyntax field)
    {
        int line = field.GetFirstToken().GetLocation().GetLineSpan().StartLinePosition.Line;
        var above = new Stack<SyntaxTrivia>();
        foreach (SyntaxTrivia trivia in field.GetLeadingTrivia().Reverse().Where(IsComment))
        {
            if (trivia.GetLocation().GetLineSpan().EndLinePosition.Line != line - 1)
            {
                break;
            }

            above.Push(trivia);
            line = trivia.GetLocation().GetLineSpan().StartLinePosition.Line;
        }

        return above;
    }

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line;

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);

    private static string TextOf(SyntaxTrivia comment) => comment.IsKind(SyntaxKind.SingleLineCommentTrivia)
        ? comment.ToString().TrimStart('/')
        : comment.ToString()[2..^2].Replace("*", " ");

    private static string? Clean(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line;
    }
}
