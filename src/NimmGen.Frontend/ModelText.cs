using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NimmGen.Frontend.Evaluation;
using NimmGen.Ir;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend;

/// <summary>One class of the file with its bound fields and methods.</summary>
internal sealed class ModelText
{
    private readonly ClassDeclarationSyntax _class;
    private readonly INamedTypeSymbol _type;
    private readonly List<(IFieldSymbol Symbol, VariableDeclaratorSyntax Syntax, IFieldInitializerOperation Initializer)> _fields = [];
    private readonly Dictionary<IMethodSymbol, IOperation> _bodies = new(SymbolEqualityComparer.Default);

    private ModelText(ClassDeclarationSyntax syntax, INamedTypeSymbol type, SemanticModel semantics, CancellationToken cancellation)
    {
        (_class, _type) = (syntax, type);
        foreach (FieldDeclarationSyntax field in syntax.Members.OfType<FieldDeclarationSyntax>())
        {
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                _fields.Add((
                    (IFieldSymbol)semantics.GetDeclaredSymbol(variable, cancellation)!, variable,
                    (IFieldInitializerOperation)semantics.GetOperation(variable.Initializer!, cancellation)!));
            }
        }

        foreach (MethodDeclarationSyntax method in syntax.Members.OfType<MethodDeclarationSyntax>())
        {
            IOperation body = semantics.GetOperation(method, cancellation)!;
            _bodies[(IMethodSymbol)semantics.GetDeclaredSymbol(method, cancellation)!] = body;
            foreach (ILocalFunctionOperation local in body.Descendants().OfType<ILocalFunctionOperation>())
            {
                _bodies[local.Symbol] = local.Body!;
            }
        }
    }

    /// <summary>All bound code of the class, each part once.</summary>
    public IEnumerable<IOperation> Roots => _fields.Select(f => (IOperation)f.Initializer)
        .Concat(_bodies.Where(b => b.Key.MethodKind != MethodKind.LocalFunction).Select(b => b.Value));

    /// <summary>The classes of a file that derive from Model; a class of that name made by the author is refused.</summary>
    public static List<ModelText> Of(SemanticModel semantics, List<Diagnostic> wrong, CancellationToken cancellation)
    {
        var models = new List<ModelText>();
        foreach (ClassDeclarationSyntax syntax in semantics.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            var type = (INamedTypeSymbol)semantics.GetDeclaredSymbol(syntax, cancellation)!;
            if (type.BaseType is { Name: nameof(Model) } parent && parent.Locations.All(l => l.IsInMetadata))
            {
                models.Add(new(syntax, type, semantics, cancellation));
            }
            else
            {
                wrong.Add(Source.Outside(syntax.Identifier.GetLocation(), "another class named Model", "give it another name"));
            }
        }

        return models;
    }

    /// <summary>The mechanism, or null where something is wrong.</summary>
    public MechanismIr? Evaluate(List<Diagnostic> wrong, CancellationToken cancellation)
    {
        var here = new List<Diagnostic>();
        var evaluator = new Evaluator(m => _bodies.GetValueOrDefault(m.OriginalDefinition) ?? _bodies.GetValueOrDefault(m), here, cancellation);
        MechanismIr? model = null;
        try
        {
            var symbols = new List<(Declaration Declaration, string? Meaning)>();
            var axes = new List<Axis>();

            // As in C#: static fields first, then those of the instance, each in the order of the text.
            foreach (var field in _fields.Where(f => !f.Symbol.IsConst).OrderBy(f => f.Symbol.IsStatic ? 0 : 1))
            {
                switch (evaluator.Field(field.Symbol, field.Initializer))
                {
                    case Declaration declaration:
                        symbols.Add((declaration, Comments.MeaningOf(field.Syntax)));
                        break;
                    case Axis axis:
                        axis.Named(field.Symbol.Name);
                        axes.Add(axis);
                        break;
                }
            }

            evaluator.Model.Begin(symbols.Select(s => s.Declaration));
            evaluator.Define(_bodies.Single(b => b.Key.IsOverride).Value);
            model = evaluator.Model.End(
                _type.Name, Comments.SummaryOf(_class), axes,
                symbols.OrderBy(s => s.Declaration.Place.Line).Select(s => s.Declaration.ToSymbol(s.Meaning)), here);
        }
        catch (BudgetFault fault)
        {
            here.Add(fault.Diagnostic);
        }

        if (model is not null)
        {
            here.AddRange(TermBudget.Check(model));
        }

        wrong.AddRange(here);
        return here.Exists(d => d.Severity == Severity.Error) ? null : model;
    }
}
