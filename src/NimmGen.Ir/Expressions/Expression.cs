using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>A term of a mechanism: plain data, immutable, without places in the source.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Reference), "ref")]
[JsonDerivedType(typeof(Binary), "binary")]
[JsonDerivedType(typeof(Negate), "negate")]
[JsonDerivedType(typeof(Call), "call")]
[JsonDerivedType(typeof(Incidence), "incidence")]
[JsonDerivedType(typeof(Cumulative), "cumulative")]
[JsonDerivedType(typeof(Delay), "delay")]
[JsonDerivedType(typeof(Smooth), "smooth")]
[JsonDerivedType(typeof(Time), "time")]
[JsonDerivedType(typeof(SumOver), "sum")]
[JsonDerivedType(typeof(Mix), "mix")]
[JsonDerivedType(typeof(Select), "select")]
[JsonDerivedType(typeof(ClosureCall), "closure")]
public abstract record Expression
{
    private protected Expression()
    {
    }

    /// <summary>Nodes of the term written out as a tree, saturating: what a printer or a walk would cost.</summary>
    [JsonIgnore]
    public abstract int Size { get; }

    /// <summary>Longest path from this node to a leaf; a leaf has depth 1.</summary>
    [JsonIgnore]
    public abstract int Depth { get; }

    /// <summary>The node's operands, in order.</summary>
    [JsonIgnore]
    public abstract ImmutableArray<Expression> Children { get; }

    /// <summary>The same node over other operands, one for each of <see cref="Children"/> in their order.</summary>
    public abstract Expression With(ImmutableArray<Expression> children);

    /// <summary>The same node with each operand replaced; itself where none changes.</summary>
    public Expression Map(Func<Expression, Expression> replace)
    {
        ImmutableArray<Expression> before = Children;
        if (before.IsEmpty)
        {
            return this;
        }

        ImmutableArray<Expression> after = [.. before.Select(replace)];
        return before.AsSpan().SequenceEqual(after.AsSpan(), ReferenceEqualityComparer.Instance) ? this : With(after);
    }

    public static Expression operator +(Expression a, Expression b) => new Binary(Operator.Add, a, b);

    public static Expression operator -(Expression a, Expression b) => new Binary(Operator.Subtract, a, b);

    public static Expression operator *(Expression a, Expression b) => new Binary(Operator.Multiply, a, b);

    public static Expression operator /(Expression a, Expression b) => new Binary(Operator.Divide, a, b);

    public static Expression operator -(Expression a) => new Negate(a);

    /// <summary>This node and all below it, parents first.</summary>
    public IEnumerable<Expression> Walk()
    {
        var open = new Stack<Expression>([this]);
        while (open.TryPop(out Expression? node))
        {
            yield return node;
            for (int i = node.Children.Length - 1; i >= 0; i--)
            {
                open.Push(node.Children[i]);
            }
        }
    }

    /// <summary>Names of the symbols and lets that occur, each once, in order of occurrence.</summary>
    public IEnumerable<string> References() => Walk()
        .Select(n => n switch { Reference r => r.Name, Mix m => m.Matrix, ClosureCall c => c.Closure, _ => null })
        .OfType<string>().Distinct(StringComparer.Ordinal);

    private protected static int Saturate(long value) => (int)Math.Min(value, int.MaxValue);
}

/// <summary>A literal with its unit; a bare number has <see cref="Unit.One"/>.</summary>
public sealed record Number(double Value, Unit Unit) : Expression
{
    public override int Size => 1;

    public override int Depth => 1;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [];

    public override Expression With(ImmutableArray<Expression> children) => this;
}

/// <summary>A declared symbol or a let, by name. A compartment or quantity means its current value (prevalence).</summary>
public sealed record Reference(string Name) : Expression
{
    public override int Size => 1;

    public override int Depth => 1;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [];

    public override Expression With(ImmutableArray<Expression> children) => this;
}

/// <summary>The operators of <see cref="Binary"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Operator>))]
public enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// <summary>Two operands and an operator; the exponent of <see cref="Operator.Power"/> is dimensionless.</summary>
public sealed record Binary : Expression
{
    public Binary(Operator @operator, Expression left, Expression right)
    {
        Operator = @operator;
        Left = left;
        Right = right;
        Size = Saturate(1L + left.Size + right.Size);
        Depth = 1 + Math.Max(left.Depth, right.Depth);
    }

    public Operator Operator { get; }

    public Expression Left { get; }

    public Expression Right { get; }

    [JsonIgnore]
    public override int Size { get; }

    [JsonIgnore]
    public override int Depth { get; }

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [Left, Right];

    public override Expression With(ImmutableArray<Expression> children) => new Binary(Operator, children[0], children[1]);
}

/// <summary>The negative of a term.</summary>
public sealed record Negate(Expression Operand) : Expression
{
    public override int Size { get; } = Saturate(1L + Operand.Size);

    public override int Depth { get; } = 1 + Operand.Depth;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [Operand];

    public override Expression With(ImmutableArray<Expression> children) => new Negate(children[0]);
}

/// <summary>The functions of <see cref="Call"/>; all take and return dimensionless values but Sqrt, Min, Max and the argument of Heaviside.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Function>))]
public enum Function
{
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Tanh,
    Min,
    Max,

    /// <summary>0 below zero, 1 from zero on; its derivative counts as zero everywhere.</summary>
    Heaviside,
}

/// <summary>A function applied to one operand, or two for Min and Max.</summary>
public sealed record Call : Expression
{
    [JsonConstructor]
    public Call(Function function, ImmutableArray<Expression> arguments)
    {
        int expected = function is Function.Min or Function.Max ? 2 : 1;
        if (arguments.IsDefault || arguments.Length != expected)
        {
            throw new ArgumentException($"{function} takes {expected} argument(s)", nameof(arguments));
        }

        Function = function;
        Arguments = arguments;
        Size = Saturate(1 + arguments.Sum(a => (long)a.Size));
        Depth = 1 + arguments.Max(a => a.Depth);
    }

    public Call(Function function, Expression argument)
        : this(function, [argument])
    {
    }

    public Function Function { get; }

    public ImmutableArray<Expression> Arguments { get; }

    [JsonIgnore]
    public override int Size { get; }

    [JsonIgnore]
    public override int Depth { get; }

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => Arguments;

    public override Expression With(ImmutableArray<Expression> children) => new Call(Function, children);

    public bool Equals(Call? other) =>
        other is not null && Function == other.Function && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Function, Arguments.Length, Arguments[0]);
}
