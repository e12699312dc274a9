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
public abstract record Symbol(string Name, Unit Unit, string? Meaning, string? Role, Place Place);

/// <summary>A stock that is never negative and changes by flows only.</summary>
public sealed record CompartmentSymbol(string Name, Unit Unit, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);

/// <summary>A state with an equation of its own.</summary>
public sealed record QuantitySymbol(string Name, Unit Unit, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);

/// <summary>How often a neural parameter changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Cadence>))]
public enum Cadence
{
    /// <summary>Once a week in daily data; every step in weekly data.</summary>
    Weekly,

    /// <summary>Every step of the data.</summary>
    EveryStep,

    /// <summary>Never: one value a location.</summary>
    Never,
}

/// <summary>A parameter that the network predicts for each location and, by its cadence, over time.</summary>
public sealed record NeuralSymbol(string Name, Unit Unit, double Min, double Max, Cadence Every, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);

/// <summary>One trainable value for all locations and times.</summary>
public sealed record LearnedSymbol(string Name, Unit Unit, double Min, double Max, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);

/// <summary>A fixed value.</summary>
public sealed record ConstantSymbol(string Name, Unit Unit, double Value, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place);

/// <summary>A series or a constant per location from the data set, bound by name: mobilityTransit is channel mobility_transit.</summary>
public sealed record InputSymbol(string Name, Unit Unit, double? Min, double? Max, string? Meaning, string? Role, Place Place)
    : Symbol(Name, Unit, Meaning, Role, Place)
{
    /// <summary>The data channel it is bound to: the name in snake case.</summary>
    [JsonIgnore]
    public string Channel => SnakeCase(Name);

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]) ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
