using System.Collections.Frozen;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NimmGen.Frontend.Binding;

/// <summary>The members that a model may use, from the symbol in the text to the method that the evaluator calls.</summary>
internal static class AllowList
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Layers =
    [
        typeof(Linear), typeof(Mlp), typeof(Gru), typeof(Lstm), typeof(Conv1d), typeof(SelfAttention), typeof(TransformerBlock), typeof(LayerNorm),
        typeof(Dropout), typeof(Embedding), typeof(PositionalEncoding),
    ];

    private static readonly Type[] Creatable =
        [typeof(Axis), typeof(Compartment), typeof(Quantity), typeof(Neural), typeof(Learned), typeof(Constant), typeof(Input), typeof(Matrix), typeof(Closure), typeof(Role), .. Layers];

    private static readonly SymbolDisplayFormat Qualified = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly FrozenDictionary<string, MethodBase> Methods =
        typeof(Model).GetMethods(Everything).Where(m => m.IsFamily && !m.IsAbstract).Cast<MethodBase>()
            .Concat(typeof(Expr).GetMethods(Everything).Where(m => m.IsPublic && m.IsSpecialName))
            .Concat(new[] { typeof(Axis), typeof(Compartment), typeof(Every), typeof(Per) }.SelectMany(t => t.GetMethods(Everything)).Where(m => m.IsPublic && m.IsSpecialName && m.GetParameters().Length > 0))
            .Concat(new[] { typeof(Closure).GetMethod(nameof(Closure.Of))!, typeof(Every).GetMethod(nameof(Every.Days))!, typeof(Every).GetMethod(nameof(Every.Weeks))! })
            .Concat(typeof(Network).GetMethods(Everything).Where(m => m.IsFamily && m.IsStatic))
            .Concat(typeof(Signal).GetMethods(Everything).Where(m => m.IsPublic && (m.IsSpecialName ? m.IsStatic : m.ReturnType == typeof(Signal))))
            .Concat(new[] { typeof(SignalLayer).GetMethod(nameof(SignalLayer.Of))!, typeof(Embedding).GetMethod(nameof(Embedding.OfLocation))! })
            .Concat(typeof(UnitOfMeasure).GetMethods(Everything).Where(m => m.IsPublic && m.IsSpecialName))
            .Concat(typeof(Math).GetMethods(Everything).Where(m => m.IsPublic && IsOfNumbers(m)))
            .Concat(Creatable.SelectMany(t => t.GetConstructors()))
            .ToFrozenDictionary(Key, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PropertyInfo> Properties =
        new[] { typeof(Units), typeof(Role), typeof(Every), typeof(Per), typeof(Axis) }
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Concat(typeof(Model).GetProperties(BindingFlags.NonPublic | BindingFlags.Static))
            .Append(typeof(Declaration).GetProperty(nameof(Declaration.Role))!)
            .ToFrozenDictionary(p => Key(p.DeclaringType!, p.Name), StringComparer.Ordinal);

    /// <summary>The method, operator or constructor, or null where a model may not call it.</summary>
    public static MethodBase? Find(IMethodSymbol method) =>
        IsTrusted(method) && Methods.TryGetValue(Key(method), out MethodBase? found) ? found : null;

    /// <summary>The property, or null where a model may not read it.</summary>
    public static PropertyInfo? Find(IPropertySymbol property) =>
        IsTrusted(property) && Properties.TryGetValue(property.ContainingType.ToDisplayString(Qualified) + "." + property.Name, out PropertyInfo? found) ? found : null;

    // A file may declare a class of any name: only metadata counts.
    private static bool IsTrusted(ISymbol symbol) => symbol.Locations.All(l => l.IsInMetadata);

    private static bool IsOfNumbers(MethodInfo method) =>
        IsNumber(method.ReturnType) && method.GetParameters().All(p => IsNumber(p.ParameterType));

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int);

    private static string Key(IMethodSymbol method) =>
        $"{method.ContainingType.ToDisplayString(Qualified)}.{method.MetadataName}({string.Join(',', method.Parameters.Select(p => Name(p.Type)))}){Returned(method)}";

    private static string Key(MethodBase method) =>
        $"{Key(method.DeclaringType!, method.Name)}({string.Join(',', method.GetParameters().Select(p => Name(p.ParameterType)))}){Returned(method)}";

    private static string Key(Type type, string member) => $"{Name(type)}.{member}";

    // Conversions differ by what they return.
    private static string Returned(IMethodSymbol method) => method.MethodKind == MethodKind.Conversion ? Name(method.ReturnType) : "";

    private static string Returned(MethodBase method) => method is MethodInfo { Name: "op_Implicit" } m ? Name(m.ReturnType) : "";

    private static string Name(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol a => Name(a.ElementType) + "[]",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } n => Name(n.TypeArguments[0]) + "?",
        _ => type.ToDisplayString(Qualified),
    };

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?" : type.FullName!.Replace('+', '.');
}
