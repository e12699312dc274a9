using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>Parts of equations that no author writes; they exist between a statement and its printed form only.</summary>
internal abstract record MathNode : Expression
{
    public override int Size => 1;

    public override int Depth => 1;

    public override ImmutableArray<Expression> Children => [];

    public override Expression With(ImmutableArray<Expression> children) => this;
}

/// <summary>One stage of a compartment: E_1, E_j.</summary>
internal sealed record StageOf(string Compartment, string Stage) : MathNode;

/// <summary>1 where the index of an axis is that group, else 0; the relation is "=", "&lt;" or "&gt;" and the label empty for the last or first.</summary>
internal sealed record Indicator(string Axis, string Relation, string Label) : MathNode;

/// <summary>A term at the group before that of the equation.</summary>
internal sealed record Previous(Expression Operand, string Axis) : MathNode;

/// <summary>The factor of the day of the week.</summary>
internal sealed record WeekdayFactor : MathNode;
