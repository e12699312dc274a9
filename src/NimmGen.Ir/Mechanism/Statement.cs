using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Ir;

/// <summary>What a model says about its symbols, one record a statement of the language.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "statement")]
[JsonDerivedType(typeof(FlowStatement), "flow")]
[JsonDerivedType(typeof(SplitStatement), "split")]
[JsonDerivedType(typeof(OutflowStatement), "outflow")]
[JsonDerivedType(typeof(InflowStatement), "inflow")]
[JsonDerivedType(typeof(TransferStatement), "transfer")]
[JsonDerivedType(typeof(NextStatement), "next")]
[JsonDerivedType(typeof(GrowthStatement), "growth")]
[JsonDerivedType(typeof(RateStatement), "rate")]
[JsonDerivedType(typeof(StartStatement), "start")]
[JsonDerivedType(typeof(StartRestStatement), "startRest")]
[JsonDerivedType(typeof(ObserveStatement), "observe")]
[JsonDerivedType(typeof(LetStatement), "let")]
public abstract record Statement(Place Place);

/// <summary>From loses and To gains From times the hazard (1/time, per unit of From).</summary>
public sealed record FlowStatement(string Name, string From, string To, Expression Hazard, Place Place) : Statement(Place)
{
    /// <summary>The group of From that it leaves, or null for each; the hazard is that group's.</summary>
    public Group? FromGroup { get; init; }

    /// <summary>The group of To that it enters, or null for the one it comes from.</summary>
    public Group? ToGroup { get; init; }

    /// <summary>True where it leaves every stage of From with its own hazard, as a death does, instead of passing through them.</summary>
    public bool EveryStage { get; init; }
}

/// <summary>
/// From loses and To gains the rate (stock/time), not per head: doses a day. What is there limits it: no scheme takes more.
/// </summary>
public sealed record TransferStatement(string Name, string From, string To, Expression Rate, Place Place) : Statement(Place)
{
    /// <summary>The group of From that it leaves, or null for each.</summary>
    public Group? FromGroup { get; init; }

    /// <summary>The group of To that it enters, or null for the one it comes from.</summary>
    public Group? ToGroup { get; init; }
}

/// <summary>One exit with two ends: the fraction goes To, one minus it goes to Rest.</summary>
public sealed record SplitStatement(
    string Name, string RestName, string From, Expression Hazard, string To, Expression Fraction, string Rest, Place Place) : Statement(Place);

/// <summary>From loses From times the hazard; it leaves the model.</summary>
public sealed record OutflowStatement(string Name, string From, Expression Hazard, Place Place) : Statement(Place)
{
    /// <summary>The group of From that it leaves, or null for each.</summary>
    public Group? FromGroup { get; init; }
}

/// <summary>To gains the rate (stock/time) from outside the model.</summary>
public sealed record InflowStatement(string Name, string To, Expression Rate, Place Place) : Statement(Place)
{
    /// <summary>The group of To that it enters, or null for each.</summary>
    public Group? ToGroup { get; init; }
}

/// <summary>dq/dt = q times the per-capita rate (1/time): stays positive.</summary>
public sealed record GrowthStatement(string Quantity, Expression PerCapita, Place Place) : Statement(Place);

/// <summary>dq/dt = the rate (unit of q / time): sign not promised.</summary>
public sealed record RateStatement(string Quantity, Expression Rate, Place Place) : Statement(Place);

/// <summary>The quantity after one data step is the value, computed from what stood before it: a map, not a rate.</summary>
public sealed record NextStatement(string Quantity, Expression Value, Place Place) : Statement(Place);

/// <summary>The value of a state at the first row; parameters and inputs take their first value there.</summary>
public sealed record StartStatement(string State, Expression Value, Place Place) : Statement(Place);

/// <summary>The state starts with what the total leaves over after all other compartments of its unit.</summary>
public sealed record StartRestStatement(string State, Expression Total, Place Place) : Statement(Place)
{
    /// <summary>
    /// In a model that was written out the compartments of the state's own group, which flows to other groups (ageing, a shared stock) do not
    /// widen; default elsewhere. See <see cref="StartRests.Others"/>.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<string> Others { get; init; }
}

/// <summary>What the data channel should be, in the unit of the channel.</summary>
public sealed record ObserveStatement(string Channel, Unit Unit, Expression Value, Place Place) : Statement(Place)
{
    /// <summary>How the data scatter about the value; null leaves the loss to the trainer.</summary>
    public Noise? Noise { get; init; }

    /// <summary>True where a learned factor a weekday, with mean one, multiplies the value.</summary>
    public bool Weekday { get; init; }
}

/// <summary>The families of <see cref="Noise"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoiseFamily>))]
public enum NoiseFamily
{
    /// <summary>Parameter: standard deviation, in the unit of the observation.</summary>
    Gaussian,

    /// <summary>Parameter: standard deviation of the logarithm.</summary>
    LogNormal,

    /// <summary>No parameter: the variance is the mean.</summary>
    Poisson,

    /// <summary>Parameter: dispersion k, with variance m + m^2 / k.</summary>
    NegativeBinomial,
}

/// <summary>How the data scatter about an observation.</summary>
public sealed record Noise(NoiseFamily Family, Expression? Parameter = null);

/// <summary>A named term, for readers and reports; may carry a role.</summary>
public sealed record LetStatement(string Name, Expression Value, string? Role, Place Place) : Statement(Place);
