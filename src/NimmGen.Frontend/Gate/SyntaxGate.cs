using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Gate;

/// <summary>
/// Checks the bare tree against the subset, before anything is bound: the compiler itself can be attacked
/// (nests of lambdas, doubling constant strings), so what could do that never reaches it.
/// </summary>
internal static class SyntaxGate
{
    public static List<Diagnostic> Check(SyntaxTree tree, CancellationToken cancellation)
    {
        var wrong = new List<Diagnostic>();
        SyntaxNode root = tree.GetRoot(cancellation);
        int count = 0, localFunctions = 0, members = 0;
        var open = new Stack<(SyntaxNode Node, int Depth)>([(root, 1)]);
        while (open.TryPop(out var at))
        {
            cancellation.ThrowIfCancellationRequested();
            if (++count > Limits.SyntaxNodes)
            {
                wrong.Add(Source.Budget(at.Node.GetLocation(), $"the file has more than {Limits.SyntaxNodes} syntax nodes", "write a smaller model"));
                return wrong;
            }

            if (at.Depth > Limits.SyntaxDepth)
            {
                wrong.Add(Source.Budget(at.Node.GetLocation(), $"the code is nested more than {Limits.SyntaxDepth} deep", "name parts of the term with Expr or Let"));
                return wrong;
            }

            if (!Subset.Kinds.Contains(at.Node.Kind()))
            {
                (string name, string fix) = Subset.Describe(at.Node.Kind());
                wrong.Add(Source.Outside(at.Node.GetLocation(), name, fix));
                continue;
            }

            if (at.Node is LocalFunctionStatementSyntax && ++localFunctions > Limits.LocalFunctions)
            {
                wrong.Add(Source.Budget(at.Node.GetLocation(), $"the file has more than {Limits.LocalFunctions} local functions", "use private methods of the class"));
                return wrong;
            }

            if (at.Node is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or MethodDeclarationSyntax && ++members > Limits.Members)
            {
                wrong.Add(Source.Budget(at.Node.GetLocation(), $"the file has more than {Limits.Members} fields and methods", "write a smaller model, with axes for groups"));
                return wrong;
            }

            int before = wrong.Count;
            wrong.AddRange(CheckNode(at.Node));
            if (at.Node is UsingDirectiveSyntax && wrong.Count > before)
            {
                // Its parts are no better than it is.
                continue;
            }

            // The last is looked at last: where a budget ends the walk, it is at the first place over it.
            foreach (SyntaxNodeOrToken child in at.Node.ChildNodesAndTokens().Reverse())
            {
                if (child.AsNode() is { } node)
                {
                    open.Push((node, at.Depth + 1));
                }
                else if (TokenRules.Check(child.AsToken()) is { } bad)
                {
                    wrong.Add(bad);
                }
            }
        }

        return wrong;
    }

    /// <summary>Lines for a preprocessor, whether it would understand them or not.</summary>
    public static IEnumerable<Diagnostic> Directives(SyntaxTree tree, CancellationToken cancellation)
    {
        SyntaxNode root = tree.GetRoot(cancellation);
        return root.ContainsDirectives
            ? root.DescendantTrivia().Where(t => t.IsDirective).Select(t => Source.Outside(t.GetLocation(), "a preprocessor directive", "remove it"))
            : [];
    }

    private static IEnumerable<Diagnostic> CheckNode(SyntaxNode node) => node switch
    {
        UsingDirectiveSyntax u => DeclarationRules.Using(u),
        BaseNamespaceDeclarationSyntax n => DeclarationRules.Namespace(n),
        ClassDeclarationSyntax c => DeclarationRules.Class(c),
        FieldDeclarationSyntax f => DeclarationRules.Field(f),
        MethodDeclarationSyntax m => DeclarationRules.Method(m),
        ParameterSyntax p => DeclarationRules.Parameter(p),
        LocalFunctionStatementSyntax l => DeclarationRules.LocalFunction(l),
        ArrayTypeSyntax a => DeclarationRules.Array(a),
        LocalDeclarationStatementSyntax l => StatementRules.Local(l),
        ForStatementSyntax f => StatementRules.For(f),
        CommonForEachStatementSyntax f => StatementRules.ForEach(f),
        InvocationExpressionSyntax i => StatementRules.Invocation(i),
        ObjectCreationExpressionSyntax o => StatementRules.Creation(o),
        BinaryExpressionSyntax b => StatementRules.Concatenation(b),
        _ => [],
    };
}
