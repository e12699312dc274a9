using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>The form of the target channel.</summary>
internal enum ObservedKind
{
    NewCases,
    Prevalence,
    PercentOfVisits,
}

/// <summary>What the grammar of infections must know of the data set; the defaults are those of a data set without anything beside its target.</summary>
internal sealed record InfectionContext
{
    /// <summary>The channel to observe.</summary>
    public required string Channel { get; init; }

    /// <summary>Which observation forms are open.</summary>
    public ObservedKind Kind { get; init; }

    /// <summary>True for weekly data: fewer sub-steps a day.</summary>
    public bool Weekly { get; init; }

    /// <summary>True where steps are days of the calendar, which have weekdays.</summary>
    public bool Daily { get; init; }

    /// <summary>True where the level of reporting may differ from place to place.</summary>
    public bool ManyPlaces { get; init; }

    /// <summary>True where every training spans weeks enough for a rate that changes by week.</summary>
    public bool Long { get; init; }

    /// <summary>True where every training spans most of a year, so that a yearly wave can be seen.</summary>
    public bool Years { get; init; }

    /// <summary>The constant of the data set that counts who can be infected.</summary>
    public string Population { get; init; } = "population";

    /// <summary>Series that may drive transmission.</summary>
    public ImmutableArray<Covariate> Covariates { get; init; } = [];

    /// <summary>New deaths, where they are in the data beside the target.</summary>
    public string? Deaths { get; init; }

    /// <summary>Doses of a vaccine or a coverage, where they are in the data.</summary>
    public VaccineSeries? Vaccine { get; init; }

    /// <summary>A matrix between places.</summary>
    public CouplingMatrix? Places { get; init; }

    /// <summary>A matrix between age groups, where the population is counted by them.</summary>
    public CouplingMatrix? Ages { get; init; }

    /// <summary>Days between infection and infectiousness, where they are fixed.</summary>
    public double LatentDays { get; init; } = 3;

    /// <summary>Days of infectiousness, where they are fixed.</summary>
    public double InfectiousDays { get; init; } = 5;
}

/// <summary>A series that may drive transmission.</summary>
/// <param name="Channel">Of the data set.</param>
/// <param name="Field">As declared.</param>
/// <param name="Unit">As declared, such as Percent.</param>
/// <param name="Scale">What it is divided by, to be of the order of one.</param>
internal sealed record Covariate(string Channel, string Field, string Unit, double Scale);

/// <summary>What is known of a vaccine.</summary>
/// <param name="Field">As declared.</param>
/// <param name="Form">What is counted.</param>
internal sealed record VaccineSeries(string Field, VaccineForm Form);

/// <summary>What a series of a vaccine counts.</summary>
internal enum VaccineForm
{
    /// <summary>Doses a day.</summary>
    DosesADay,

    /// <summary>Doses of each step of the data.</summary>
    Doses,

    /// <summary>The share of newborns that is vaccinated.</summary>
    Coverage,
}

/// <summary>A matrix of the data set.</summary>
/// <param name="Field">As declared.</param>
/// <param name="Labels">Of the groups; empty for places.</param>
/// <param name="Columns">True where each column sums to one, so that its group is the one who meets; else each row's is.</param>
internal sealed record CouplingMatrix(string Field, ImmutableArray<string> Labels, bool Columns)
{
    /// <summary>The mean over whom a group meets.</summary>
    public string Met(string term) => $"{(Columns ? "MixBack" : "Mix")}({Field}, {term})";

    /// <summary>The sum over those who come to a group.</summary>
    public string Present(string term) => $"{(Columns ? "Mix" : "MixBack")}({Field}, {term})";
}
