namespace NimmGen.Search;

/// <summary>How the data scatter about what is observed.</summary>
internal enum Scatter
{
    /// <summary>As the trainer takes it for the channel.</summary>
    Usual,
    Poisson,
    NegativeBinomial,
    LogNormal,
    Gaussian,
}

/// <summary>The noise model, and other channels that are observed beside the target.</summary>
internal static class ScatterProduction
{
    public static Production<Scatter> Families(InfectionContext context)
    {
        bool Counts(Design _) => context.Kind != ObservedKind.PercentOfVisits;
        return new("scatter", Part.Observation,
        [
            new(Scatter.Usual, "Leaves the scatter of the data to the trainer."),
            new(Scatter.NegativeBinomial, "Takes the counts as negative binomial: they scatter more than counting has it.", 0.7, Counts),
            new(Scatter.Poisson, "Takes the counts as Poisson.", 0.3, Counts),
            new(Scatter.LogNormal, "Takes the scatter as log-normal: errors are shares of what is observed.", 0.5),
            new(Scatter.Gaussian, "Takes the scatter as normal, the same for small and large values.", 0.4),
        ]);
    }

    public static Production<bool> SeesDeaths(InfectionContext context, Production<bool> deaths) => new("deaths observed", Part.Observation,
    [
        new(false, "Leaves the recorded deaths out.") { Label = "no" },
        new(true, "Observes the recorded deaths too: they tell of infections that are not reported.", 1, d => context.Deaths is not null && d.Get(deaths)) { Label = "yes" },
    ], deaths);

    /// <summary>", noise: ...", with what it needs declared.</summary>
    public static string Argument(Infection model, ProgramText text)
    {
        switch (model.Scatter)
        {
            case Scatter.NegativeBinomial:
                text.Parameter("readonly Learned dispersion = new(One, 0.1, 1000);  // of the counts: variance = m + m^2 / dispersion");
                return ", noise: NegativeBinomial(dispersion)";
            case Scatter.Poisson:
                return ", noise: Poisson()";
            case Scatter.LogNormal:
                text.Parameter("readonly Learned scatter = new(One, 0.02, 2);  // standard deviation of the logarithm");
                return ", noise: LogNormal(scatter)";
            case Scatter.Gaussian when model.Context.Kind == ObservedKind.PercentOfVisits:
                text.Parameter("readonly Learned scatter = new(Percent, 0.01, 5);  // standard deviation");
                return ", noise: Gaussian(scatter)";
            case Scatter.Gaussian:
                text.Parameter("readonly Learned scatter = new(People, 0.1, 5000);  // standard deviation");
                return ", noise: Gaussian(scatter)";
            default:
                return "";
        }
    }
}
