using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Binding;

/// <summary>Gives every name of a file its meaning, as the C# compiler does; nothing is emitted.</summary>
internal static class Binder
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.None);

    // What a file may leave out.
    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(
        "global using NimmGen; global using static NimmGen.Units; global using System;", ParseOptions);

    // One compilation whose references are read once; each file is added to a copy.
    private static readonly CSharpCompilation Base = CSharpCompilation.Create(
        "Model",
        [Usings],
        [
            Net100.References.SystemRuntime,
            // Spreads of arrays, [.. a, .. b], are bound to a list.
            Net100.References.SystemCollections,
            MetadataReference.CreateFromFile(typeof(Model).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Ir.Expression).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: false, concurrentBuild: false));

    public static SyntaxTree Parse(string text, string file, CancellationToken cancellation) =>
        CSharpSyntaxTree.ParseText(text, ParseOptions, file, cancellationToken: cancellation);

    public static CSharpCompilation Bind(SyntaxTree tree) => Base.AddSyntaxTrees(tree);

    /// <summary>Syntax errors, each with its hint; the first of a line, since it draws the others after it.</summary>
    public static IEnumerable<Diagnostic> SyntaxErrors(SyntaxTree tree, CancellationToken cancellation) =>
        Errors([.. tree.GetDiagnostics(cancellation)]).DistinctBy(d => d.Place.Line);

    /// <summary>Errors of meaning, each with its hint.</summary>
    public static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation, CancellationToken cancellation) =>
        Errors(compilation.GetDiagnostics(cancellation));

    // What is declared twice makes every use ambiguous: told once, at the second declaration.
    private static IEnumerable<Diagnostic> Errors(ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> diagnostics)
    {
        bool type = diagnostics.Any(d => d.Id is "CS0101"), member = diagnostics.Any(d => d.Id is "CS0102");
        return diagnostics
            .Where(d => d.Severity == DiagnosticSeverity.Error && (!type || d.Id is "CS0101") && !(member && d.Id is "CS0229"))
            .Select(CompilerHints.Translate);
    }
}
