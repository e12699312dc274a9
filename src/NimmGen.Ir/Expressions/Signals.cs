using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>What a flow moved during the observation step, in the unit of its stock.</summary>
public sealed record Incidence(string Flow) : Expression
{
    public override int Size => 1;

    public override int Depth => 1;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [];

    public override Expression With(ImmutableArray<Expression> children) => this;
}

/// <summary>What a flow has moved since the first row, in the unit of its stock.</summary>
public sealed record Cumulative(string Flow) : Expression
{
    public override int Size => 1;

    public override int Depth => 1;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [];

    public override Expression With(ImmutableArray<Expression> children) => this;
}

/// <summary>Time since the first row at the beginning of the data step; constant within it, as inputs are.</summary>
public sealed record Time : Expression
{
    public override int Size => 1;

    public override int Depth => 1;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [];

    public override Expression With(ImmutableArray<Expression> children) => this;
}

/// <summary>
/// A signal seen late: its series over data steps convolved with a gamma density of that mean and standard deviation, cut at data
/// steps. Before the first row the signal counts as constant at its first value.
/// </summary>
/// <param name="Signal">In observations anything; in rates a term of inputs and run-constant parameters only.</param>
/// <param name="Mean">A time above zero, constant over the run.</param>
/// <param name="Deviation">Its standard deviation, a time; null is half the mean.</param>
public sealed record Delay(Expression Signal, Expression Mean, Expression? Deviation = null) : Expression
{
    public override int Size { get; } = Saturate(1L + Signal.Size + Mean.Size + (Deviation?.Size ?? 0));

    public override int Depth { get; } = 1 + Math.Max(Signal.Depth, Math.Max(Mean.Depth, Deviation?.Depth ?? 0));

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => Deviation is null ? [Signal, Mean] : [Signal, Mean, Deviation];

    public override Expression With(ImmutableArray<Expression> children) =>
        new Delay(children[0], children[1], children.Length > 2 ? children[2] : null);
}

/// <summary>The mean of a signal over the last so many days, this step included; shorter at the beginning.</summary>
/// <param name="Signal">As for <see cref="Delay"/>.</param>
/// <param name="Days">Length of the window, above 0; rounded to whole data steps, at least one.</param>
public sealed record Smooth(Expression Signal, double Days) : Expression
{
    public override int Size { get; } = Saturate(1L + Signal.Size);

    public override int Depth { get; } = 1 + Signal.Depth;

    [JsonIgnore]
    public override ImmutableArray<Expression> Children => [Signal];

    public override Expression With(ImmutableArray<Expression> children) => new Smooth(children[0], Days);
}
