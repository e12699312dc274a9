using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>A small network inside the step, applied to dimensionless arguments; its value lies in the range of its symbol.</summary>
public sealed record ClosureCall : Expression
{
    [JsonConstructor]
    public ClosureCall(string closure, ImmutableArray<Expression> arguments)
    {
        if (arguments.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"closure {closure} takes at least one argument", nameof(arguments));
        }

        Closure = closure;
        Arguments = arguments;
        Size = Saturate(1 + arguments.Sum(a => (long)a.Size));
        Depth = 1 + arguments.Max(a => a.Depth);
    }

    /// <summary>Name of a <see cref="ClosureSymbol"/>.</summary>
    public string Closure { get; }

    /// <summary>One or more; every call of one closure has equally many.</summary>
    public ImmutableArray<Expression> Arguments { get; }

    [JsonIgnore]
    public override int Size { get; }

    [JsonIgnore]
    public override int Depth { get; }

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => Arguments;

    public override Expression With(ImmutableArray<Expression> children) => new ClosureCall(Closure, children);

    public bool Equals(ClosureCall? other) =>
        other is not null && string.Equals(Closure, other.Closure, StringComparison.Ordinal) && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(StringComparer.Ordinal.GetHashCode(Closure), Arguments.Length, Arguments[0]);
}
