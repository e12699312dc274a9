namespace NimmGen.Search;

/// <summary>The stage between infection and infectiousness, by a chain of stages whose stay is Erlang distributed (Wearing, Rohani and Keeling 2005).</summary>
internal static class LatentPeriod
{
    public static Production<int> Stages() => new("latent stages", Part.Structure,
    [
        new(0, "Drops the exposed stage: the data may not resolve a latent period."),
        new(1, "Adds an exposed stage: infection precedes infectiousness by a latent period.", 3),
        new(2, "Divides the latent period into two stages: hardly anybody becomes infectious at once."),
        new(3, "Divides the latent period into three stages: its length varies little.", 0.5),
    ]);

    public static Production<bool> Fixed(Production<int> stages) => new("latent period", Part.Values,
    [
        new(false, "Learns the latent period.") { Label = "learned" },
        new(true, "Fixes the latent period at a published length: the curve hardly tells it.", 1, d => d.Get(stages) > 0) { Label = "fixed" },
    ], stages);

    public static void Write(Infection model, ProgramText text)
    {
        if (model.LatentStages == 0)
        {
            return;
        }

        text.State(model.Compartment("E", "infected, not yet infectious", model.LatentStages));
        text.Parameter(model.LatentFixed
            ? $"readonly Constant sigma = new(PerDay, 1 / {Infection.Number(model.Context.LatentDays)});  // rate of becoming infectious"
            : "readonly Learned sigma = new(PerDay, 1 / 7.0, 1);  // rate of becoming infectious");
        bool seen = model.Observed == ObservedEvent.Onsets;
        text.Flow(model.Branch == Branch.None
            ? $"{(seen ? "Flow onset = " : "")}Flow(E, I, sigma, name: \"onset\");"
            : $"{(seen ? "(Flow onset, _) = " : "")}Split(E, sigma, to: I, fraction: {BranchProduction.Share(model)}, rest: A, name: \"onset\", restName: \"silent\");");
    }
}
