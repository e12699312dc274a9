namespace NimmGen.Search;

/// <summary>A design of the grammar of alloys, with names for what it chose.</summary>
internal sealed class AlloyModel(AlloyGrammar grammar, Design design)
{
    public AlloyContext Context => grammar.Context;

    public Theory Theory => design.Get(grammar.Theory);

    public Friction Friction => design.Get(grammar.Friction);

    public Activation Activation => design.Get(grammar.Activation);

    public Softening Softening => design.Get(grammar.Softening);

    public Correction Correction => design.Get(grammar.Correction);

    public Source ModulusSource => design.Get(grammar.Modulus);

    public Source PoissonSource => design.Get(grammar.Poisson);

    public Source BurgersSource => design.Get(grammar.Burgers);

    public Source MisfitSource => design.Get(grammar.Misfit);

    /// <summary>The modulus at the temperature of the test, by name.</summary>
    public string Modulus => Softening != Softening.None ? "modulus" : ModulusSource == Source.Table ? Context.ShearModulus! : "shearModulus";

    /// <summary>The temperature, once declared.</summary>
    public string Temperature(ProgramText text)
    {
        text.Input($"readonly Input {Context.Temperature} = new(Kelvin, min: 1);");
        return Context.Temperature!;
    }

    public string Name => string.Concat(
        Context.BodyCentred ? "Bcc" : "Fcc",
        Theory == Theory.None ? "Friction" : $"{Theory}",
        Friction is Friction.None or Friction.One || Theory == Theory.None ? "" : Friction == Friction.HallPetch ? "HallPetch" : "Friction",
        Correction == Correction.None ? "" : $"{Correction}Correction");

    public string Write(string note)
    {
        var text = new ProgramText();
        string theory = TheoryProduction.Strength(this, text);
        text.Observe($"Observe(\"{Context.Channel}\", MPa, {FrictionProduction.Sum(this, theory, text)});");
        string of = $"Strength of a {(Context.BodyCentred ? "body" : "face")}-centred cubic solid solution";
        string by = Theory switch { Theory.None => "without a theory", Theory.Labusch => "by misfit", _ => "by pinned edge dislocations" };
        return text.Write(Name, $"{of} {by}. {note}");
    }
}
