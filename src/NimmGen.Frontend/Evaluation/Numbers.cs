using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NimmGen.Frontend.Evaluation;

/// <summary>Arithmetic and comparison of int, double, bool and string, as C# does them (int is checked).</summary>
internal static class Numbers
{
    /// <summary>The value as the type wants it; nullable and reference types take it as it is.</summary>
    public static object? Convert(object? value, ITypeSymbol? type)
    {
        SpecialType target = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0].SpecialType
            : type?.SpecialType ?? SpecialType.None;
        return (value, target) switch
        {
            (int i, SpecialType.System_Double) => (double)i,
            (double d, SpecialType.System_Int32) => checked((int)d),
            _ => value,
        };
    }

    public static object Binary(BinaryOperatorKind kind, object? left, object? right) => (left, right) switch
    {
        (int a, int b) => Integer(kind, a, b),
        (double or int, double or int) => Real(kind, ToDouble(left), ToDouble(right)),
        (bool a, bool b) => kind switch
        {
            BinaryOperatorKind.Equals => a == b,
            BinaryOperatorKind.NotEquals => a != b,
            BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a && b,
            BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a || b,
            _ => throw Unknown(kind),
        },
        (string a, string b) => kind switch
        {
            BinaryOperatorKind.Equals => string.Equals(a, b, StringComparison.Ordinal),
            BinaryOperatorKind.NotEquals => !string.Equals(a, b, StringComparison.Ordinal),
            BinaryOperatorKind.Add => a + b,
            _ => throw Unknown(kind),
        },
        _ => throw Unknown(kind),
    };

    public static object Unary(UnaryOperatorKind kind, object? value) => (kind, value) switch
    {
        (UnaryOperatorKind.Minus, int i) => checked(-i),
        (UnaryOperatorKind.Minus, double d) => -d,
        (UnaryOperatorKind.Plus, int or double) => value,
        (UnaryOperatorKind.Not, bool b) => !b,
        _ => throw new NotSupportedException($"the operator {kind} on {value?.GetType().Name}"),
    };

    private static double ToDouble(object? value) => value is int i ? i : (double)value!;

    private static object Integer(BinaryOperatorKind kind, int a, int b) => kind switch
    {
        BinaryOperatorKind.Add => checked(a + b),
        BinaryOperatorKind.Subtract => checked(a - b),
        BinaryOperatorKind.Multiply => checked(a * b),
        BinaryOperatorKind.Divide => checked(a / b),
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => throw Unknown(kind),
    };

    private static object Real(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => throw Unknown(kind),
    };

    private static NotSupportedException Unknown(BinaryOperatorKind kind) => new($"the operator {kind} on these values");
}
