namespace NimmGen.Search;

/// <summary>How new infections depend on the share of infectious people.</summary>
public enum ForceOfInfection
{
    /// <summary>beta I / N.</summary>
    Proportional,

    /// <summary>beta I / N / (1 + caution I / N): people avoid contact when many are ill (Capasso and Serio 1978).</summary>
    Saturating,

    /// <summary>beta (I / N)^mixing: imperfect mixing (Liu, Hethcote and Levin 1987).</summary>
    Power,
}

/// <summary>What the data are taken to count.</summary>
public enum Observed
{
    Infections,
    Onsets,
    Prevalence,
}

/// <summary>What the grammar must know of the data set.</summary>
/// <param name="Channel">The channel to observe.</param>
/// <param name="Kind">Which observation forms are open.</param>
/// <param name="Weekly">True for weekly data: fewer sub-steps a day.</param>
/// <param name="ManyPlaces">True where the level of reporting may differ from place to place.</param>
/// <param name="Long">True where every training spans weeks enough for a rate that changes by week.</param>
/// <param name="Population">The constant of the data set that counts who can be infected.</param>
public sealed record InfectionContext(string Channel, ObservedKind Kind, bool Weekly, bool ManyPlaces, bool Long, string Population);

/// <summary>The form of the target channel.</summary>
public enum ObservedKind
{
    NewCases,
    Prevalence,
    PercentOfVisits,
}

/// <summary>A susceptible-infected chain.</summary>
/// <param name="Context">The data it is written for.</param>
/// <param name="Exposed">With a stage between infection and infectiousness.</param>
/// <param name="Deaths">A fixed share of those who leave the infectious stage dies.</param>
/// <param name="Waning">Immunity is lost.</param>
/// <param name="Force">Form of the force of infection.</param>
/// <param name="TransmissionVaries">Transmission rate by week (from the network) or one learned value.</param>
/// <param name="Importation">Infections from outside.</param>
/// <param name="Underreporting">A learned share of what is observed is reported; else all.</param>
/// <param name="Observed">What the data count.</param>
public sealed record InfectionDesign(
    InfectionContext Context,
    bool Exposed,
    bool Deaths,
    bool Waning,
    ForceOfInfection Force,
    bool TransmissionVaries,
    bool Importation,
    bool Underreporting,
    Observed Observed) : Design
{
    public override string Name =>
        $"S{(Exposed ? "e" : "")}ir{(Deaths ? "d" : "")}{(Waning ? "s" : "")}{(Force == ForceOfInfection.Proportional ? "" : Force.ToString())}";

    /// <summary>The simplest member: where every search starts.</summary>
    public static InfectionDesign Simplest(InfectionContext context) => new(
        context, Exposed: false, Deaths: false, Waning: false, ForceOfInfection.Proportional,
        TransmissionVaries: context.Long, Importation: false,
        Underreporting: context.Kind != ObservedKind.Prevalence,
        context.Kind == ObservedKind.Prevalence ? Observed.Prevalence : Observed.Infections);

    public override IEnumerable<Edit> Edits()
    {
        yield return Exposed
            ? new(this with { Exposed = false, Observed = Observed == Observed.Onsets ? Observed.Infections : Observed },
                "Drops the exposed stage: the data may not resolve a latent period.")
            : new(this with { Exposed = true }, "Adds an exposed stage: infection precedes infectiousness by a latent period.");
        if (Context.Long)
        {
            yield return TransmissionVaries
                ? new(this with { TransmissionVaries = false }, "Holds the transmission rate constant: depletion of susceptibles alone may explain the curve.")
                : new(this with { TransmissionVaries = true }, "Lets the transmission rate vary by week: behaviour and season change contact.");
        }

        yield return Waning
            ? new(this with { Waning = false }, "Makes immunity permanent.")
            : new(this with { Waning = true }, "Lets immunity wane, so that the recovered become susceptible again.");
        yield return Importation
            ? new(this with { Importation = false }, "Drops importation.")
            : new(this with { Importation = true }, "Adds importation: infections arrive from outside and the epidemic cannot die out.");
        yield return Deaths
            ? new(this with { Deaths = false }, "Drops deaths.")
            : new(this with { Deaths = true }, "Adds deaths: a small share of the infectious dies and leaves the population that mixes.");
        foreach (ForceOfInfection force in Enum.GetValues<ForceOfInfection>().Where(f => f != Force))
        {
            yield return new(this with { Force = force }, force switch
            {
                ForceOfInfection.Saturating => "Lets contact fall as prevalence rises: people are cautious when many are ill.",
                ForceOfInfection.Power => "Raises prevalence to a learned power: mixing is not homogeneous.",
                _ => "Returns to the proportional force of infection.",
            });
        }

        foreach (Observed observed in OpenObservations().Where(o => o != Observed))
        {
            yield return new(this with { Observed = observed }, observed switch
            {
                Observed.Onsets => "Takes the data as new onsets (from exposed to infectious), not infections.",
                Observed.Prevalence => "Takes the data as people ill at the time.",
                _ => "Takes the data as new infections.",
            });
        }

        if (Context.Kind != ObservedKind.PercentOfVisits)
        {
            yield return Underreporting
                ? new(this with { Underreporting = false }, "Takes all cases as reported.")
                : new(this with { Underreporting = true }, "Lets only a learned share of cases be reported.");
        }
    }

    public override string Program(string note) => InfectionProgram.Write(this, note);

    private IEnumerable<Observed> OpenObservations() => Context.Kind switch
    {
        ObservedKind.Prevalence => [Observed.Prevalence],
        _ => Exposed ? [Observed.Infections, Observed.Onsets] : [Observed.Infections],
    };
}
