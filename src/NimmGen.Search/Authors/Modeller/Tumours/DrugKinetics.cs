namespace NimmGen.Search;

/// <summary>How the level of a drug falls.</summary>
internal enum Kinetics
{
    OneCompartment,

    /// <summary>With a periphery: the level falls in two phases (Gibaldi and Perrier 1982, section 2.2).</summary>
    TwoCompartments,

    /// <summary>Elimination of Michaelis and Menten: a line first, which bends (Wagner 1973).</summary>
    Saturable,
}

/// <summary>The drug, and the place where it acts.</summary>
internal static class DrugKinetics
{
    private const string Level = "Milligram / CubicMeter";

    public static Production<Kinetics> Forms(TumourContext context) => new("drug", Part.Structure,
    [
        new(Kinetics.OneCompartment, "Lets the drug leave one compartment at first order."),
        new(Kinetics.TwoCompartments, "Adds a periphery that the drug exchanges with: its level falls in two phases.", 0.5, _ => context.Drug),
        new(Kinetics.Saturable, "Lets the elimination of the drug saturate.", 0.5, _ => context.Drug),
    ]);

    /// <summary>Declares the drug and its flows.</summary>
    public static void Write(Kinetics kinetics, ProgramText text)
    {
        text.State($"readonly Compartment C = new({Level});  // drug concentration");
        text.Flow("Inflow(C, chemoDose * PerDay);");
        if (kinetics == Kinetics.Saturable)
        {
            text.Parameter($"readonly Learned maximum = new({Level} / Day, 0.01, 50);  // elimination at saturation");
            text.Parameter($"readonly Learned halfLevel = new({Level}, 0.1, 100);  // level at which elimination is half of the maximum");
            text.Flow("Outflow(C, maximum / (halfLevel + C));");
        }
        else
        {
            text.Parameter("readonly Learned elimination = new(PerDay, 0.05, 2);  // of the drug");
            text.Flow("Outflow(C, elimination);");
        }

        text.Start("Start(C, drugConcentration);");
        if (kinetics == Kinetics.TwoCompartments)
        {
            text.State($"readonly Compartment P = new({Level});  // drug in the periphery, as the level it would give");
            text.Parameter("readonly Learned outward = new(PerDay, 1e-3, 2);  // from the centre to the periphery");
            text.Parameter("readonly Learned inward = new(PerDay, 1e-3, 2);  // and back");
            text.Flow("Flow(C, P, outward);");
            text.Flow("Flow(P, C, inward);");
            text.Start("Start(P, 0);");
        }

        text.Input($"readonly Input drugConcentration = new({Level}, min: 0);  // first value");
        text.Input($"readonly Input chemoDose = new({Level}, min: 0);  // given on the day");
        text.Observe($"Observe(\"drug_concentration\", {Level}, C);");
    }
}
