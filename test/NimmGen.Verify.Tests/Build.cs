using NimmGen.Ir;

namespace NimmGen.Verify.Tests;

/// <summary>A sound SIR model in few words, and the ways to break it.</summary>
internal static class Build
{
    public static readonly Unit People = Unit.Of("people"), PerDay = Unit.Parse("1/day"), Volume = Unit.Of("cm3");

    public static Expression R(string name) => new Reference(name);

    public static Expression N(double value, Unit? unit = null) => new Number(value, unit ?? Unit.One);

    public static Place At(int line) => new("M.cs", line);

    public static CompartmentSymbol Compartment(string name, Unit? unit = null) => new(name, unit ?? People, null, null, At(1));

    public static LearnedSymbol Learned(string name, Unit unit, double min, double max) => new(name, unit, min, max, null, null, At(2));

    public static NeuralSymbol Neural(string name, Unit unit, double min, double max) => new(name, unit, min, max, Cadence.Weekly, null, null, At(2));

    public static Expression Force => R("beta") * R("I") / (R("S") + R("I") + R("R"));

    public static MechanismIr Sir(params Statement[] more) => new(
        "M", null,
        [
            Compartment("S"), Compartment("I"), Compartment("R"),
            Neural("beta", PerDay, 0.1, 2) with { Role = "transmission" }, Learned("gamma", PerDay, 0.05, 0.5), Learned("infected0", Unit.One, 1e-6, 1e-2),
            new InputSymbol("population", People, 1, null, null, null, At(3)),
        ],
        [
            new FlowStatement("infection", "S", "I", Force, At(10)),
            new FlowStatement("recovery", "I", "R", R("gamma"), At(11)),
            new StartStatement("I", R("infected0") * R("population"), At(12)),
            new StartStatement("R", N(0), At(13)),
            new StartRestStatement("S", R("population"), At(14)),
            new ObserveStatement("cases", People, new Incidence("infection"), At(15)),
            .. more,
        ]);

    public static MechanismIr With(this MechanismIr model, params Symbol[] symbols) =>
        model with { Symbols = [.. model.Symbols.Where(s => !symbols.Any(n => n.Name == s.Name)), .. symbols] };

    /// <summary>The statement of that line replaced, or removed where there is none to put.</summary>
    public static MechanismIr At(this MechanismIr model, int line, Statement? statement = null) =>
        model with { Statements = [.. model.Statements.Select(s => s.Place.Line == line ? statement : s).OfType<Statement>()] };

    public static MechanismIr Hazard(this MechanismIr model, Expression hazard) =>
        model.At(11, new FlowStatement("recovery", "I", "R", hazard, At(11)));

    /// <summary>A tumour that grows logistically.</summary>
    public static MechanismIr Tumour(Statement equation) => new(
        "T", null,
        [
            new QuantitySymbol("V", Volume, null, null, At(1)), Learned("growth", PerDay, 0.001, 0.1), Learned("capacity", Volume, 30, 3000),
            new InputSymbol("volume0", Volume, 0.01, null, null, null, At(3)),
        ],
        [equation, new StartStatement("V", R("volume0"), At(12)), new ObserveStatement("volume", Volume, R("V"), At(13))]);

    public static string[] Codes(MechanismIr model, DataContext? data = null) => [.. Verifier.Verify(model, data).Findings.Select(f => f.Code)];
}
