namespace NimmGen.Search;

/// <summary>How new infections depend on the share of infectious people.</summary>
internal enum Force
{
    /// <summary>beta I / N.</summary>
    Proportional,

    /// <summary>beta I / N / (1 + I / N / half): people avoid contact when many are ill (Capasso and Serio 1978).</summary>
    Saturating,

    /// <summary>beta (I / N)^mixing: imperfect mixing (Liu, Hethcote and Levin 1987).</summary>
    Power,

    /// <summary>beta I / N times a small network of the shares that are susceptible and infectious.</summary>
    Closure,
}

/// <summary>The force of infection.</summary>
internal static class ForceProduction
{
    public static Production<Force> Forms() => new("force of infection", Part.Rates,
    [
        new(Force.Proportional, "Returns to the proportional force of infection."),
        new(Force.Saturating, "Lets contact fall as prevalence rises: people are cautious when many are ill."),
        new(Force.Power, "Raises prevalence to a learned power: mixing is not homogeneous."),
        new(Force.Closure, "Lets a small network of the susceptible and infectious shares scale contact: its form is not known.", 0.3),
    ]);

    /// <summary>The force where it is needed more than once: the name of a term, else the term itself.</summary>
    public static string Name(Infection model) => Repeated(model) ? "force" : Hazard(model);

    public static void Declare(Infection model, ProgramText text)
    {
        switch (model.Force)
        {
            case Force.Saturating:
                text.Parameter("readonly Learned half = new(Fraction, 1e-4, 0.5);  // infectious share at which contact is halved");
                break;
            case Force.Power:
                text.Parameter("readonly Learned mixing = new(One, 0.7, 1.1);  // exponent of the infectious share; 1 is homogeneous mixing");
                break;
            case Force.Closure:
                text.Parameter("readonly Closure contact = new(One, 0.2, 2, hidden: 4);  // relative contact, of the shares susceptible and infectious");
                break;
        }
    }

    public static void Write(Infection model, ProgramText text)
    {
        if (Repeated(model))
        {
            text.Term($"Expr force = {Hazard(model)};");
        }

        bool seen = model.Observed == ObservedEvent.Infections;
        text.Flow(model.Branch != Branch.None && model.LatentStages == 0
            ? $"{(seen ? "(Flow infection, _) = " : "")}Split(S, {Name(model)}, to: I, fraction: {BranchProduction.Share(model)}, rest: A, name: \"infection\", restName: \"silentInfection\");"
            : $"{(seen ? "Flow infection = " : "")}Flow(S, {model.First}, {Name(model)}, name: \"infection\");");
    }

    private static bool Repeated(Infection model) => model.Immunity == Immunity.Partial || Demography.HasVaccinated(model);

    private static string Hazard(Infection model)
    {
        string beta = $"beta{(model.Season ? " * Season(amplitude, peak)" : "")}{CovariateProduction.Factor(model)}";
        string force = model.Force switch
        {
            Force.Saturating => $"{beta} * share / (1 + share / half)",
            Force.Power => $"{beta} * Pow(share, mixing)",
            Force.Closure => $"{beta} * contact.Of(S / {CouplingProduction.Total(model)}, 100 * share) * share",
            _ => $"{beta} * share",
        };
        return force + (model.Importation == Importation.Caught ? " + imports" : "");
    }
}
