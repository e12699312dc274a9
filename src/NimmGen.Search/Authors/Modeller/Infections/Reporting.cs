namespace NimmGen.Search;

/// <summary>How many of the events are reported.</summary>
internal enum Reporting
{
    All,

    /// <summary>A learned share.</summary>
    Share,

    /// <summary>A learned share of each place.</summary>
    ByPlace,
}

/// <summary>When events are reported.</summary>
internal enum ReportingTime
{
    AtOnce,

    /// <summary>Late by a gamma density of fixed mean and deviation (Gostic et al. 2020).</summary>
    FixedDelay,

    /// <summary>The same with a learned mean.</summary>
    LearnedDelay,

    /// <summary>As a mean over the last week.</summary>
    WeeklyMean,
}

/// <summary>Reporting: how many, when, on what days of the week.</summary>
internal static class ReportingProduction
{
    public static Production<Reporting> Shares(InfectionContext context, Production<Branch> branch)
    {
        // The share of those who are ascertained is the share that is reported.
        bool Free(Design d) => d.Get(branch) != Branch.Unreported;
        bool percent = context.Kind == ObservedKind.PercentOfVisits;
        Alternative<Reporting> all = new(Reporting.All, "Takes all cases as reported.");
        Alternative<Reporting> share = new(Reporting.Share, percent ? "Lets the infected of all places visit alike." : "Lets only a learned share of cases be reported.", 1, Free);
        Alternative<Reporting> byPlace = new(
            Reporting.ByPlace, percent ? "Lets the infected of each place visit in their own way." : "Lets a learned share of cases be reported, of its own in each place.", 1,
            d => (context.ManyPlaces || percent) && Free(d));
        return new("reporting", Part.Observation, context.Kind switch
        {
            ObservedKind.Prevalence => [all, share, byPlace],
            ObservedKind.PercentOfVisits => [byPlace, share],
            _ when context.ManyPlaces => [byPlace, share, all],
            _ => [share, all],
        }, branch);
    }

    public static Production<ReportingTime> Times(InfectionContext context)
    {
        bool Late(Design _) => context.Kind != ObservedKind.Prevalence;
        return new("reporting time", Part.Observation,
        [
            new(ReportingTime.AtOnce, "Takes cases as reported at once."),
            new(ReportingTime.FixedDelay, "Adds a reporting delay of fixed length: what is counted happened earlier.", 1, Late),
            new(ReportingTime.LearnedDelay, "Adds a reporting delay of learned length: what is counted happened earlier.", 0.7, Late),
            new(ReportingTime.WeeklyMean, "Takes the data as means over a week.", 0.3, d => Late(d) && context.Daily),
        ]);
    }

    // Daily new counts get factors of the weekday from the trainer as they are: there, to write them changes words alone.
    public static Production<bool> Weekdays(InfectionContext context) => new("weekdays", Part.Observation,
    [
        new(false, "Leaves weekdays to the trainer.") { Label = "no" },
        new(true, "Adds a weekday pattern: fewer cases are counted at weekends.", context.Kind == ObservedKind.NewCases ? 0.02 : 1, _ => context.Daily) { Label = "yes" },
    ]);

    public static void Declare(Infection model, ProgramText text)
    {
        bool percent = model.Context.Kind == ObservedKind.PercentOfVisits;
        if (model.Reporting != Reporting.All)
        {
            text.Parameter((percent, model.Reporting) switch
            {
                (true, Reporting.ByPlace) => "readonly Neural visits = new(One, 0.05, 50, every: Every.Never) { Role = Role.Reporting };  // visits of an infected beside those of others, by place",
                (true, _) => "readonly Learned visits = new(One, 0.05, 50) { Role = Role.Reporting };  // visits of an infected beside those of others",
                (_, Reporting.ByPlace) => "readonly Neural reported = new(Fraction, 0.001, 1, every: Every.Never) { Role = Role.Reporting };  // share reported, by place",
                _ => "readonly Learned reported = new(Fraction, 0.02, 1) { Role = Role.Reporting };  // share of infections reported",
            });
        }

        if (percent)
        {
            text.Parameter("readonly Neural background = new(Percent, 0.01, 5, every: Every.Never);  // visits for other causes, by place");
        }

        switch (model.ReportingTime)
        {
            case ReportingTime.FixedDelay:
                text.Parameter($"readonly Constant delay = new(Days, {(model.Context.Weekly ? 10 : 7)});  // from event to report, mean");
                break;
            case ReportingTime.LearnedDelay:
                text.Parameter($"readonly Learned delay = new(Days, {(model.Context.Weekly ? "5, 28" : "1, 21")});  // from event to report, mean");
                break;
        }
    }

    public static void Write(Infection model, ProgramText text)
    {
        bool percent = model.Context.Kind == ObservedKind.PercentOfVisits;
        string reported = (model.Reporting, percent) switch { (Reporting.All, _) => "", (_, true) => "visits * ", _ => "reported * " };
        string population = model.ByAge ? $"Sum({model.Population}, over: Age)" : model.Population;
        string seen = reported + ObservedProduction.Signal(model) + (percent ? $" / {population}" : "");
        seen = model.ReportingTime switch
        {
            ReportingTime.FixedDelay or ReportingTime.LearnedDelay => $"Delay({seen}, delay)",
            ReportingTime.WeeklyMean => $"Smooth({seen}, 7)",
            _ => seen,
        };
        text.Observe($"Observe(\"{model.Context.Channel}\", {(percent ? "Percent" : "People")}, {(percent ? "background + " : "")}{seen}{ScatterProduction.Argument(model, text)}{(model.Weekday ? ", weekday: true" : "")});");
        if (model.SeesDeaths)
        {
            text.Observe($"Observe(\"{model.Context.Deaths}\", People, {(model.ByAge ? "Sum(Incidence(death), over: Age)" : "Incidence(death)")});");
        }
    }
}
