using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>What the results of an infection model say for which change.</summary>
internal static class InfectionCures
{
    public static ImmutableArray<Cure> Of(InfectionGrammar g) =>
    [
        // When things are counted.
        Cure.Of(Finding.WeekdayPattern, g.Weekday, 50, "fewer are counted at weekends", true),
        Cure.Of(Finding.WeekdayPattern, g.CovariateSmoothed, 3, "the pattern may come from the covariate", true),
        Cure.Of(Finding.Ahead, g.ReportingTime, 8, "reports come after the event", ReportingTime.FixedDelay, ReportingTime.LearnedDelay),
        Cure.Of(Finding.Ahead, g.Observed, 4, "a later event is counted", ObservedEvent.Onsets, ObservedEvent.Removals, ObservedEvent.Admissions),
        Cure.Of(Finding.Ahead, g.LatentStages, 2, "a latent period delays", 1, 2),
        Cure.Of(Finding.Behind, g.ReportingTime, 5, "the delay is too long", ReportingTime.AtOnce),
        Cure.Of(Finding.Behind, g.Observed, 4, "an earlier event is counted", ObservedEvent.Infections, ObservedEvent.Onsets),
        Cure.Of(Finding.Behind, g.Transmission, 3, "the rate follows too slowly", Transmission.Weekly, Transmission.EveryStep),
        Cure.Of(Finding.Behind, g.Smoothness, 3, "the rate follows too slowly", Smoothness.Rough),
        Cure.Of(Finding.AtLower("delay"), g.ReportingTime, 10, "there is no delay", ReportingTime.AtOnce),

        // What the fit misses.
        Cure.Of(Finding.Autocorrelated, g.Transmission, 3, "something changes that is held constant", Transmission.Weekly, Transmission.EveryStep, Transmission.Pooled),
        Cure.Of(Finding.Autocorrelated, g.Smoothness, 2, "transmission may change faster", Smoothness.Rough),
        Cure.Any(Finding.Autocorrelated, g.Covariate, 2, "a covariate may know it"),
        Cure.Of(Finding.Autocorrelated, g.Force, 1.5, "the form of contact is wrong", Force.Saturating, Force.Power, Force.Closure),
        Cure.Of(Finding.Drifts, g.Immunity, 3, "the pool of susceptibles is not what it seems", Immunity.Waning, Immunity.Partial),
        Cure.Of(Finding.Drifts, g.ImmuneAtStart, 2, "the pool of susceptibles is not what it seems", ImmuneAtStart.Share, ImmuneAtStart.Most),
        Cure.Of(Finding.Drifts, g.Season, 3, "a season may carry it", true),
        Cure.Of(Finding.FitsBadly, g.Reporting, 3, "the level of reporting is free", Reporting.Share, Reporting.ByPlace),
        Cure.Of(Finding.FitsBadly, g.InfectedByPlace, 3, "places begin at different levels", true),
        Cure.Of(Finding.FitsBadly, g.Scatter, 2, "large values weigh too much or too little", Scatter.NegativeBinomial, Scatter.LogNormal),

        // Where forecasts go.
        Cure.Of(Finding.ForecastsHigh, g.Force, 3, "people avoid contact", Force.Saturating, Force.Power),
        Cure.Of(Finding.ForecastsHigh, g.ImmuneAtStart, 2, "fewer are susceptible", ImmuneAtStart.Share, ImmuneAtStart.Most),
        Cure.Of(Finding.ForecastsHigh, g.Importation, 2, "arrivals keep it up", Importation.None),
        Cure.Of(Finding.ForecastsHigh, g.Immunity, 2, "too many become susceptible again", Immunity.Permanent),
        Cure.Of(Finding.ForecastsLow, g.Importation, 3, "infections arrive", Importation.Caught, Importation.Arrivals),
        Cure.Of(Finding.ForecastsLow, g.Immunity, 3, "people become susceptible again", Immunity.Waning, Immunity.Partial),
        Cure.Of(Finding.ForecastsLow, g.Branch, 1.5, "infections go unseen", Branch.Unreported, Branch.Asymptomatic),
        Cure.Of(Finding.RunsAway, g.Smoothness, 3, "the last value of the rate is noise", Smoothness.Smooth),
        Cure.Of(Finding.RunsAway, g.Transmission, 2, "fewer values carry less noise", Transmission.Fortnightly, Transmission.Monthly, Transmission.Pooled, Transmission.Shared),
        Cure.Of(Finding.RunsAway, g.Force, 2, "growth slows itself", Force.Saturating, Force.Power),

        // Parameters at their bounds.
        Cure.Of(Finding.AtLower("waning"), g.Immunity, 10, "immunity does not wane", Immunity.Permanent),
        Cure.Of(Finding.AtUpper("waning"), g.Immunity, 5, "immunity hardly lasts", Immunity.None),
        Cure.Of(Finding.AtLower("susceptibility"), g.Immunity, 10, "nobody is infected again", Immunity.Permanent),
        Cure.Of(Finding.AtUpper("susceptibility"), g.Immunity, 5, "the recovered are not protected", Immunity.None),
        Cure.Of(Finding.AtUpper("reported"), g.Reporting, 5, "all are reported", Reporting.All),
        Cure.Of(Finding.AtLower("imports"), g.Importation, 10, "nothing arrives", Importation.None),
        Cure.Of(Finding.AtUpper("imports"), g.Importation, 3, "more arrives than a head can catch", Importation.Arrivals),
        Cure.Of(Finding.AtUpper("mixing"), g.Force, 5, "mixing is homogeneous", Force.Proportional),
        Cure.Of(Finding.AtUpper("half"), g.Force, 5, "contact does not saturate", Force.Proportional),
        Cure.Of(Finding.AtUpper("sigma"), g.LatentStages, 5, "the latent period is too short to matter", 0),
        Cure.Of(Finding.AtLower("sigma"), g.LatentStages, 3, "the latent period varies little", 2, 3),
        Cure.Of(Finding.AtLower("gamma"), g.InfectiousStages, 2, "the infectious period varies little", 2, 3),
        Cure.Of(Finding.AtLower("gamma"), g.InfectiousFixed, 3, "the curve does not tell it", true),
        Cure.Of(Finding.AtUpper("gamma"), g.InfectiousFixed, 3, "the curve does not tell it", true),
        Cure.Of(Finding.AtLower("amplitude"), g.Season, 10, "there is no season", false),
        Cure.Of(Finding.AtLower("immune0"), g.ImmuneAtStart, 5, "nobody is immune", ImmuneAtStart.Nobody),
        Cure.Of(Finding.AtUpper("infected0"), g.InfectedByPlace, 3, "places begin at different levels", true),
        Cure.Of(Finding.Small("effect"), g.Covariate, 10, "the covariate does nothing", ""),

        // What the verifier found that the data do not tell.
        Cure.Of(Finding.Traded("sigma"), g.LatentFixed, 5, "fixed, it cannot be traded", true),
        Cure.Of(Finding.Traded("gamma"), g.InfectiousFixed, 5, "fixed, it cannot be traded", true),
        Cure.Of(Finding.Traded("reported"), g.Reporting, 3, "without it nothing is traded", Reporting.All),
        Cure.Of(Finding.Traded("immune0"), g.ImmuneAtStart, 5, "without it nothing is traded", ImmuneAtStart.Nobody),
        Cure.Of(Finding.Traded("waning"), g.Immunity, 3, "without it nothing is traded", Immunity.Permanent),
        Cure.Of(Finding.Traded("imports"), g.Importation, 3, "without it nothing is traded", Importation.None),
        Cure.Of(Finding.Traded("ascertained"), g.Branch, 3, "without it nothing is traded", Branch.None, Branch.Asymptomatic),
        Cure.Of(Finding.Traded("delay"), g.ReportingTime, 3, "fixed, it cannot be traded", ReportingTime.FixedDelay),
    ];
}
