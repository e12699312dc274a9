using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>A series or constant that the data set offers.</summary>
/// <param name="Name">As observed or, in snake case, as an input's name.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Kind">new, prevalence, cumulative, rate, percent, covariate, action, state or constant.</param>
/// <param name="Min">Least value, where known.</param>
/// <param name="Max">Greatest value, where known.</param>
/// <param name="Axis">Name of the axis by whose groups it is given; null: one value a place.</param>
public sealed record DataChannel(string Name, Unit Unit, string Kind, double? Min = null, double? Max = null, string? Axis = null)
{
    /// <summary>True where the card says that not all events are counted.</summary>
    public bool UnderReported { get; init; }
}

/// <summary>Groups that quantities of a data set are given by.</summary>
/// <param name="Name">Of the axis.</param>
/// <param name="Labels">In order.</param>
public sealed record DataAxis(string Name, ImmutableArray<string> Labels);

/// <summary>A matrix that the data set offers.</summary>
/// <param name="Name">In snake case, as an input's name.</param>
/// <param name="From">Axis of the rows, or location.</param>
/// <param name="To">Axis of the columns, or location.</param>
/// <param name="Unit">Unit of an entry.</param>
/// <param name="Normalisation">What sums to one: rows, columns or none.</param>
public sealed record DataMatrix(string Name, string From, string To, Unit Unit, string Normalisation);

/// <summary>What the verifier needs to know of a data set.</summary>
/// <param name="Channels">Series.</param>
/// <param name="Constants">One value a location.</param>
/// <param name="Step">Unit of one row: day, week, month or sample.</param>
public sealed record DataContext(ImmutableArray<DataChannel> Channels, ImmutableArray<DataChannel> Constants, string Step = "day")
{
    /// <summary>Groups, beside the places.</summary>
    public ImmutableArray<DataAxis> Axes { get; init; } = [];

    /// <summary>Who meets whom, who travels where.</summary>
    public ImmutableArray<DataMatrix> Matrices { get; init; } = [];

    /// <summary>What the data are about, in words: the card's name and title, such as "influenza-usa: ..."; chooses the domain's rules.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What the card says of the literature; compared with the model's ranges by name.</summary>
    public ImmutableArray<LiteratureRule> Literature { get; init; } = [];

    /// <summary>The channel or constant of that name, or null.</summary>
    public DataChannel? Find(string name) => Channels.Concat(Constants).FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}

/// <summary>What the literature says of a quantity, as the data card quotes it.</summary>
/// <param name="Name">Of the quantity, such as infectious_period or reported.</param>
/// <param name="Unit">Of the bounds.</param>
/// <param name="Min">Least published value.</param>
/// <param name="Max">Greatest published value.</param>
/// <param name="Source">Who says so.</param>
public sealed record LiteratureRule(string Name, Unit Unit, double Min, double Max, string Source);
