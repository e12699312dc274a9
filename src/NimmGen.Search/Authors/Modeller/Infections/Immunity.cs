namespace NimmGen.Search;

/// <summary>What an infection leaves behind.</summary>
internal enum Immunity
{
    /// <summary>SIR: for good.</summary>
    Permanent,

    /// <summary>SIRS: it is lost at a constant rate (Hethcote 1976).</summary>
    Waning,

    /// <summary>SIRI: the recovered are infected again, less easily (Gomes, White and Medley 2004).</summary>
    Partial,

    /// <summary>SIS: none.</summary>
    None,

    /// <summary>SI: nobody recovers.</summary>
    NoRecovery,
}

/// <summary>The end of an infection: immune, partly immune, susceptible again or never.</summary>
internal static class ImmunityProduction
{
    public static Production<Immunity> Immunities() => new("immunity", Part.Structure,
    [
        new(Immunity.Permanent, "Makes immunity permanent."),
        new(Immunity.Waning, "Lets immunity wane, so that the recovered become susceptible again."),
        new(Immunity.Partial, "Protects the recovered in part: they can be infected again, less easily.", 0.6),
        new(Immunity.None, "Leaves no immunity: who recovers is susceptible again.", 0.3),
        new(Immunity.NoRecovery, "Lets nobody recover: who is infected stays so.", 0.1),
    ]);

    public static void DeclareState(Infection model, ProgramText text)
    {
        if (model.HasRecovered)
        {
            text.State(model.Compartment("R", model.Immunity == Immunity.Partial ? "recovered, partly protected" : "recovered and immune"));
        }
    }

    public static void Write(Infection model, ProgramText text)
    {
        if (model.Immunity == Immunity.Waning)
        {
            text.Parameter("readonly Learned waning = new(PerDay, 1 / 3650.0, 1 / 60.0);  // rate of losing immunity");
            text.Flow("Flow(R, S, waning, name: \"reversion\");");
        }

        if (model.Immunity == Immunity.Partial)
        {
            text.Parameter("readonly Learned susceptibility = new(Fraction, 0, 1);  // of the recovered, relative to who was never infected");
            text.Flow($"{(model.Observed == ObservedEvent.Infections ? "Flow reinfection = " : "")}Flow(R, {model.First}, susceptibility * {ForceProduction.Name(model)}, name: \"reinfection\");");
        }
    }
}
