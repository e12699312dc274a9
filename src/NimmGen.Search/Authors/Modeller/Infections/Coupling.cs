namespace NimmGen.Search;

/// <summary>Who meets whom.</summary>
internal enum Coupling
{
    /// <summary>Each place by itself.</summary>
    None,

    /// <summary>Residents meet the prevalence among those present where they go (Keeling and Rohani 2008, section 7.2).</summary>
    Commuting,

    /// <summary>Residents meet the prevalence of the places that a matrix gives weight.</summary>
    Neighbours,

    /// <summary>Age groups that meet as a contact matrix says (Mossong et al. 2008).</summary>
    Ages,
}

/// <summary>Coupling of places or ages by the matrices of the data set.</summary>
internal static class CouplingProduction
{
    public static Production<Coupling> Ways(InfectionContext context) => new("coupling", Part.Structure,
    [
        new(Coupling.None, context.ManyPlaces ? "Lets each place run by itself." : "Lets everybody meet everybody."),
        new(Coupling.Commuting, "Couples the places: residents meet those who are present where they go.", 0.6, _ => context.Places is not null),
        new(Coupling.Neighbours, "Couples the places: residents meet the prevalence of the places that they are linked with.", 0.6, _ => context.Places is not null),
        // Each group is simulated: a candidate by age costs several others.
        new(Coupling.Ages, "Divides people into age groups that meet as the contact matrix says.", 0.1, _ => context.Ages is not null),
    ]);

    /// <summary>Whom shares are shares of.</summary>
    public static string Total(Infection model) => model.Coupling == Coupling.None ? "living" : model.Population;

    public static void Declare(Infection model, ProgramText text)
    {
        switch (model.Coupling)
        {
            case Coupling.Commuting or Coupling.Neighbours:
                text.Parameter($"readonly Matrix {model.Context.Places!.Field} = new(Fraction, Location);  // between places");
                break;
            case Coupling.Ages:
                text.Axis($"static readonly Axis Age = new({string.Join(", ", model.Context.Ages!.Labels.Select(l => $"\"{l}\""))});");
                text.Parameter($"readonly Matrix {model.Context.Ages.Field} = new(One, Age);  // shares of contacts between ages");
                break;
        }
    }

    public static void Write(Infection model, ProgramText text)
    {
        if (model.Coupling == Coupling.None || model.Turnover)
        {
            text.Term($"Expr living = {string.Join(" + ", model.Living)};");
        }

        string infectious = model.Branch == Branch.None ? "I" : "(I + relative * A)";
        switch (model.Coupling)
        {
            case Coupling.Commuting:
                text.Term($"Expr present = {model.Context.Places!.Present(Bare(infectious))} / {model.Context.Places.Present(model.Population)};");
                text.Term($"Expr share = {model.Context.Places.Met("present")};");
                break;
            case Coupling.Neighbours:
                text.Term($"Expr share = {model.Context.Places!.Met($"{infectious} / {model.Population}")};");
                break;
            case Coupling.Ages:
                text.Term($"Expr share = {model.Context.Ages!.Met($"{infectious} / {model.Population}")};");
                break;
            default:
                text.Term($"Expr share = {infectious} / living;");
                break;
        }
    }

    private static string Bare(string term) => term.Trim('(', ')');
}
