namespace NimmGen.Search;

/// <summary>Why a solid solution is strong.</summary>
internal enum Theory
{
    /// <summary>Modulus times misfit to the two thirds, at any temperature (Labusch 1970).</summary>
    Labusch,

    /// <summary>Edge dislocations pinned by misfitting atoms, thermally activated (Varvenne et al. 2016; Maresca and Curtin 2020), in the form that holds at all temperatures.</summary>
    Edge,

    /// <summary>The same in the form for stresses near that at zero temperature.</summary>
    EdgeCold,

    /// <summary>No theory: friction and what corrects it.</summary>
    None,
}

/// <summary>How the energy barrier enters.</summary>
internal enum Activation
{
    /// <summary>exp(-x / 0.51).</summary>
    Exponential,

    /// <summary>exp(-x^0.91 / 0.55), over a wider range of temperatures (Lee et al. 2021).</summary>
    Stretched,
}

/// <summary>The strength of the solution.</summary>
internal static class TheoryProduction
{
    public static Production<Theory> Theories(AlloyContext context) => new("theory", Part.Structure,
    [
        new(Theory.Labusch, "Takes the strength of misfit alone: modulus times misfit to the two thirds."),
        new(Theory.Edge, "Takes dislocations as pinned by misfitting atoms and freed by heat.", 3, _ => context.Temperature is not null),
        new(Theory.EdgeCold, "Takes dislocations as pinned by misfitting atoms, in the form for low temperatures.", 1, _ => context.Temperature is not null),
        new(Theory.None, "Leaves out the theory: friction alone.", 0.3),
    ]);

    public static Production<Activation> Activations(Production<Theory> theory) => new("activation", Part.Rates,
    [
        new(Activation.Exponential, "Lets strength fall exponentially with activation."),
        new(Activation.Stretched, "Stretches the fall of strength with activation over more temperatures.", 1, d => d.Get(theory) == Theory.Edge),
    ], theory);

    /// <summary>The strength of the theory in MPa, a product; empty without one.</summary>
    public static string Strength(AlloyModel model, ProgramText text)
    {
        if (model.Theory == Theory.None)
        {
            return "";
        }

        string misfit = ElasticProduction.Declare(model, text);
        if (model.Theory == Theory.Labusch)
        {
            text.Parameter("readonly Learned strengthening = new(One, 1e-3, 1);  // stress over modulus and misfit to the two thirds");
            return $"strengthening * {model.Modulus} * Pow({misfit}, 2 / 3.0)";
        }

        (string stress, string barrier, string tension) = model.Context.BodyCentred ? ("0.040", "2.00", "1 / 12.0") : ("0.01785", "1.5618", "0.123");
        text.Parameter($"readonly Constant lineTension = new(One, {tension});  // over shear modulus and squared Burgers vector");
        text.Parameter("readonly Constant taylor = new(One, 3.06);  // Taylor factor");
        text.Parameter("readonly Constant strainRate = new(PerSecond, 1e-3);  // of the test");
        text.Parameter("readonly Constant referenceRate = new(PerSecond, 1e4);  // of attempts to move on");
        text.Parameter("readonly Constant boltzmann = new(JoulePerKelvin, 1.380649e-23);");
        text.Term("Expr elastic = Let(\"elastic\", (1 + poisson) / (1 - poisson));");
        text.Term($"Expr stress = Let(\"zeroTemperatureStress\", {stress} * Pow(lineTension, -1 / 3.0) * {model.Modulus} * Pow(elastic, 4 / 3.0) * Pow({misfit}, 2 / 3.0));");
        text.Term($"Expr barrier = Let(\"energyBarrier\", {barrier} * Pow(lineTension, 1 / 3.0) * {model.Modulus} * Pow(burgers, 3) * Pow(elastic, 2 / 3.0) * Pow({misfit}, 1 / 3.0));");
        text.Term($"Expr activation = boltzmann * {model.Temperature(text)} / barrier * Log(referenceRate / strainRate);");
        return (model.Theory, model.Activation) switch
        {
            (Theory.EdgeCold, _) => "taylor * stress * Max(0, 1 - Pow(activation, 2 / 3.0))",
            (_, Activation.Stretched) => "taylor * stress * Exp(-Pow(activation, 0.91) / 0.55)",
            _ => "taylor * stress * Exp(-activation / 0.51)",
        };
    }
}
