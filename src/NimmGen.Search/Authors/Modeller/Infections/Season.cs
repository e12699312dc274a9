namespace NimmGen.Search;

/// <summary>A yearly wave of contact (Dietz 1976).</summary>
internal static class SeasonProduction
{
    public static Production<bool> Waves(InfectionContext context) => new("season", Part.Rates,
    [
        new(false, "Drops the yearly wave of transmission.") { Label = "no" },
        new(true, "Adds a yearly wave of transmission.", 0.5, _ => context.Years) { Label = "yes" },
    ]);

    public static void Declare(Infection model, ProgramText text)
    {
        if (model.Season)
        {
            text.Parameter("readonly Learned amplitude = new(One, 0, 0.6);  // of the yearly wave");
            text.Parameter("readonly Learned peak = new(Days, 0, 365);  // day of most contact, from the first row");
        }
    }
}
