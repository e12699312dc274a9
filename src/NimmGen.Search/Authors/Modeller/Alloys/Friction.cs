namespace NimmGen.Search;

/// <summary>Stress beside the theory.</summary>
internal enum Friction
{
    None,
    One,
    Predicted,

    /// <summary>One value, and more the finer the grains are (Hall 1951, Petch 1953).</summary>
    HallPetch,
}

/// <summary>What corrects the strength for what the theory leaves out.</summary>
internal enum Correction
{
    None,

    /// <summary>A learned factor: all samples differ from the theory alike.</summary>
    Factor,

    /// <summary>Atoms of other stiffness (Fleischer 1963): in proportion to the spread of moduli.</summary>
    Modulus,

    /// <summary>Order between unlike atoms: in proportion to the spread of electronegativities.</summary>
    Order,

    /// <summary>A factor that a network predicts from the composition.</summary>
    Network,
}

/// <summary>Friction and corrections.</summary>
internal static class FrictionProduction
{
    public static Production<Friction> Frictions(AlloyContext context, Production<Theory> theory) => new("friction", Part.Structure,
    [
        new(Friction.None, "Drops friction: the theory explains all strength.", 1, d => d.Get(theory) != Theory.None),
        new(Friction.One, "Adds a friction stress, the same for all: interstitials, grain boundaries."),
        new(Friction.Predicted, "Adds a friction stress that the composition predicts."),
        new(Friction.HallPetch, "Adds a friction stress that grows as grains are finer.", 2, _ => context.GrainSize is not null),
    ], theory);

    public static Production<Correction> Corrections(AlloyContext context, Production<Theory> theory) => new("correction", Part.Rates,
    [
        new(Correction.None, "Drops the correction of the theory."),
        new(Correction.Factor, "Scales the theory by a learned factor.", 1, d => d.Get(theory) is Theory.Edge or Theory.EdgeCold),
        new(Correction.Modulus, "Adds a strength in proportion to the spread of moduli: atoms differ in stiffness too.", 1, _ => context.ModulusDeviation is not null),
        new(Correction.Order, "Adds a strength in proportion to the spread of electronegativities: unlike atoms order.", 1, _ => context.Electronegativity is not null),
        new(Correction.Network, "Scales the theory by a factor that the composition predicts.", 1, d => d.Get(theory) is Theory.Edge or Theory.EdgeCold),
    ], theory);

    /// <summary>The observed strength: theory, corrections and friction.</summary>
    public static string Sum(AlloyModel model, string theory, ProgramText text)
    {
        var terms = new List<string>();
        switch (model.Correction)
        {
            case Correction.Factor:
                text.Parameter("readonly Learned factor = new(One, 0.2, 5);  // of the theory, for all samples");
                theory = $"factor * {theory}";
                break;
            case Correction.Network:
                text.Parameter("readonly Neural factor = new(One, 0.3, 3);  // of the theory, by composition");
                theory = $"factor * {theory}";
                break;
            case Correction.Modulus:
                text.Parameter("readonly Learned stiffness = new(One, 1e-5, 0.1);  // stress over the spread of moduli");
                text.Input($"readonly Input {model.Context.ModulusDeviation} = new(GPa, min: 0);  // standard deviation over the elements");
                terms.Add($"stiffness * {model.Context.ModulusDeviation}");
                break;
            case Correction.Order:
                text.Parameter("readonly Learned order = new(MPa, 1, 20000);  // stress over the spread of electronegativities");
                text.Input($"readonly Input {model.Context.Electronegativity} = new(One, min: 0);  // standard deviation over the elements");
                terms.Add($"order * {model.Context.Electronegativity}");
                break;
        }

        switch (model.Friction)
        {
            case Friction.One:
                text.Parameter("readonly Learned friction = new(MPa, 1, 800);  // stress beside the theory");
                terms.Add("friction");
                break;
            case Friction.Predicted:
                text.Parameter("readonly Neural friction = new(MPa, 1, 800);  // stress beside the theory");
                terms.Add("friction");
                break;
            case Friction.HallPetch:
                text.Parameter("readonly Learned friction = new(MPa, 1, 1000);  // strength of one grain");
                text.Parameter("readonly Learned slope = new(MPa, 50, 2000);  // gain at a grain size of a micrometre");
                text.Parameter("readonly Constant micrometre = new(Millimeter, 1e-3);");
                text.Input($"readonly Input {model.Context.GrainSize} = new(Millimeter, min: 1e-5);");
                terms.Add("friction");
                terms.Add($"slope * Sqrt(micrometre / {model.Context.GrainSize})");
                break;
        }

        return string.Join(" + ", theory.Length > 0 ? [theory, .. terms] : terms);
    }
}
