namespace NimmGen.Search;

/// <summary>What the data are taken to count.</summary>
internal enum ObservedEvent
{
    Infections,

    /// <summary>From latent to infectious.</summary>
    Onsets,

    /// <summary>From infectious to recovered: found when it is over.</summary>
    Removals,

    /// <summary>To hospital.</summary>
    Admissions,

    /// <summary>People infectious at the time.</summary>
    Prevalence,

    /// <summary>People in hospital at the time.</summary>
    InHospital,
}

/// <summary>The event or state behind the target.</summary>
internal static class ObservedProduction
{
    public static Production<ObservedEvent> Events(
        InfectionContext context, Production<Immunity> immunity, Production<int> latent, Production<Hospital> hospital, Production<bool> deaths)
    {
        bool counts = context.Kind != ObservedKind.Prevalence;
        return new("observed", Part.Observation,
        [
            new(ObservedEvent.Infections, "Takes the data as new infections.", 1, _ => counts),
            new(ObservedEvent.Prevalence, "Takes the data as people ill at the time.", 1, _ => !counts),
            new(ObservedEvent.Onsets, "Takes the data as new onsets (from exposed to infectious), not infections.", 1, d => counts && d.Get(latent) > 0),
            new(ObservedEvent.Removals, "Takes the data as infections that end: people are counted when they no longer infect.", 0.5,
                d => counts && d.Get(immunity) != Immunity.NoRecovery && d.Get(hospital) == Hospital.None && !d.Get(deaths)),
            new(ObservedEvent.Admissions, "Takes the data as admissions to hospital.", 0.5, d => counts && d.Get(hospital) != Hospital.None),
            new(ObservedEvent.InHospital, "Takes the data as people in hospital at the time.", 0.5, d => !counts && d.Get(hospital) != Hospital.None),
        ], immunity, latent, hospital, deaths);
    }

    /// <summary>The signal before reporting, summed over ages.</summary>
    public static string Signal(Infection model)
    {
        string signal = model.Observed switch
        {
            ObservedEvent.Onsets => "Incidence(onset)",
            ObservedEvent.Removals => "Incidence(recovery)",
            ObservedEvent.Admissions => "Incidence(admission)",
            ObservedEvent.Prevalence => "I",
            ObservedEvent.InHospital => model.Hospital == Hospital.Intensive ? "(H + C)" : "H",
            _ => Infections(model),
        };
        return model.ByAge ? $"Sum({signal}, over: Age)" : signal;
    }

    private static string Infections(Infection model)
    {
        string[] flows = ["infection", .. model.Immunity == Immunity.Partial ? (string[])["reinfection"] : [], .. Demography.HasVaccinated(model) ? (string[])["breakthrough"] : []];
        return flows.Length == 1 ? "Incidence(infection)" : $"({string.Join(" + ", flows.Select(f => $"Incidence({f})"))})";
    }
}
