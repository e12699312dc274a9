using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>A declaration: its type says where the value comes from.</summary>
/// <param name="Name">As written in the model, unique.</param>
/// <param name="Unit">Unit of the value and of the range.</param>
/// <param name="Meaning">What the author's comment says, for nomenclature tables.</param>
/// <param name="Role">What a scenario may turn, such as "transmission".</param>
/// <param name="Place">Where it was declared.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CompartmentSymbol), "compartment")]
[JsonDerivedType(typeof(QuantitySymbol), "quantity")]
[JsonDerivedType(typeof(NeuralSymbol), "neural")]
[JsonDerivedType(typeof(LearnedSymbol), "learned")]
[JsonDerivedType(typeof(ConstantSymbol), "constant")]
[JsonDerivedType(typeof(InputSymbol), "input")]
[JsonDerivedType(typeof(MatrixSymbol), "matrix")]
[JsonDerivedType(typeof(ClosureSymbol), "closure")]
public abstract record Symbol(string Name, Unit Unit, string? Meaning, string? Role, Place Place)
{
    /// <summary>The axes that the symbol varies over, by name; locations need not be said.</summary>
    public ImmutableArray<string> Axes { get; init; } = [];
}

/// <summary>A stock that is never negative and changes by flows only.</summary>
public sealed record CompartmentSymbol(string Name, Unit Unit, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    /// <summary>
    /// Stages of the stay, 1 or more: with n of them the stay is Erlang distributed. A flow or split out of it is passed through all
    /// stages, each left at n times the hazard; outflows, transfers and flows marked so act on every stage. Start and flows fill the first.
    /// </summary>
    public int Stages { get; init; } = 1;
}

/// <summary>A state with an equation of its own.</summary>
public sealed record QuantitySymbol(string Name, Unit Unit, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);

/// <summary>A parameter that the network predicts for each location and, by its cadence, over time.</summary>
public sealed record NeuralSymbol(string Name, Unit Unit, double Min, double Max, Cadence Every, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    /// <summary>Whether each location has its own value, as is usual, or all share one.</summary>
    public Scope Per { get; init; } = Scope.Location;

    /// <summary>
    /// Standard deviation of its random walk on the log scale, a week, above 0: how rough the author expects it; null leaves it to the
    /// trainer.
    /// </summary>
    public double? Smoothness { get; init; }

    /// <summary>True where all locations share one path and deviate from it each by their own.</summary>
    public bool Pooled { get; init; }
}

/// <summary>One trainable value, constant in time; for all locations unless it is per location.</summary>
public sealed record LearnedSymbol(string Name, Unit Unit, double Min, double Max, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    public Scope Per { get; init; } = Scope.Global;
}

/// <summary>Whose value a parameter is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scope>))]
public enum Scope
{
    /// <summary>One for all locations.</summary>
    Global,

    /// <summary>One a location.</summary>
    Location,
}

/// <summary>A fixed value, or one a group.</summary>
public sealed record ConstantSymbol(string Name, Unit Unit, double Value, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    /// <summary>One value a group of its axis, in the order of labels; empty where <see cref="Value"/> holds for all.</summary>
    public ImmutableArray<double> Values { get; init; } = [];
}

/// <summary>A series or a constant per location from the data set, bound by name: mobilityTransit is channel mobility_transit.</summary>
public sealed record InputSymbol(string Name, Unit Unit, double? Min, double? Max, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    /// <summary>The declaration that it is a group of, in a model whose groups are written out; else null.</summary>
    public string? Of { get; init; }

    /// <summary>The groups that it stands for, one an axis of that declaration; else empty.</summary>
    public ImmutableArray<Group> Groups { get; init; } = [];

    /// <summary>The data channel it is bound to: the name in snake case.</summary>
    [JsonIgnore]
    public string Channel => SnakeCase(Of ?? Name);

    internal static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]) ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>
/// A coupling matrix of the data set, bound by name as inputs are. Element [i, j] belongs to row i of <see cref="Rows"/> and column j of
/// <see cref="Columns"/>.
/// </summary>
/// <param name="Rows">The axis of what is reached: who has the contacts, where people meet or are admitted.</param>
/// <param name="Columns">The axis of what is mixed: who is met, where people come from. Often the same.</param>
public sealed record MatrixSymbol(string Name, Unit Unit, string Rows, string Columns, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    /// <summary>True where it couples locations: one matrix a data set, not one a location.</summary>
    [JsonIgnore]
    public bool CouplesLocations => Rows == Axis.Location;

    /// <summary>The matrix of the data card: the name in snake case.</summary>
    [JsonIgnore]
    public string Channel => InputSymbol.SnakeCase(Name);
}

/// <summary>
/// A network inside the step, a function of state and inputs: one hidden layer of tanh, and a sigmoid that keeps the value between min
/// and max (universal differential equations: Rackauckas et al. 2020, arXiv:2001.04385).
/// </summary>
/// <param name="Hidden">Width of the hidden layer, 1 to 256.</param>
public sealed record ClosureSymbol(string Name, Unit Unit, double Min, double Max, int Hidden, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);
