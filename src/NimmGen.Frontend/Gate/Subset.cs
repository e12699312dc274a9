using System.Collections.Frozen;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace NimmGen.Frontend.Gate;

/// <summary>The kinds of syntax that the language has, and for the others their name and what to write instead.</summary>
internal static class Subset
{
    public static readonly FrozenSet<SyntaxKind> Kinds = new[]
    {
        // files and declarations
        SyntaxKind.CompilationUnit, SyntaxKind.UsingDirective, SyntaxKind.NamespaceDeclaration, SyntaxKind.FileScopedNamespaceDeclaration,
        SyntaxKind.ClassDeclaration, SyntaxKind.BaseList, SyntaxKind.SimpleBaseType, SyntaxKind.FieldDeclaration, SyntaxKind.MethodDeclaration,
        SyntaxKind.ParameterList, SyntaxKind.Parameter, SyntaxKind.VariableDeclaration, SyntaxKind.VariableDeclarator, SyntaxKind.EqualsValueClause,
        // types
        SyntaxKind.IdentifierName, SyntaxKind.QualifiedName, SyntaxKind.AliasQualifiedName, SyntaxKind.PredefinedType, SyntaxKind.ArrayType,
        SyntaxKind.ArrayRankSpecifier, SyntaxKind.OmittedArraySizeExpression, SyntaxKind.TupleType, SyntaxKind.TupleElement,
        // statements
        SyntaxKind.Block, SyntaxKind.ArrowExpressionClause, SyntaxKind.LocalFunctionStatement, SyntaxKind.LocalDeclarationStatement,
        SyntaxKind.ExpressionStatement, SyntaxKind.IfStatement, SyntaxKind.ElseClause, SyntaxKind.ForStatement, SyntaxKind.ForEachStatement,
        SyntaxKind.ForEachVariableStatement, SyntaxKind.ReturnStatement, SyntaxKind.BreakStatement, SyntaxKind.ContinueStatement,
        SyntaxKind.SwitchStatement, SyntaxKind.SwitchSection, SyntaxKind.CaseSwitchLabel, SyntaxKind.DefaultSwitchLabel, SyntaxKind.EmptyStatement,
        // expressions
        SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression, SyntaxKind.ObjectInitializerExpression,
        SyntaxKind.ArgumentList, SyntaxKind.BracketedArgumentList, SyntaxKind.Argument, SyntaxKind.NameColon, SyntaxKind.InvocationExpression,
        SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.ElementAccessExpression, SyntaxKind.ThisExpression, SyntaxKind.ParenthesizedExpression,
        SyntaxKind.ConditionalExpression, SyntaxKind.CastExpression, SyntaxKind.SwitchExpression, SyntaxKind.SwitchExpressionArm,
        SyntaxKind.ConstantPattern, SyntaxKind.DiscardPattern, SyntaxKind.ArrayCreationExpression, SyntaxKind.ImplicitArrayCreationExpression,
        SyntaxKind.ArrayInitializerExpression, SyntaxKind.CollectionExpression, SyntaxKind.ExpressionElement, SyntaxKind.SpreadElement,
        SyntaxKind.TupleExpression, SyntaxKind.DeclarationExpression, SyntaxKind.SingleVariableDesignation,
        SyntaxKind.ParenthesizedVariableDesignation, SyntaxKind.DiscardDesignation,
        SyntaxKind.NumericLiteralExpression, SyntaxKind.StringLiteralExpression, SyntaxKind.TrueLiteralExpression, SyntaxKind.FalseLiteralExpression,
        SyntaxKind.InterpolatedStringExpression, SyntaxKind.InterpolatedStringText, SyntaxKind.Interpolation,
        SyntaxKind.AddExpression, SyntaxKind.SubtractExpression, SyntaxKind.MultiplyExpression, SyntaxKind.DivideExpression, SyntaxKind.ModuloExpression,
        SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression, SyntaxKind.LessThanExpression, SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.LogicalAndExpression, SyntaxKind.LogicalOrExpression,
        SyntaxKind.LogicalNotExpression, SyntaxKind.UnaryMinusExpression, SyntaxKind.UnaryPlusExpression,
        SyntaxKind.PreIncrementExpression, SyntaxKind.PreDecrementExpression, SyntaxKind.PostIncrementExpression, SyntaxKind.PostDecrementExpression,
        SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression, SyntaxKind.SubtractAssignmentExpression,
        SyntaxKind.MultiplyAssignmentExpression, SyntaxKind.DivideAssignmentExpression,
    }.ToFrozenSet();

    private const string UseFor = "use for or foreach over integers or an array";
    private const string UseMethod = "write a private method with a body and call it by its name";
    private const string UseField = "use readonly fields with initialisers: readonly Learned gamma = new(PerDay, 0.1, 0.5);";
    private const string RemoveIt = "remove it";
    private const string UseConditions = "use && and || on conditions";
    private const string UseIf = "use if, or ?: with == and <";
    private const string NoNull = "there is no null in a model: write the value";

    private static readonly FrozenDictionary<SyntaxKind, (string Name, string Fix)> Others = new Dictionary<SyntaxKind, (string, string)>
    {
        [SyntaxKind.ParenthesizedLambdaExpression] = ("a lambda", UseMethod),
        [SyntaxKind.SimpleLambdaExpression] = ("a lambda", UseMethod),
        [SyntaxKind.AnonymousMethodExpression] = ("an anonymous method", UseMethod),
        [SyntaxKind.AttributeList] = ("an attribute", RemoveIt),
        [SyntaxKind.ConstructorDeclaration] = ("a constructor", UseField),
        [SyntaxKind.DestructorDeclaration] = ("a destructor", RemoveIt),
        [SyntaxKind.PropertyDeclaration] = ("a property", UseField),
        [SyntaxKind.IndexerDeclaration] = ("an indexer", RemoveIt),
        [SyntaxKind.EventDeclaration] = ("an event", RemoveIt),
        [SyntaxKind.EventFieldDeclaration] = ("an event", RemoveIt),
        [SyntaxKind.DelegateDeclaration] = ("a delegate", UseMethod),
        [SyntaxKind.OperatorDeclaration] = ("an operator declaration", UseMethod),
        [SyntaxKind.ConversionOperatorDeclaration] = ("a conversion declaration", UseMethod),
        [SyntaxKind.StructDeclaration] = ("a struct", "a file has classes that derive from Model"),
        [SyntaxKind.RecordDeclaration] = ("a record", "a file has classes that derive from Model"),
        [SyntaxKind.RecordStructDeclaration] = ("a record struct", "a file has classes that derive from Model"),
        [SyntaxKind.InterfaceDeclaration] = ("an interface", "a file has classes that derive from Model"),
        [SyntaxKind.EnumDeclaration] = ("an enum", "a file has classes that derive from Model"),
        [SyntaxKind.GlobalStatement] = ("a statement outside a class", "put it into Define() of a class that derives from Model"),
        [SyntaxKind.TypeParameterList] = ("a generic declaration", "write the types out"),
        [SyntaxKind.GenericName] = ("a generic type", "use an array: Compartment[] infectious = [E, I];"),
        [SyntaxKind.PrimaryConstructorBaseType] = ("a base class with arguments", "write : Model"),
        [SyntaxKind.WhileStatement] = ("while", UseFor),
        [SyntaxKind.DoStatement] = ("do", UseFor),
        [SyntaxKind.GotoStatement] = ("goto", UseFor),
        [SyntaxKind.GotoCaseStatement] = ("goto", UseFor),
        [SyntaxKind.GotoDefaultStatement] = ("goto", UseFor),
        [SyntaxKind.LabeledStatement] = ("a label", RemoveIt),
        [SyntaxKind.TryStatement] = ("try", "remove it: a model has no exceptions"),
        [SyntaxKind.ThrowStatement] = ("throw", "remove it: a model has no exceptions"),
        [SyntaxKind.ThrowExpression] = ("throw", "remove it: a model has no exceptions"),
        [SyntaxKind.UsingStatement] = ("a using statement", RemoveIt),
        [SyntaxKind.LockStatement] = ("lock", RemoveIt),
        [SyntaxKind.FixedStatement] = ("fixed", RemoveIt),
        [SyntaxKind.UnsafeStatement] = ("unsafe code", RemoveIt),
        [SyntaxKind.CheckedStatement] = ("checked", RemoveIt),
        [SyntaxKind.YieldReturnStatement] = ("yield", "fill an array"),
        [SyntaxKind.QueryExpression] = ("a query", "use foreach over an array"),
        [SyntaxKind.AwaitExpression] = ("await", RemoveIt),
        [SyntaxKind.TypeOfExpression] = ("typeof", "a model has no reflection: remove it"),
        [SyntaxKind.SizeOfExpression] = ("sizeof", RemoveIt),
        [SyntaxKind.DefaultExpression] = ("default", "write the value"),
        [SyntaxKind.DefaultLiteralExpression] = ("default", "write the value"),
        [SyntaxKind.NullLiteralExpression] = ("null", "write the value, or leave the argument out"),
        [SyntaxKind.NullableType] = ("a nullable type", "write the type without ?"),
        [SyntaxKind.PointerType] = ("a pointer", RemoveIt),
        [SyntaxKind.FunctionPointerType] = ("a function pointer", RemoveIt),
        [SyntaxKind.RefType] = ("ref", "pass and return values"),
        [SyntaxKind.RefExpression] = ("ref", "pass and return values"),
        [SyntaxKind.StackAllocArrayCreationExpression] = ("stackalloc", "use an array"),
        [SyntaxKind.BaseExpression] = ("base", "call the statement by its name"),
        [SyntaxKind.IsPatternExpression] = ("is", "compare numbers with == and <"),
        [SyntaxKind.IsExpression] = ("is", "compare numbers with == and <"),
        [SyntaxKind.AsExpression] = ("as", RemoveIt),
        [SyntaxKind.CharacterLiteralExpression] = ("a character", "write a string"),
        [SyntaxKind.AnonymousObjectCreationExpression] = ("an anonymous object", "use locals or a tuple"),
        [SyntaxKind.WithExpression] = ("with", RemoveIt),
        [SyntaxKind.LeftShiftExpression] = ("a shift", "write the number"),
        [SyntaxKind.RightShiftExpression] = ("a shift", "write the number"),
        [SyntaxKind.UnsignedRightShiftExpression] = ("a shift", "write the number"),
        [SyntaxKind.BitwiseAndExpression] = ("& or |", UseConditions),
        [SyntaxKind.BitwiseOrExpression] = ("& or |", UseConditions),
        [SyntaxKind.BitwiseNotExpression] = ("~", "write the number"),
        [SyntaxKind.CoalesceExpression] = ("??", NoNull),
        [SyntaxKind.CoalesceAssignmentExpression] = ("??=", NoNull),
        [SyntaxKind.ConditionalAccessExpression] = ("?.", NoNull),
        [SyntaxKind.SuppressNullableWarningExpression] = ("! behind a value", RemoveIt),
        [SyntaxKind.ModuloAssignmentExpression] = ("%=", "write x = x % n"),
        [SyntaxKind.IndexExpression] = ("an index from the end", "count from 0: parts[2]"),
        [SyntaxKind.RangeExpression] = ("a range", "write the array that you need: [E, I]"),
        [SyntaxKind.Utf8StringLiteralExpression] = ("a string of bytes", "write a string without u8"),
        [SyntaxKind.CasePatternSwitchLabel] = ("a pattern", UseIf),
        [SyntaxKind.RelationalPattern] = ("a pattern", UseIf),
        [SyntaxKind.AndPattern] = ("a pattern", UseIf),
        [SyntaxKind.OrPattern] = ("a pattern", UseIf),
        [SyntaxKind.NotPattern] = ("a pattern", UseIf),
        [SyntaxKind.DeclarationPattern] = ("a pattern", UseIf),
        [SyntaxKind.RecursivePattern] = ("a pattern", UseIf),
        [SyntaxKind.ListPattern] = ("a pattern", UseIf),
        [SyntaxKind.VarPattern] = ("a pattern", UseIf),
        [SyntaxKind.WhenClause] = ("when", UseIf),
        [SyntaxKind.CheckedExpression] = ("checked", RemoveIt),
        [SyntaxKind.UncheckedExpression] = ("unchecked", RemoveIt),
        [SyntaxKind.UncheckedStatement] = ("unchecked", RemoveIt),
        [SyntaxKind.MakeRefExpression] = ("__makeref", RemoveIt),
        [SyntaxKind.ExternAliasDirective] = ("an extern alias", RemoveIt),
        [SyntaxKind.ExtensionBlockDeclaration] = ("an extension", UseMethod),
        [SyntaxKind.InterpolationFormatClause] = ("a format in a string", "write $\"dose_{i}\" with the number alone"),
        [SyntaxKind.InterpolationAlignmentClause] = ("a width in a string", "write $\"dose_{i}\" with the number alone"),
        // C# has no power operator; what people write is exclusive or.
        [SyntaxKind.ExclusiveOrExpression] = ("^", "write Pow(x, 2)"),
    }.ToFrozenDictionary();

    /// <summary>The names of what is refused, each once; docs/language-subset.md has them all.</summary>
    public static IEnumerable<string> Refused => Others.Values.Select(o => o.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The construct in words, and what to write instead.</summary>
    public static (string Name, string Fix) Describe(SyntaxKind kind) =>
        Others.TryGetValue(kind, out var known) ? known : ("'" + Words(kind.ToString()) + "'", "write it with fields, Define(), for, if and the statements of the language");

    private static string Words(string kind)
    {
        var words = new StringBuilder();
        foreach (char c in kind)
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
