using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>Susceptible-infected chains, what drives them, and how they become what was measured.</summary>
internal sealed class InfectionGrammar : Grammar
{
    public InfectionGrammar(InfectionContext context)
    {
        Context = context;
        Immunity = ImmunityProduction.Immunities();
        LatentStages = LatentPeriod.Stages();
        InfectiousStages = InfectiousPeriod.Stages();
        Branch = BranchProduction.Branches(context);
        Hospital = HospitalProduction.Places(Immunity);
        Deaths = HospitalProduction.Deaths(Immunity);
        Turnover = Demography.Turnover();
        Vaccination = Demography.Vaccination(context, Immunity, Turnover);
        Coupling = CouplingProduction.Ways(context);
        Importation = ImportationProduction.Ways();
        Force = ForceProduction.Forms();
        Transmission = TransmissionProduction.Ways(context);
        Season = SeasonProduction.Waves(context);
        Covariate = CovariateProduction.Drivers(context);
        CovariateSmoothed = CovariateProduction.Smoothed(context, Covariate);
        Smoothness = TransmissionProduction.Walks(Transmission);
        LatentFixed = LatentPeriod.Fixed(LatentStages);
        InfectiousFixed = InfectiousPeriod.Fixed(Immunity);
        ImmuneAtStart = StartValues.Immune(context, Immunity);
        InfectedByPlace = StartValues.InfectedByPlace(context);
        LatentAtStart = StartValues.Latent(LatentStages);
        Observed = ObservedProduction.Events(context, Immunity, LatentStages, Hospital, Deaths);
        Reporting = ReportingProduction.Shares(context, Branch);
        ReportingTime = ReportingProduction.Times(context);
        Weekday = ReportingProduction.Weekdays(context);
        Scatter = ScatterProduction.Families(context);
        SeesDeaths = ScatterProduction.SeesDeaths(context, Deaths);
        Productions = InOrder(
            Immunity, LatentStages, InfectiousStages, Branch, Hospital, Deaths, Turnover, Vaccination, Coupling, Importation,
            Force, Transmission, Season, Covariate, CovariateSmoothed,
            Smoothness, LatentFixed, InfectiousFixed, ImmuneAtStart, InfectedByPlace, LatentAtStart,
            Observed, Reporting, ReportingTime, Weekday, Scatter, SeesDeaths);
        Cures = InfectionCures.Of(this);
    }

    public InfectionContext Context { get; }

    public Production<Immunity> Immunity { get; }

    public Production<int> LatentStages { get; }

    public Production<int> InfectiousStages { get; }

    public Production<Branch> Branch { get; }

    public Production<Hospital> Hospital { get; }

    public Production<bool> Deaths { get; }

    public Production<bool> Turnover { get; }

    public Production<bool> Vaccination { get; }

    public Production<Coupling> Coupling { get; }

    public Production<Importation> Importation { get; }

    public Production<Force> Force { get; }

    public Production<Transmission> Transmission { get; }

    public Production<bool> Season { get; }

    public Production<string> Covariate { get; }

    public Production<bool> CovariateSmoothed { get; }

    public Production<Smoothness> Smoothness { get; }

    public Production<bool> LatentFixed { get; }

    public Production<bool> InfectiousFixed { get; }

    public Production<ImmuneAtStart> ImmuneAtStart { get; }

    public Production<bool> InfectedByPlace { get; }

    public Production<bool> LatentAtStart { get; }

    public Production<ObservedEvent> Observed { get; }

    public Production<Reporting> Reporting { get; }

    public Production<ReportingTime> ReportingTime { get; }

    public Production<bool> Weekday { get; }

    public Production<Scatter> Scatter { get; }

    public Production<bool> SeesDeaths { get; }

    public override ImmutableArray<Production> Productions { get; }

    public override ImmutableArray<Cure> Cures { get; }

    public override string NameOf(Design design) => InfectionWriter.Name(new(this, design));

    public override string Write(Design design, string note) => InfectionWriter.Write(new(this, design), note);
}
