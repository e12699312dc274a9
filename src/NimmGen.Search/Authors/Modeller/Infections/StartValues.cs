namespace NimmGen.Search;

/// <summary>Who is immune when the data begin.</summary>
internal enum ImmuneAtStart
{
    Nobody,

    /// <summary>A learned share; the others are susceptible.</summary>
    Share,

    /// <summary>All but a learned share that is susceptible: an infection that has been there for long.</summary>
    Most,
}

/// <summary>States at the first row.</summary>
internal static class StartValues
{
    public static Production<ImmuneAtStart> Immune(InfectionContext context, Production<Immunity> immunity)
    {
        Alternative<ImmuneAtStart> nobody = new(ImmuneAtStart.Nobody, "Starts with nobody immune.");
        Alternative<ImmuneAtStart> share = new(ImmuneAtStart.Share, "Starts with a learned share immune.", 0.7, d => Infection.Recovers(d.Get(immunity)));
        Alternative<ImmuneAtStart> most = new(ImmuneAtStart.Most, "Starts with most people immune: the infection has been there for long.", 0.3, d => Infection.Recovers(d.Get(immunity)));

        // Visits of a season begin among people who have met the infection before.
        return new("immune at the start", Part.Values, context.Kind == ObservedKind.PercentOfVisits ? [share, most, nobody] : [nobody, share, most], immunity);
    }

    public static Production<bool> InfectedByPlace(InfectionContext context) => new("infected at the start", Part.Values,
    [
        new(false, "Starts with the same infected share everywhere.") { Label = "one share" },
        new(true, "Starts with an infected share of its own in each place.", 1, _ => context.ManyPlaces) { Label = "by place" },
    ]);

    public static Production<bool> Latent(Production<int> stages) => new("latent at the start", Part.Values,
    [
        new(true, "Starts with as many latent as infectious.") { Label = "as the infectious" },
        new(false, "Starts without latent infections.", 0.3, d => d.Get(stages) > 0) { Label = "none" },
    ], stages);

    public static void Write(Infection model, ProgramText text)
    {
        if (model.ImmuneAtStart != ImmuneAtStart.Nobody)
        {
            text.Parameter(model.ImmuneAtStart == ImmuneAtStart.Share
                ? "readonly Learned immune0 = new(Fraction, 0.01, 0.8);  // immune at the start"
                : "readonly Learned susceptible0 = new(Fraction, 0.02, 0.5);  // susceptible at the start");
        }

        text.Parameter($"readonly Learned infected0 = new(Fraction, 1e-7, 1e-2{(model.InfectedByPlace ? ", per: Location" : "")});  // infected at the start");
        text.Input($"readonly Input {model.Population} = new(People{(model.ByAge ? ", Age" : "")}, min: 1);");
        string population = model.Population;
        bool most = model.ImmuneAtStart == ImmuneAtStart.Most;
        foreach (string state in model.Living.Concat(model.Deaths ? ["D"] : []).Where(s => s != "S" || most))
        {
            text.Start(state switch
            {
                "E" when model.LatentAtStart => $"Start(E, infected0 * {population});",
                "I" => $"Start(I, infected0 * {population});",
                "R" when model.ImmuneAtStart == ImmuneAtStart.Share => $"Start(R, immune0 * {population});",
                "R" when most => $"StartRest(R, {population});",
                "S" => $"Start(S, susceptible0 * {population});",
                _ => $"Start({state}, 0);",
            });
        }

        if (!most)
        {
            text.Start($"StartRest(S, {population});");
        }
    }
}
