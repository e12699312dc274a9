using NimmGen.Ir;

namespace NimmGen.Data;

/// <summary>One observed or given quantity of a data set: a column and what it means.</summary>
/// <param name="Name">The symbol authors of models use: snake_case.</param>
/// <param name="Column">
/// Header in the CSV file. By groups of an axis: a header with one <c>*</c>, in whose place each label stands.
/// With <see cref="Statistic"/>: a column of the table of elements.
/// </param>
/// <param name="Unit">Unit of the values as they stand in the file.</param>
/// <param name="Kind">How the values relate to the system's state.</param>
/// <param name="Role">What a model may do with it.</param>
public sealed record Channel(string Name, string Column, Unit Unit, ChannelKind Kind, ChannelRole Role)
{
    /// <summary>
    /// True where values after a forecast origin are known at the origin, as a calendar or a planned dose is. A search
    /// trend or a mobility index is not; <see cref="Panel.UpTo"/> hides it.
    /// </summary>
    public bool KnownAhead { get; init; }

    /// <summary>How the target is put together over locations when one series is scored; null: not put together.</summary>
    public Aggregation? Aggregate { get; init; }

    /// <summary>Name of the axis by whose groups the values are given; null: one value a step and place.</summary>
    public string? Axis { get; init; }

    /// <summary>How the value is computed from a sample's composition; null: it is read.</summary>
    public Statistic? Statistic { get; init; }

    /// <summary>True where it is known that not all events are counted, as of infections that nobody tests.</summary>
    public bool UnderReported { get; init; }

    /// <summary>True where a negative value is an error: counts of people.</summary>
    public bool IsCount => Kind is ChannelKind.New or ChannelKind.Prevalence or ChannelKind.Cumulative;
}

/// <summary>How a channel's values relate to the state of the system.</summary>
public enum ChannelKind
{
    /// <summary>Count of events over the step, such as new cases.</summary>
    New,

    /// <summary>Count at the time of observation, such as patients in bed.</summary>
    Prevalence,

    /// <summary>Count of events since the beginning.</summary>
    Cumulative,
    Rate,

    /// <summary>A share written 0 to 100.</summary>
    Percent,
    Covariate,
    Action,

    /// <summary>A state of the system measured as such.</summary>
    State,
}

/// <summary>What a model may do with a channel.</summary>
public enum ChannelRole
{
    /// <summary>To be forecast and scored; a missing value is masked.</summary>
    Target,

    /// <summary>An input; a missing value is carried forward from the past and counted.</summary>
    Covariate,

    /// <summary>Something done to the system; a missing value is an error.</summary>
    Action,
}

/// <summary>How a series over locations becomes one.</summary>
public enum Aggregation
{
    Sum,
    Mean,
}
