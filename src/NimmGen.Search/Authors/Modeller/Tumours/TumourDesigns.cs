namespace NimmGen.Search;

/// <summary>Designs of tumours that are asked for by name.</summary>
public static class TumourDesigns
{
    /// <summary>The structure of the lung-cancer simulator (Geng, Paganetti and Grassberger 2017, as HDTwinGen has it), a step a day.</summary>
    public static Design OfSimulator(TumourContext context)
    {
        var grammar = new TumourGrammar(context);
        return grammar.Simplest
            .With(grammar.Growth, TumourGrowth.Gompertz)
            .With(grammar.Kill, context.Drug ? DrugKill.Linear : DrugKill.None)
            .With(grammar.Radiation, context.Radiation ? RadiationKill.LinearQuadratic : RadiationKill.None)
            .With(grammar.DailySteps, true);
    }
}
