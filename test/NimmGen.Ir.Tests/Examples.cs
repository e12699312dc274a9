namespace NimmGen.Ir.Tests;

/// <summary>Mechanisms that several tests need.</summary>
internal static class Examples
{
    public static Expression Ref(string name) => new Reference(name);

    /// <summary>Susceptible, exposed, infectious, recovered, dead; reported incidence is observed.</summary>
    public static MechanismIr Seirm()
    {
        Unit people = Unit.Of("people"), perDay = Unit.Parse("1/day");
        Expression living = Ref("S") + Ref("E") + Ref("I") + Ref("R");
        CompartmentSymbol C(string name) => new(name, people, null, null, Place.None);
        return new("Seirm", "SEIRM", [
                C("S"), C("E"), C("I"), C("R"), C("M"),
                new NeuralSymbol("beta", perDay, 0.05, 1.5, Cadence.Weekly, null, "transmission", Place.None),
                new LearnedSymbol("reported", Unit.One, 0.01, 0.9, null, "reporting", Place.None),
                new ConstantSymbol("sigma", perDay, 0.25, null, null, Place.None),
                new LearnedSymbol("gamma", perDay, 0.1, 0.5, null, null, Place.None),
                new ConstantSymbol("fatality", Unit.One, 0.01, null, null, Place.None),
                new LearnedSymbol("infected0", Unit.One, 1e-6, 1e-3, null, null, Place.None),
                new InputSymbol("population", people, 1, null, null, null, Place.None),
            ],
            [
                new FlowStatement("infection", "S", "E", Ref("beta") * Ref("I") / living, Place.None),
                new FlowStatement("onset", "E", "I", Ref("sigma"), Place.None),
                new SplitStatement("death", "recovery", "I", Ref("gamma"), "M", Ref("fatality"), "R", Place.None),
                new StartStatement("E", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("I", Ref("infected0") * Ref("population"), Place.None),
                new StartStatement("R", new Number(0, Unit.One) * Ref("population"), Place.None),
                new StartStatement("M", new Number(0, Unit.One) * Ref("population"), Place.None),
                new StartRestStatement("S", Ref("population"), Place.None),
                new ObserveStatement("cases", people, Ref("reported") * new Incidence("infection"), Place.None),
            ]);
    }

    public static MechanismIr Reversed(MechanismIr model) =>
        model with { Symbols = [.. model.Symbols.Reverse()], Statements = [.. model.Statements.Reverse()] };
}
