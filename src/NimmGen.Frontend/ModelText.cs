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

    /// <summary>True for a class that derives from Network.</summary>
    public bool IsNetwork => _type.BaseType!.Name is nameof(Network);

    /// <summary>Where its name stands.</summary>
    public Location NameLocation => _class.Identifier.GetLocation();

    /// <summary>All bound code of the class, each part once.</summary>
    public IEnumerable<IOperation> Roots => _fields.Select(f => (IOperation)f.Initializer)
        .Concat(_bodies.Where(b => b.Key.MethodKind != MethodKind.LocalFunction).Select(b => b.Value));

    /// <summary>The classes of a file that derive from Model or Network; a class of that name made by the author is refused.</summary>
    public static List<ModelText> Of(SemanticModel semantics, List<Diagnostic> wrong, CancellationToken cancellation)
    {
        var models = new List<ModelText>();
        foreach (ClassDeclarationSyntax syntax in semantics.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            var type = (INamedTypeSymbol)semantics.GetDeclaredSymbol(syntax, cancellation)!;
            if (type.BaseType is { Name: nameof(Model) or nameof(Network) } parent && parent.Locations.All(l => l.IsInMetadata))
            {
                models.Add(new(syntax, type, semantics, cancellation));
            }
            else
            {
                wrong.Add(Source.Outside(syntax.Identifier.GetLocation(), $"another class named {type.BaseType?.Name}", "give it another name"));
            }
        }

        return models;
    }

    /// <summary>The network, or null where something is wrong.</summary>
    public NetworkIr? EvaluateNetwork(List<Diagnostic> wrong, CancellationToken cancellation)
    {
        var here = new List<Diagnostic>();
        Evaluator evaluator = NewEvaluator(here, cancellation);
        NetworkIr? network = null;
        try
        {
            var layers = new List<Layer>();
            foreach (var field in _fields.Where(f => !f.Symbol.IsConst).OrderBy(f => f.Symbol.IsStatic ? 0 : 1))
            {
                if (evaluator.Field(field.Symbol, field.Initializer) is Layer layer)
                {
                    layers.Add(layer);
                    if (layer.Check() is { } outOfRange)
                    {
                        here.Add(outOfRange);
                    }
                }
            }

            (IMethodSymbol define, IOperation body) = _bodies.Single(b => b.Key.IsOverride);
            if (!wrong.Exists(d => d.Severity == Severity.Error) && !here.Exists(d => d.Severity == Severity.Error) && evaluator.Define(define, body) is { } output)
            {
                network = Network.Close(_type.Name, Comments.SummaryOf(_class), layers, output, Source.PlaceOf(define.Locations[0]), here);
            }
        }
        catch (BudgetFault fault)
        {
            here.Add(fault.Diagnostic);
        }

        wrong.AddRange(here);
        return here.Exists(d => d.Severity == Severity.Error) ? null : network;
    }

    private Evaluator NewEvaluator(List<Diagnostic> wrong, CancellationToken cancellation) =>
        new(m => _bodies.GetValueOrDefault(m.OriginalDefinition) ?? _bodies.GetValueOrDefault(m), wrong, cancellation);

    /// <summary>The mechanism, or null where something is wrong.</summary>
    public MechanismIr? Evaluate(List<Diagnostic> wrong, CancellationToken cancellation)
    {
        var here = new List<Diagnostic>();
        Evaluator evaluator = NewEvaluator(here, cancellation);
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
