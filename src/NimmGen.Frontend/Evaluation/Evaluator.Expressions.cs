using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NimmGen.Frontend.Binding;

namespace NimmGen.Frontend.Evaluation;

internal sealed partial class Evaluator
{
    private object? Eval(IOperation operation)
    {
        _meter.Step(operation);
        object? value = operation.ConstantValue.HasValue ? operation.ConstantValue.Value : Compute(operation);
        if (ReferenceEquals(value, Memory.Poison))
        {
            throw new PoisonFault();
        }

        if (value is Expr expr)
        {
            Meter.Term(operation, expr.Node);
            Meter.Finite(operation, expr.Node);
        }

        return value is ITuple tuple ? new Tuple([.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])]) : value;
    }

    private object? Compute(IOperation operation) => operation switch
    {
        IConversionOperation c when c.OperatorMethod is { } m => Call(c, m, null, [Numbers.Convert(Eval(c.Operand), m.Parameters[0].Type)]),
        IConversionOperation c => Numbers.Convert(Eval(c.Operand), c.Type),
        IParenthesizedOperation p => Eval(p.Operand),
        IBinaryOperation { OperatorMethod: { } m } b => Call(b, m, null, [Eval(b.LeftOperand), Eval(b.RightOperand)]),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } b => (bool)Eval(b.LeftOperand)! && (bool)Eval(b.RightOperand)!,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } b => (bool)Eval(b.LeftOperand)! || (bool)Eval(b.RightOperand)!,
        IBinaryOperation b => Bounded(b, Numbers.Binary(b.OperatorKind, Eval(b.LeftOperand), Eval(b.RightOperand))),
        IUnaryOperation { OperatorMethod: { } m } u => Call(u, m, null, [Eval(u.Operand)]),
        IUnaryOperation u => Numbers.Unary(u.OperatorKind, Eval(u.Operand)),
        IInvocationOperation i => Invoke(i),
        IObjectCreationOperation c => Create(c),
        IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } f => ((Tuple)Eval(f.Instance!)!).Items[TupleIndex(f.Field)],
        IFieldReferenceOperation f => _memory[f.Field],
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } array } => ((object?[])Eval(array)!).Length,
        IPropertyReferenceOperation { Property: { IsIndexer: true, GetMethod: { } m } } p => Call(p, m, Eval(p.Instance!), Arguments(p.Arguments, m)),
        IPropertyReferenceOperation p => AllowList.Find(p.Property)!.GetValue(null),
        ILocalReferenceOperation l => _memory[l.Local],
        IParameterReferenceOperation p => _memory[p.Parameter],
        IInstanceReferenceOperation => _model,
        IConditionalOperation c => (bool)Eval(c.Condition)! ? Eval(c.WhenTrue) : Eval(c.WhenFalse!),
        ISwitchExpressionOperation s => SwitchExpression(s),
        ITupleOperation t => new Tuple([.. t.Elements.Select(Eval)]),
        IArrayCreationOperation a => Array(a),
        ICollectionExpressionOperation c => Collection(c),
        IArrayElementReferenceOperation e => Element(e, out int index)[index],
        IInterpolatedStringOperation s => Text(s),
        ISimpleAssignmentOperation a => Assign(a.Target, Eval(a.Value)),
        ICompoundAssignmentOperation { OperatorMethod: { } m } a => Assign(a.Target, Call(a, m, null, [Lift(Eval(a.Target), m), Eval(a.Value)])),
        ICompoundAssignmentOperation a => Assign(a.Target, Bounded(a, Numbers.Convert(Numbers.Binary(a.OperatorKind, Eval(a.Target), Eval(a.Value)), a.Type))),
        IIncrementOrDecrementOperation i => Increment(i),
        IDeconstructionAssignmentOperation d => Assign(d.Target, Eval(d.Value)),
        IDefaultValueOperation => null,
        _ => throw new StatementFault(Source.Outside(operation.Syntax.GetLocation(), $"'{operation.Kind}'", "write it with the statements of the language")),
    };

    private object? SwitchExpression(ISwitchExpressionOperation choice)
    {
        object? value = Eval(choice.Value);
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (arm.Pattern is IDiscardPatternOperation || arm.Pattern is IConstantPatternOperation p && Equals(Eval(p.Value), value))
            {
                return Eval(arm.Value);
            }
        }

        throw new StatementFault(Source.Error("NG0006", choice.Syntax.GetLocation(), $"no arm of the switch matches {value}", "add an arm: _ => ..."));
    }

    private object? Increment(IIncrementOrDecrementOperation operation)
    {
        object? before = Eval(operation.Target);
        BinaryOperatorKind kind = operation.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        object? after = Assign(operation.Target, Numbers.Binary(kind, before, 1));
        return operation.IsPostfix ? before : after;
    }

    private object?[] Array(IArrayCreationOperation creation)
    {
        if (creation.Initializer is { } initializer)
        {
            _meter.Allocate(creation, initializer.ElementValues.Length);
            return [.. initializer.ElementValues.Select(Eval)];
        }

        int length = (int)Eval(creation.DimensionSizes[0])!;
        _meter.Allocate(creation, length);
        var items = new object?[length];
        object? zero = ((IArrayTypeSymbol)creation.Type!).ElementType.SpecialType switch
        {
            SpecialType.System_Int32 => 0,
            SpecialType.System_Double => 0.0,
            SpecialType.System_Boolean => false,
            _ => Memory.Poison,
        };
        System.Array.Fill(items, zero);
        return items;
    }

    private object?[] Collection(ICollectionExpressionOperation collection)
    {
        var items = new List<object?>();
        foreach (IOperation element in collection.Elements)
        {
            int before = items.Count;
            if (element is ISpreadOperation spread)
            {
                items.AddRange((object?[])Eval(spread.Operand)!);
            }
            else
            {
                items.Add(Eval(element));
            }

            _meter.Allocate(collection, items.Count - before);
        }

        return [.. items];
    }

    private object?[] Element(IArrayElementReferenceOperation reference, out int index)
    {
        var array = (object?[])Eval(reference.ArrayReference)!;
        index = (int)Eval(reference.Indices[0])!;
        return array;
    }

    private string Text(IInterpolatedStringOperation operation)
    {
        var text = new StringBuilder();
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            text.Append(part is IInterpolationOperation i
                ? Convert.ToString(Eval(i.Expression), CultureInfo.InvariantCulture)
                : Eval(((IInterpolatedStringTextOperation)part).Text));
            Meter.Text(operation, text.Length);
        }

        return text.ToString();
    }

    private static object Bounded(IOperation operation, object? value)
    {
        if (value is string text)
        {
            Meter.Text(operation, text.Length);
        }

        return value!;
    }

    private object? Assign(IOperation target, object? value)
    {
        switch (target)
        {
            case ILocalReferenceOperation l:
                return _memory[l.Local] = value;
            case IParameterReferenceOperation p:
                return _memory[p.Parameter] = value;
            case IVariableDeclaratorOperation v:
                return _memory[v.Symbol] = value;
            case IArrayElementReferenceOperation e:
                return Element(e, out int index)[index] = value;
            case IDeclarationExpressionOperation d:
                return Assign(d.Expression, value);
            case IConversionOperation c:
                return Assign(c.Operand, value);
            case IDiscardOperation:
                return value;
            case ITupleOperation t when value is Tuple tuple:
                for (int i = 0; i < t.Elements.Length; i++)
                {
                    Assign(t.Elements[i], tuple.Items[i]);
                }

                return value;
            default:
                throw new StatementFault(Source.Outside(target.Syntax.GetLocation(), "this assignment", "assign to locals and array elements only"));
        }
    }

    private static int TupleIndex(IFieldSymbol field) =>
        int.Parse((field.CorrespondingTupleField ?? field).Name.AsSpan(4), CultureInfo.InvariantCulture) - 1;
}
