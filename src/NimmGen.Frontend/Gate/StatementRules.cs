using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Gate;

/// <summary>What statements and expressions of a model file may look like.</summary>
internal static class StatementRules
{
    private static readonly string[] Creatable = [.. DeclarationRules.Symbols, .. DeclarationRules.Layers, "Axis", "Role"];

    // What closures, cadences, layers and signals are called by; whose they are is checked when it is bound.
    private static readonly string[] Members = ["Of", "OfLocation", "MeanOverTime", "SumOverTime", "Last", "Repeat", "Weeks", "Days"];

    public static IEnumerable<Diagnostic> Local(LocalDeclarationStatementSyntax local)
    {
        foreach (Diagnostic d in DeclarationRules.Modifiers(local.Modifiers, SyntaxKind.ConstKeyword))
        {
            yield return d;
        }

        if (local.UsingKeyword != default || local.AwaitKeyword != default)
        {
            yield return Source.Outside(local.GetLocation(), "a using declaration", "remove it");
        }
        else if (local.IsConst && NotANumber(local.Declaration.Type) is { } text)
        {
            yield return text;
        }
    }

    /// <summary>Constant strings could be doubled until the compiler runs out of memory; numbers cannot.</summary>
    public static Diagnostic? NotANumber(TypeSyntax type) => type.ToString() is "int" or "double" or "bool"
        ? null
        : Source.Outside(type.GetLocation(), $"a const of type {type}", "write the text where it is used; const is for int and double");

    public static IEnumerable<Diagnostic> For(ForStatementSyntax loop)
    {
        if (loop.Condition is null)
        {
            yield return Source.Outside(loop.GetLocation(), "a loop without an end", "for (int i = 0; i < n; i++)");
        }
    }

    public static IEnumerable<Diagnostic> ForEach(CommonForEachStatementSyntax loop)
    {
        if (loop.AwaitKeyword != default)
        {
            yield return Source.Outside(loop.AwaitKeyword.GetLocation(), "await", "remove it");
        }
    }

    /// <summary>A call is of a statement, function or private method by its bare name, or of Math.</summary>
    public static IEnumerable<Diagnostic> Invocation(InvocationExpressionSyntax call)
    {
        bool allowed = call.Expression switch
        {
            IdentifierNameSyntax => true,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => true,
            MemberAccessExpressionSyntax m => m.Expression.ToString() is "Math" or "System.Math" || Members.Contains(m.Name.Identifier.ValueText, StringComparer.Ordinal),
            _ => false,
        };
        if (!allowed)
        {
            yield return Source.Outside(
                call.GetLocation(), $"the call of {Source.Shorten(call.Expression.ToString())}",
                "call statements and functions of the language (Flow, Observe, Exp, ...), private methods of the class, or Math on numbers");
        }
    }

    public static IEnumerable<Diagnostic> Creation(ObjectCreationExpressionSyntax creation)
    {
        string type = creation.Type.ToString();
        if (!Creatable.Contains(type.StartsWith("NimmGen.", StringComparison.Ordinal) ? type[8..] : type, StringComparer.Ordinal))
        {
            yield return Source.Outside(
                creation.GetLocation(), $"new {Source.Shorten(type)}",
                $"a model makes only {string.Join(", ", Creatable)} and arrays");
        }
    }

    public static IEnumerable<Diagnostic> Concatenation(BinaryExpressionSyntax sum)
    {
        if (sum.IsKind(SyntaxKind.AddExpression) && (IsText(sum.Left) || IsText(sum.Right)))
        {
            yield return Source.Outside(sum.GetLocation(), "concatenation of strings", "write one string, or $\"dose_{i}\" with an integer in it");
        }
    }

    private static bool IsText(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax p)
        {
            expression = p.Expression;
        }

        return expression.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.InterpolatedStringExpression;
    }
}
