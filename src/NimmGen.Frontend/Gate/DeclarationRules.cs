using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Gate;

/// <summary>Usings, classes, fields and methods of a model file.</summary>
internal static class DeclarationRules
{
    private static readonly string[] Usings = ["NimmGen", "NimmGen.Ir", "NimmGen.Units", "System", "System.Math"];

    /// <summary>The types of symbols.</summary>
    internal static readonly string[] Symbols = ["Compartment", "Quantity", "Neural", "Learned", "Constant", "Input", "Matrix", "Closure"];

    /// <summary>The types of layers.</summary>
    internal static readonly string[] Layers =
        ["Linear", "Mlp", "Gru", "Lstm", "Conv1d", "SelfAttention", "TransformerBlock", "LayerNorm", "Dropout", "Embedding", "PositionalEncoding"];
    private static readonly FrozenSet<string> Types = typeof(Model).Assembly.GetExportedTypes().Select(t => t.Name).Append(nameof(Math)).ToFrozenSet(StringComparer.Ordinal);
    private static readonly SyntaxKind[] Access =
        [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword];

    public static IEnumerable<Diagnostic> Using(UsingDirectiveSyntax directive)
    {
        bool known = Usings.Contains(directive.NamespaceOrType.ToString(), StringComparer.Ordinal);
        if (directive.Alias is not null || !known || directive.UnsafeKeyword != default || directive.GlobalKeyword != default)
        {
            yield return Source.Outside(directive.GetLocation(), $"'{Source.Shorten(directive.ToString())}'", "a model needs only: using NimmGen; using static NimmGen.Units;");
        }
    }

    /// <summary>A model does not add to the namespaces of the language and the library.</summary>
    public static IEnumerable<Diagnostic> Namespace(BaseNamespaceDeclarationSyntax space)
    {
        string name = space.Name.ToString(), root = name.Split('.')[0].Trim();
        if (root is "NimmGen" or "System" or "Microsoft")
        {
            yield return Source.Outside(space.Name.GetLocation(), $"the namespace {Source.Shorten(name)}", "choose a name of your own: namespace Models;");
        }
    }

    /// <summary>NG0007 for a name that means something else in the language: it would hide that.</summary>
    public static Diagnostic? Hides(SyntaxToken name) => Names.Reserved.Contains(name.ValueText) || Types.Contains(name.ValueText)
        ? Source.Error("NG0007", name.GetLocation(), $"{name.ValueText} is a name of the language", $"call it something else, such as {name.ValueText}Of", "what is declared here would hide it")
        : null;

    public static IEnumerable<Diagnostic> Class(ClassDeclarationSyntax type)
    {
        foreach (Diagnostic d in Modifiers(type.Modifiers, [SyntaxKind.SealedKeyword, .. Access]))
        {
            yield return d;
        }

        Location name = type.Identifier.GetLocation();
        if (type.Identifier.ValueText is not nameof(Model) && Hides(type.Identifier) is { } hides)
        {
            yield return hides;
        }

        if (type.Parent is TypeDeclarationSyntax)
        {
            yield return Source.Outside(name, "a class inside a class", "put it beside the other class");
        }
        else if (type.BaseList is not { Types: [{ } parent] } || parent.Type.ToString() is not ("Model" or "NimmGen.Model" or "Network" or "NimmGen.Network"))
        {
            yield return Source.Outside(name, $"class {type.Identifier.ValueText}, which does not derive from Model alone,", $"public sealed class {type.Identifier.ValueText} : Model");
        }
        else if (type.ParameterList is not null)
        {
            yield return Source.Outside(type.ParameterList.GetLocation(), "a constructor", "use Constant, Learned or Input fields");
        }
    }

    public static IEnumerable<Diagnostic> Field(FieldDeclarationSyntax field)
    {
        string type = field.Declaration.Type.ToString();
        bool isConst = field.Modifiers.Any(SyntaxKind.ConstKeyword);
        bool isSymbol = Symbols.Contains(type, StringComparer.Ordinal) || Layers.Contains(type, StringComparer.Ordinal);
        foreach (Diagnostic d in Modifiers(field.Modifiers, [SyntaxKind.ReadOnlyKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ConstKeyword, .. Access]))
        {
            yield return d;
        }

        if (isConst && StatementRules.NotANumber(field.Declaration.Type) is { } text)
        {
            yield return text;
        }

        foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
        {
            string name = variable.Identifier.ValueText;
            if (variable.Initializer is null || variable.ArgumentList is not null)
            {
                yield return Source.Outside(variable.GetLocation(), $"field {name} without an initialiser", $"readonly {type} {name} = new(unit, ...);");
            }
            else if (isSymbol && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
            {
                yield return Model.NotReadOnly(name, Source.PlaceOf(variable.GetLocation())) with
                {
                    In = Source.Shorten(field.ToString()),
                    Fix = $"readonly {Source.Shorten(field.ToString())}",
                };
            }
            else if (!isConst && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
            {
                yield return Source.Outside(variable.GetLocation(), $"field {name}, which can change,", "make it readonly, or a local of Define()");
            }
        }
    }

    public static IEnumerable<Diagnostic> Method(MethodDeclarationSyntax method)
    {
        foreach (Diagnostic d in Modifiers(method.Modifiers, [SyntaxKind.StaticKeyword, SyntaxKind.OverrideKeyword, .. Access]))
        {
            yield return d;
        }

        if (method.Modifiers.Any(SyntaxKind.OverrideKeyword) && !string.Equals(method.Identifier.ValueText, "Define", StringComparison.Ordinal))
        {
            yield return Source.Outside(method.Identifier.GetLocation(), $"an override of {method.Identifier.ValueText}", "a model or network overrides Define only");
        }
        else if (!method.Modifiers.Any(SyntaxKind.OverrideKeyword) && Hides(method.Identifier) is { } hides)
        {
            yield return hides;
        }
        else if (method.Body is null && method.ExpressionBody is null)
        {
            yield return Source.Outside(method.Identifier.GetLocation(), "a method without a body", "give it a body");
        }
    }

    public static IEnumerable<Diagnostic> LocalFunction(LocalFunctionStatementSyntax function) =>
        Modifiers(function.Modifiers, SyntaxKind.StaticKeyword).Concat(Hides(function.Identifier) is { } hides ? [hides] : []);

    /// <summary>A list of lists is what a model may need; a compiler can be asked for hundreds.</summary>
    public static IEnumerable<Diagnostic> Array(ArrayTypeSyntax array)
    {
        if (array.RankSpecifiers.Any(r => r.Rank > 1))
        {
            yield return Source.Outside(array.GetLocation(), "an array with two indices", "use an array of arrays: double[][]");
        }
        else if (array.RankSpecifiers.Count > Limits.ArrayRanks)
        {
            yield return Source.Budget(array.GetLocation(), $"an array of arrays, {array.RankSpecifiers.Count} deep, at most {Limits.ArrayRanks}", "use an array of terms or numbers");
        }
    }

    public static IEnumerable<Diagnostic> Parameter(ParameterSyntax parameter) => Modifiers(parameter.Modifiers);

    public static IEnumerable<Diagnostic> Modifiers(SyntaxTokenList modifiers, params SyntaxKind[] allowed) =>
        modifiers.Where(m => !allowed.Contains(m.Kind())).Select(m => Source.Outside(m.GetLocation(), $"'{m.Text}'", "remove it"));
}
