namespace NimmGen.Search;

/// <summary>The infectious stage and what ends it.</summary>
internal static class InfectiousPeriod
{
    public static Production<int> Stages() => new("infectious stages", Part.Structure,
    [
        new(1, "Takes the infectious period as exponential: one stage."),
        new(2, "Divides the infectious period into two stages: fewer very short and very long ones.", 0.7),
        new(3, "Divides the infectious period into three stages: its length varies little.", 0.4),
        new(4, "Divides the infectious period into four stages: its length hardly varies.", 0.3),
    ]);

    public static Production<bool> Fixed(Production<Immunity> immunity) => new("infectious period", Part.Values,
    [
        new(false, "Learns the infectious period.") { Label = "learned" },
        new(true, "Fixes the infectious period at a published length: with transmission learned the curve hardly tells it.", 1, d => d.Get(immunity) != Immunity.NoRecovery) { Label = "fixed" },
    ], immunity);

    public static void Declare(Infection model, ProgramText text)
    {
        text.State(model.Compartment("I", "infectious", model.InfectiousStages));
    }

    public static void DeclareRate(Infection model, ProgramText text)
    {
        if (model.Immunity != Immunity.NoRecovery)
        {
            text.Parameter(model.InfectiousFixed
                ? $"readonly Constant gamma = new(PerDay, 1 / {Infection.Number(model.Context.InfectiousDays)});  // rate of leaving the infectious stage"
                : "readonly Learned gamma = new(PerDay, 1 / 14.0, 1);  // rate of leaving the infectious stage");
        }
    }
}
