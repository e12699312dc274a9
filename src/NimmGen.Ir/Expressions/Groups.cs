using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>The sum of a term over the groups of an axis, or over all locations where the axis is <see cref="Axis.Location"/>.</summary>
public sealed record SumOver(Expression Operand, string Axis) : Expression
{
    public override int Size { get; } = Saturate(1L + Operand.Size);

    public override int Depth { get; } = 1 + Operand.Depth;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [Operand];

    public override Expression With(ImmutableArray<Expression> children) => new SumOver(children[0], Axis);
}

/// <summary>
/// A matrix times a term along the matrix's column axis: row i of the result is the sum over j of matrix[i, j] x[j] ("i meets j");
/// transposed it is the sum over j of matrix[j, i] x[j].
/// </summary>
/// <param name="Matrix">Name of a <see cref="MatrixSymbol"/>.</param>
/// <param name="Operand">What is mixed; it varies over the matrix's columns (transposed: rows).</param>
/// <param name="Transposed">True for MixBack.</param>
public sealed record Mix(string Matrix, Expression Operand, bool Transposed = false) : Expression
{
    public override int Size { get; } = Saturate(1L + Operand.Size);

    public override int Depth { get; } = 1 + Operand.Depth;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [Operand];

    public override Expression With(ImmutableArray<Expression> children) => new Mix(Matrix, children[0], Transposed);
}

/// <summary>The value of a term in one group of an axis.</summary>
public sealed record Select(Expression Operand, Group Group) : Expression
{
    public override int Size { get; } = Saturate(1L + Operand.Size);

    public override int Depth { get; } = 1 + Operand.Depth;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [Operand];

    public override Expression With(ImmutableArray<Expression> children) => new Select(children[0], Group);
}
