namespace NimmGen.Search;

/// <summary>Where the transmission rate comes from, and how often it changes.</summary>
internal enum Transmission
{
    Weekly,
    Constant,
    EveryStep,
    Fortnightly,
    Monthly,

    /// <summary>One value a place, constant in time.</summary>
    ByPlace,

    /// <summary>By week, one shared path with local deviations.</summary>
    Pooled,

    /// <summary>By week, the same for all places.</summary>
    Shared,
}

/// <summary>How far a transmission rate that varies may walk in a week, beside what the trainer takes for usual.</summary>
internal enum Smoothness
{
    Usual,
    Smooth,
    Rough,
}

/// <summary>The transmission rate.</summary>
internal static class TransmissionProduction
{
    public static Production<Transmission> Ways(InfectionContext context)
    {
        bool Varies(Design _) => context.Long;
        bool Places(Design _) => context.ManyPlaces;
        return new("transmission", Part.Rates,
        [
            new(Transmission.Weekly, "Lets the transmission rate vary by week: behaviour and season change contact.", 1, Varies),
            new(Transmission.Constant, "Holds the transmission rate constant: depletion of susceptibles alone may explain the curve."),
            new(Transmission.EveryStep, "Lets the transmission rate vary by day.", 0.3, _ => context is { Long: true, Weekly: false }),
            new(Transmission.Fortnightly, "Lets the transmission rate change every two weeks: fewer values, less noise.", 1, Varies),
            new(Transmission.Monthly, "Lets the transmission rate change every four weeks: few values, little noise.", 0.5, Varies),
            new(Transmission.ByPlace, "Gives each place its own transmission rate, constant in time.", 0.3, Places),
            new(Transmission.Pooled, "Pools the transmission rate over places: one shared path by week, with local deviations.", 3, d => context.Long && Places(d)),
            new(Transmission.Shared, "Gives all places one transmission rate by week.", 1, d => context.Long && Places(d)),
        ]);
    }

    public static Production<Smoothness> Walks(Production<Transmission> ways) => new("smoothness", Part.Values,
    [
        new(Smoothness.Usual, "Leaves the smoothness of transmission to the trainer."),
        new(Smoothness.Smooth, "Expects transmission to change slowly, by some 5 % a week.", 1, d => Varies(d.Get(ways))),
        new(Smoothness.Rough, "Lets transmission change fast, by some 30 % a week.", 0.7, d => Varies(d.Get(ways))),
    ], ways);

    public static void Declare(Infection model, ProgramText text)
    {
        string walk = model.Smoothness switch { Smoothness.Smooth => ", smooth: 0.05", Smoothness.Rough => ", smooth: 0.3", _ => "" };
        (string how, string when) = model.Transmission switch
        {
            Transmission.EveryStep => (", every: Every.Step", ", by day"),
            Transmission.Fortnightly => (", every: Every.Weeks(2)", ", by two weeks"),
            Transmission.Monthly => (", every: Every.Weeks(4)", ", by four weeks"),
            Transmission.ByPlace => (", every: Every.Never", ", by place"),
            Transmission.Pooled => (", pooled: true", ", by week, pooled over places"),
            Transmission.Shared => (", per: Global", ", by week, the same for all places"),
            _ => ("", ", by week"),
        };
        text.Parameter(model.Transmission == Transmission.Constant
            ? "readonly Learned beta = new(PerDay, 0.02, 5) { Role = Role.Transmission };  // transmission rate"
            : $"readonly Neural beta = new(PerDay, 0.02, 3{how}{walk}) {{ Role = Role.Transmission }};  // transmission rate{when}");
    }

    private static bool Varies(Transmission way) => way is not (Transmission.Constant or Transmission.ByPlace);
}
