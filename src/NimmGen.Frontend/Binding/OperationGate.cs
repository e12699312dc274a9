using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = NimmGen.Ir.Diagnostic;

namespace NimmGen.Frontend.Binding;

/// <summary>Checks the bound program: every call is on the allow-list, numbers are int or double, int is not divided by int.</summary>
internal static class OperationGate
{
    private static readonly HashSet<OperationKind> Kinds =
    [
        OperationKind.Block, OperationKind.MethodBody, OperationKind.VariableDeclarationGroup, OperationKind.VariableDeclaration,
        OperationKind.VariableDeclarator, OperationKind.VariableInitializer, OperationKind.FieldInitializer, OperationKind.ParameterInitializer,
        OperationKind.ExpressionStatement, OperationKind.Empty, OperationKind.Return, OperationKind.Branch, OperationKind.Loop, OperationKind.Switch,
        OperationKind.SwitchCase, OperationKind.CaseClause, OperationKind.SwitchExpression, OperationKind.SwitchExpressionArm,
        OperationKind.ConstantPattern, OperationKind.DiscardPattern, OperationKind.Conditional, OperationKind.LocalFunction,
        OperationKind.Literal, OperationKind.Conversion, OperationKind.Binary, OperationKind.Unary, OperationKind.Parenthesized,
        OperationKind.Invocation, OperationKind.Argument, OperationKind.ObjectCreation, OperationKind.ObjectOrCollectionInitializer,
        OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.LocalReference, OperationKind.ParameterReference,
        OperationKind.InstanceReference, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.Increment,
        OperationKind.Decrement, OperationKind.DeconstructionAssignment, OperationKind.DeclarationExpression, OperationKind.Discard,
        OperationKind.Tuple, OperationKind.ArrayCreation, OperationKind.ArrayInitializer, OperationKind.ArrayElementReference,
        OperationKind.CollectionExpression, OperationKind.Spread, OperationKind.InterpolatedString, OperationKind.InterpolatedStringText,
        OperationKind.Interpolation, OperationKind.DefaultValue, OperationKind.NameOf,
    ];

    public static IEnumerable<Diagnostic> Check(IEnumerable<IOperation> roots, CancellationToken cancellation)
    {
        foreach (IOperation operation in roots.SelectMany(r => r.DescendantsAndSelf()))
        {
            cancellation.ThrowIfCancellationRequested();
            if (CheckOne(operation) is { } wrong)
            {
                yield return wrong;
            }
        }
    }

    private static Diagnostic? CheckOne(IOperation operation)
    {
        Location at = operation.Syntax.GetLocation();
        if (!Kinds.Contains(operation.Kind))
        {
            return Source.Outside(at, $"'{operation.Kind}'", "write it with the statements of the language");
        }

        if (!operation.IsImplicit && operation.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_Int64
            or SpecialType.System_Object or SpecialType.System_Char or SpecialType.System_UInt32 or SpecialType.System_UInt64)
        {
            return Source.Outside(at, $"the type {operation.Type}", "numbers are int or double: write 0.5, not 0.5f");
        }

        return operation switch
        {
            IInterpolationOperation { Expression: { Type.SpecialType: not (SpecialType.System_Int32 or SpecialType.System_Double or SpecialType.System_String or SpecialType.System_Boolean) } e } =>
                Source.Outside(at, $"{e.Type?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) ?? "this"} inside a string", "write a number or a string there: $\"dose_{i}\""),
            IInvocationOperation i when !IsOwn(i.TargetMethod) && AllowList.Find(i.TargetMethod) is null =>
                Source.Outside(at, $"the call of {i.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}", "call statements and functions of the language, or Math on numbers"),
            IObjectCreationOperation c => Creation(c, at),
            IPropertyReferenceOperation { Property: { IsIndexer: true, GetMethod: { } m } } when AllowList.Find(m) is not null => null,
            IPropertyReferenceOperation p when AllowList.Find(p.Property) is null && p.Property is not { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array } =>
                Source.Outside(at, $"{p.Property.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}", "use the fields of the model and Units"),
            IFieldReferenceOperation f when !f.ConstantValue.HasValue && !IsOwn(f.Field) && !f.Field.ContainingType.IsTupleType =>
                Source.Outside(at, $"{f.Field.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}", "use the fields of the model and Units"),
            IConversionOperation { OperatorMethod: { } m } when AllowList.Find(m) is null => Source.Outside(at, "this conversion", "write the term with Expr and double"),
            IBinaryOperation { OperatorMethod: { } m } when AllowList.Find(m) is null => Source.Outside(at, $"this operator on {m.ContainingType}", "use + - * / on Expr and numbers"),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } b when IsInt(b.LeftOperand) && IsInt(b.RightOperand) => IntegerDivision(b, at),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } c when IsInt(c.Target) && IsInt(c.Value) => IntegerDivision(c, at),
            _ => null,
        };
    }

    private static Diagnostic? Creation(IObjectCreationOperation creation, Location at)
    {
        if (creation.Constructor is not { } constructor || AllowList.Find(constructor) is null)
        {
            return Source.Outside(at, $"new {creation.Type}", "a model makes only its symbols, roles and arrays");
        }

        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IFieldInitializerOperation || creation.Type?.Name is nameof(Role)
            ? null
            : Source.Error("NG0004", at, $"a {creation.Type?.Name} is made inside another term", $"declare it as a field of its own: readonly {creation.Type?.Name} name = new(unit, ...);");
    }

    private static Diagnostic IntegerDivision(IOperation operation, Location at)
    {
        object? value = operation.ConstantValue.HasValue ? operation.ConstantValue.Value : null;
        string text = Source.Shorten(operation.Syntax.ToString());
        return Source.Error(
            "NG0005", at, $"an integer is divided by an integer{(value is null ? "" : $": {text} is {value} in C#")}",
            $"write one of them with a decimal point: {text}.0", "C# drops the remainder");
    }

    private static bool IsInt(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Int32;

    private static bool IsOwn(ISymbol symbol) => symbol.Locations.Any(l => l.IsInSource);
}
