using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>Functions of one signal.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignalFunction>))]
public enum SignalFunction
{
    Tanh,
    Relu,

    /// <summary>0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))): Hendrycks and Gimpel 2016, arXiv:1606.08415.</summary>
    Gelu,
    Sigmoid,

    /// <summary>log(1 + e^x).</summary>
    Softplus,

    /// <summary>Less its mean over time, over its standard deviation, for each location and channel.</summary>
    Standardise,

    MeanOverTime,
    SumOverTime,

    /// <summary>The value at the last step.</summary>
    Last,

    /// <summary>Means over the weeks of the history.</summary>
    WeeklyMeans,
}

/// <summary>A step of a network's computation; operands are indices of earlier nodes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(HistoryNode), "history")]
[JsonDerivedType(typeof(StepsNode), "steps")]
[JsonDerivedType(typeof(SeasonNode), "season")]
[JsonDerivedType(typeof(PlaceNode), "place")]
[JsonDerivedType(typeof(LayerNode), "layer")]
[JsonDerivedType(typeof(PooledAttentionNode), "pooledAttention")]
[JsonDerivedType(typeof(FunctionNode), "function")]
[JsonDerivedType(typeof(AffineNode), "affine")]
[JsonDerivedType(typeof(SmoothNode), "smooth")]
[JsonDerivedType(typeof(RepeatNode), "repeat")]
[JsonDerivedType(typeof(ConcatNode), "concat")]
[JsonDerivedType(typeof(SumNode), "sum")]
[JsonDerivedType(typeof(ProductNode), "product")]
public abstract record SignalNode
{
    /// <summary>Indices of the nodes that it reads.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<int> Operands => [];

    /// <summary>The same step on other operands, as many.</summary>
    public virtual SignalNode With(ImmutableArray<int> operands) => this;
}

/// <summary>A step on one signal.</summary>
public abstract record UnaryNode(int Operand) : SignalNode
{
    [JsonIgnore]
    public override ImmutableArray<int> Operands => [Operand];

    public override SignalNode With(ImmutableArray<int> operands) => this with { Operand = operands[0] };
}

/// <summary>A step on two signals of one shape.</summary>
public abstract record BinaryNode(int Left, int Right) : SignalNode
{
    [JsonIgnore]
    public override ImmutableArray<int> Operands => [Left, Right];

    public override SignalNode With(ImmutableArray<int> operands) => this with { Left = operands[0], Right = operands[1] };
}

/// <summary>The observed history, [location, history, features].</summary>
public sealed record HistoryNode : SignalNode;

/// <summary>The index of the steps to predict, from 0 to 1: [location, steps, 1].</summary>
public sealed record StepsNode : SignalNode;

/// <summary>sin and cos of 1 to Harmonics waves a year, in days since the first row: [location, time, 2 harmonics].</summary>
public sealed record SeasonNode(TimeAxis Time, int Harmonics) : SignalNode;

/// <summary>The embedding of each location: [location, channel].</summary>
public sealed record PlaceNode(string Layer) : SignalNode;

/// <summary>
/// A layer applied to a signal. Several inputs stand for their concatenation, in which those without time are repeated: authors write one,
/// rewrites make more.
/// </summary>
public sealed record LayerNode(string Layer, ImmutableArray<int> Inputs, Activation Activation = Activation.None) : SignalNode
{
    [JsonIgnore]
    public override ImmutableArray<int> Operands => Inputs;

    public override SignalNode With(ImmutableArray<int> operands) => this with { Inputs = operands };
}

/// <summary>The mean or sum over time of an attention layer's output; made by a rewrite, since it needs only sums of the weights.</summary>
public sealed record PooledAttentionNode(string Layer, int Operand, bool Mean) : UnaryNode(Operand);

/// <summary>A function of one signal.</summary>
public sealed record FunctionNode(SignalFunction Function, int Operand) : UnaryNode(Operand);

/// <summary>Factor x + Shift.</summary>
public sealed record AffineNode(int Operand, double Factor, double Shift) : UnaryNode(Operand);

/// <summary>The mean over the last so many days (at least one step, fewer at the start).</summary>
public sealed record SmoothNode(int Operand, double Days) : UnaryNode(Operand);

/// <summary>A signal without time, repeated along it.</summary>
public sealed record RepeatNode(int Operand, TimeAxis Time) : UnaryNode(Operand);

/// <summary>Channels side by side.</summary>
public sealed record ConcatNode(ImmutableArray<int> Parts) : SignalNode
{
    [JsonIgnore]
    public override ImmutableArray<int> Operands => Parts;

    public override SignalNode With(ImmutableArray<int> operands) => this with { Parts = operands };
}

/// <summary>Elementwise sum.</summary>
public sealed record SumNode(int Left, int Right) : BinaryNode(Left, Right);

/// <summary>Elementwise product.</summary>
public sealed record ProductNode(int Left, int Right) : BinaryNode(Left, Right);
