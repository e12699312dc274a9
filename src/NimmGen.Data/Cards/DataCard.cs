using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NimmGen.Data;

/// <summary>
/// What the columns of a data set mean: the content of <c>card.json</c>. Nothing about the files is guessed; what a card
/// does not say is an error when the files are read.
/// </summary>
public sealed record DataCard
{
    /// <summary>Short name used on the command line, such as <c>covid-bogota</c>: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Authors, year, journal or repository of the data.</summary>
    public required string Citation { get; init; }

    public required string Licence { get; init; }

    /// <summary>Where the files come from and how a person without them gets them.</summary>
    public string? Source { get; init; }

    /// <summary>Doubts, choices and known gaps that a reader of results must know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>True where a generator made the values: every table that shows them says so.</summary>
    public bool Simulated { get; init; }

    public required TimeStep Step { get; init; }

    /// <summary>Folder below the data root that the paths of this card start from; null when the card lies beside its files.</summary>
    public string? Folder { get; init; }

    /// <summary>The tidy CSV file: one row a location and time.</summary>
    public required DataFile Data { get; init; }

    public required LocationColumn Location { get; init; }

    /// <summary>Null for samples, which have no time.</summary>
    public TimeColumn? Time { get; init; }

    /// <summary>Which rows are samples; null where the step is not <see cref="TimeStep.Sample"/> or all rows are.</summary>
    public SampleRule? Samples { get; init; }

    /// <summary>Where the atomic fractions are and what is known of the elements; null where no channel is computed from them.</summary>
    public Composition? Composition { get; init; }

    /// <summary>Texts that stand for a missing value beside the empty cell, such as <c>NA</c>.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    public required ImmutableArray<Channel> Channels { get; init; }

    /// <summary>Quantities that each location has one of, such as its population.</summary>
    public ImmutableArray<LocationConstant> Constants { get; init; } = [];

    /// <summary>Groups that channels, constants and matrices are given by.</summary>
    public ImmutableArray<Axis> Axes { get; init; } = [];

    /// <summary>Who meets whom, who travels where.</summary>
    public ImmutableArray<CardMatrix> Matrices { get; init; } = [];

    /// <summary>Forecast origins and horizon; null where the data are only fitted.</summary>
    public Windows? Windows { get; init; }

    /// <summary>What the literature says of this system; reports compare a twin's values with it.</summary>
    public ImmutableArray<LiteratureRange> Literature { get; init; } = [];

    /// <summary>The channels to be forecast.</summary>
    [JsonIgnore]
    public IEnumerable<Channel> Targets => Channels.Where(c => c.Role == ChannelRole.Target);

    /// <summary>The channel of that name, or null.</summary>
    public Channel? FindChannel(string name) => Channels.FirstOrDefault(c => c.Name == name);

    /// <summary>The axis of that name, or null.</summary>
    public Axis? FindAxis(string? name) => Axes.FirstOrDefault(a => a.Name == name);

    /// <summary>Every file that the card names, each once.</summary>
    [JsonIgnore]
    public IEnumerable<DataFile> Files => Constants.Select(c => c.File).Concat(Matrices.Select(m => m.File)).Prepend(Composition?.Elements).Prepend(Data).OfType<DataFile>().Distinct();

    /// <summary>True where times are counted and not dated.</summary>
    [JsonIgnore]
    public bool CountsSteps => Time is null || Time.Format == TimeFormat.Index;
}

/// <summary>The time between two rows of one location.</summary>
public enum TimeStep
{
    Day,

    /// <summary>Seven days, from the first day of the week that the time column names.</summary>
    Week,
    Month,

    /// <summary>No time: rows are independent samples, each the one step of a location of its own.</summary>
    Sample,
}

/// <summary>A CSV file of a card.</summary>
/// <param name="Path">Relative to the card's folder, with forward slashes; it may not leave the data root.</param>
/// <param name="Sha256">Hexadecimal hash of the bytes the card was written for; null when not fixed.</param>
/// <param name="Bytes">Its length, for who wants to know before it is fetched; null when not said.</param>
public sealed record DataFile(string Path, string? Sha256 = null, long? Bytes = null);

/// <summary>Which location a row belongs to: a column, several that name it together, or one name for the whole file. Exactly one is set.</summary>
public sealed record LocationColumn
{
    public string? Column { get; init; }

    /// <summary>Columns whose cells, joined by ", ", name the location: a state and a county, a formula and a temperature.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The columns that name a location, none where there is but one.</summary>
    [JsonIgnore]
    internal ImmutableArray<string> Naming => Column is null ? Columns : [Column];

    public string? Name { get; init; }
}

/// <summary>The column that holds the time of a row.</summary>
/// <param name="Column">Its header.</param>
/// <param name="Format">How its cells are written.</param>
public sealed record TimeColumn(string Column, TimeFormat Format);

public enum TimeFormat
{
    /// <summary>yyyy-MM-dd.</summary>
    Date,

    /// <summary>MMWR epidemiological week yyyyww: weeks start on Sunday, week 1 is the first with four days in its year.</summary>
    Epiweek,

    /// <summary>An integer that grows by one each step.</summary>
    Index,
}
