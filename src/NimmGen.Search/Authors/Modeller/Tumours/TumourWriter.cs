namespace NimmGen.Search;

/// <summary>Writes a tumour model as the C# that people read.</summary>
internal static class TumourWriter
{
    public static string Name(TumourGrammar g, Design design) => string.Concat(
        design.Get(g.Growth),
        design.Get(g.Kill) switch { DrugKill.None => "", DrugKill.Linear => "Chemo", var kill => $"Chemo{kill}" },
        design.Get(g.Dying) == Death.Transit ? "Transit" : "",
        design.Get(g.Radiation) == RadiationKill.None ? "" : "Radio");

    public static string Write(TumourGrammar g, Design design, string note)
    {
        var text = new ProgramText();
        text.State("readonly Quantity V = new(CubicCentimeter);  // tumour volume");
        text.Input("readonly Input tumourVolume = new(CubicCentimeter, min: 0);  // first value: where it starts");
        bool transit = design.Get(g.Dying) == Death.Transit;
        string rate = GrowthProduction.Rate(design.Get(g.Growth), transit ? "total" : "V", text), observed = transit ? "total" : "V";
        string radiation = RadiationProduction.Loss(design.Get(g.Radiation), text);
        text.Start("Start(V, tumourVolume);");
        text.Observe($"Observe(\"tumour_volume\", CubicCentimeter, {observed});");
        if (g.Context.Drug)
        {
            DrugKinetics.Write(design.Get(g.Drug), text);
        }

        string drug = "";
        if (design.Get(g.Kill) is not DrugKill.None and var kill)
        {
            drug = DrugKillProduction.Rate(kill, design.Get(g.EffectSite), design.Get(g.Resistance), text);
            if (transit)
            {
                Transit(drug, text);
                drug = "kill";
            }
        }

        text.Flow($"Growth(V, {rate}{(drug.Length > 0 ? $" - {drug}" : "")}{radiation});");
        text.Solver($"Solver({(design.Get(g.DailySteps) ? "Scheme.Euler, subSteps: 1" : "Scheme.RungeKutta4, subSteps: 2")});");
        return text.Write(Name(g, design), $"{Summary(g, design)} {note}");
    }

    private static void Transit(string kill, ProgramText text)
    {
        text.State("readonly Compartment D = new(CubicCentimeter, stages: 3);  // hit cells on their way to death");
        text.State("readonly Compartment Z = new(CubicCentimeter);  // dead cells, which take no room any more");
        text.Parameter("readonly Learned transit = new(PerDay, 0.02, 2);  // one over the time from hit to death");
        text.Term("Expr total = V + D;");
        text.Term($"Expr kill = {kill};");
        text.Flow("Inflow(D, kill * V);");
        text.Flow("Flow(D, Z, transit);");
        text.Start("Start(D, 0);");
        text.Start("Start(Z, 0);");
    }

    private static string Summary(TumourGrammar g, Design design) =>
        $"Tumour volume{(g.Context.Drug ? " and drug concentration" : "")}{(design.Get(g.Drug) == Kinetics.TwoCompartments ? " with a periphery" : "")}{(design.Get(g.Resistance) ? "; resistance grows" : "")}.";
}
