namespace NimmGen.Search;

/// <summary>How infections come from outside.</summary>
internal enum Importation
{
    None,

    /// <summary>Residents catch it elsewhere: a hazard of the susceptible.</summary>
    Caught,

    /// <summary>Infected people arrive.</summary>
    Arrivals,
}

/// <summary>Importation.</summary>
internal static class ImportationProduction
{
    public static Production<Importation> Ways() => new("importation", Part.Structure,
    [
        new(Importation.None, "Drops importation."),
        new(Importation.Caught, "Adds importation: infections are caught elsewhere and the epidemic cannot die out."),
        new(Importation.Arrivals, "Adds importation: infected people arrive from outside.", 0.5),
    ]);

    public static void Write(Infection model, ProgramText text)
    {
        switch (model.Importation)
        {
            case Importation.Caught:
                text.Parameter("readonly Learned imports = new(PerDay, 1e-9, 1e-5) { Role = Role.Importation };  // imported infections a head");
                break;
            case Importation.Arrivals:
                text.Parameter("readonly Learned imports = new(People / Day, 0, 50) { Role = Role.Importation };  // infected who arrive");
                text.Flow($"Inflow({model.First}, imports, name: \"arrivals\");");
                break;
        }
    }
}
