namespace NimmGen.Search;

/// <summary>Whether some infections run another course from the start.</summary>
internal enum Branch
{
    None,

    /// <summary>A fixed share has no symptoms and infects half as much.</summary>
    Asymptomatic,

    /// <summary>A learned share is ascertained; the others infect about half as much and are never reported (Li et al. 2020).</summary>
    Unreported,
}

/// <summary>The second branch of infectious people.</summary>
internal static class BranchProduction
{
    // Of visits only their level is known, which is learned in any case.
    public static Production<Branch> Branches(InfectionContext context) => new("branch", Part.Structure,
    [
        new(Branch.None, "Treats all infections alike."),
        new(Branch.Asymptomatic, "Adds an asymptomatic branch: a share of the infected shows nothing and infects less.", 0.5),
        new(Branch.Unreported, "Divides the infectious into those who will be reported and those who never are.", 0.5, _ => context.Kind != ObservedKind.PercentOfVisits),
    ]);

    public static string Share(Infection model) => model.Branch == Branch.Unreported ? "ascertained" : "symptomatic";

    public static void Declare(Infection model, ProgramText text)
    {
        if (model.Branch == Branch.None)
        {
            return;
        }

        text.State(model.Compartment("A", model.Branch == Branch.Asymptomatic ? "infectious without symptoms" : "infectious, never reported"));
        text.Parameter(model.Branch == Branch.Asymptomatic
            ? "readonly Constant symptomatic = new(Fraction, 0.6);  // share of infections with symptoms"
            : "readonly Learned ascertained = new(Fraction, 0.02, 0.9) { Role = Role.Reporting };  // share of infections that is reported");
        text.Parameter(model.Branch == Branch.Asymptomatic
            ? "readonly Constant relative = new(One, 0.5);  // transmission by those without symptoms, relative"
            : "readonly Constant relative = new(One, 0.55);  // transmission by the unreported, relative");
    }
}
