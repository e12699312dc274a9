namespace NimmGen.Search;

/// <summary>How the shear modulus falls with temperature.</summary>
internal enum Softening
{
    None,

    /// <summary>Exponentially from a reference temperature.</summary>
    Exponential,

    /// <summary>Exponentially with the temperature over that of melting.</summary>
    Homologous,
}

/// <summary>The modulus at the temperature of the test.</summary>
internal static class SofteningProduction
{
    public static Production<Softening> Forms(AlloyContext context, Production<Theory> theory) => new("softening", Part.Rates,
    [
        new(Softening.None, "Takes the modulus as the same at all temperatures."),
        new(Softening.Exponential, "Lets the modulus fall with temperature.", 1, d => context.Temperature is not null && d.Get(theory) != Theory.None),
        new(Softening.Homologous, "Lets the modulus fall with temperature over that of melting.", 1,
            d => context is { Temperature: not null, Melting: not null } && d.Get(theory) != Theory.None),
    ], theory);

    public static void Declare(AlloyModel model, ProgramText text)
    {
        string modulus = model.ModulusSource == Source.Table ? model.Context.ShearModulus! : "shearModulus";
        switch (model.Softening)
        {
            case Softening.Exponential:
                text.Parameter("readonly Learned softening = new(One / Kelvin, 1e-5, 1e-3);  // fall of the modulus with temperature");
                text.Parameter("readonly Constant referenceTemperature = new(Kelvin, 300);");
                text.Term($"Expr modulus = Let(\"modulus\", {modulus} * Exp(-softening * ({model.Temperature(text)} - referenceTemperature)));");
                break;
            case Softening.Homologous:
                text.Parameter("readonly Learned softening = new(One, 0.01, 3);  // fall of the modulus with temperature over that of melting");
                text.Input($"readonly Input {model.Context.Melting} = new(Kelvin, min: 100);  // melting temperature, mean over the elements");
                text.Term($"Expr modulus = Let(\"modulus\", {modulus} * Exp(-softening * {model.Temperature(text)} / {model.Context.Melting}));");
                break;
        }
    }
}
