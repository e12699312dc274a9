using NimmGen.Ir;

namespace NimmGen.Compile.Tests;

/// <summary>Mechanisms that several tests need, and short ways to write them.</summary>
internal static class Models
{
    public static readonly Unit People = Unit.Of("people");
    public static readonly Unit PerDay = Unit.Parse("1/day");
    public static readonly Unit PerWeek = Unit.Parse("1/week");

    public static Expression Ref(string name) => new Reference(name);

    public static Expression Num(double value, Unit? unit = null) => new Number(value, unit ?? Unit.One);

    public static Expression Fn(Function function, params Expression[] arguments) => new Call(function, [.. arguments]);

    public static CompartmentSymbol Compartment(string name, Unit? unit = null) => new(name, unit ?? People, null, null, Place.None);

    public static QuantitySymbol Quantity(string name, Unit? unit = null) => new(name, unit ?? Unit.One, null, null, Place.None);

    public static NeuralSymbol Neural(string name, Unit unit) => new(name, unit, 0.01, 2, Cadence.EveryStep, null, null, Place.None);

    public static LearnedSymbol Learned(string name, Unit unit) => new(name, unit, 0.01, 2, null, null, Place.None);

    public static ConstantSymbol Constant(string name, Unit unit, double value) => new(name, unit, value, null, null, Place.None);

    public static InputSymbol Input(string name, Unit unit) => new(name, unit, null, null, null, null, Place.None);

    public static FlowStatement Flow(string name, string from, string to, Expression hazard) => new(name, from, to, hazard, Place.None);

    public static StartStatement Start(string state, Expression value) => new(state, value, Place.None);

    public static StartRestStatement StartRest(string state, Expression total) => new(state, total, Place.None);

    public static ObserveStatement Observe(string channel, Unit unit, Expression value) => new(channel, unit, value, Place.None);

    /// <summary>Susceptible, exposed, infectious, recovered, dead; reported incidence is observed.</summary>
    public static MechanismIr Seirm(Scheme scheme = Scheme.Hazard, int? subSteps = null)
    {
        Expression living = Ref("S") + Ref("E") + Ref("I") + Ref("R");
        return new("Seirm", null, [
                Compartment("S"), Compartment("E"), Compartment("I"), Compartment("R"), Compartment("M"),
                Neural("beta", PerDay), Learned("reported", Unit.One), Constant("sigma", PerDay, 0.25), Learned("gamma", PerDay),
                Constant("fatality", Unit.One, 0.01), Learned("infected0", Unit.One), Input("population", People),
            ],
            [
                Flow("infection", "S", "E", Ref("beta") * Ref("I") / living),
                Flow("onset", "E", "I", Ref("sigma")),
                new SplitStatement("death", "recovery", "I", Ref("gamma"), "M", Ref("fatality"), "R", Place.None),
                StartRest("S", Ref("population")),
                Start("E", Ref("infected0") * Ref("population")),
                Start("I", Ref("infected0") * Ref("population")),
                Start("R", Num(0) * Ref("population")),
                Start("M", Num(0) * Ref("population")),
                Observe("cases", People, Ref("reported") * new Incidence("infection")),
            ],
            scheme, subSteps);
    }

    /// <summary>All that the language has: several exits, a split, outflow, inflow, growth, rate, lets, units, every function.</summary>
    public static MechanismIr Everything(Scheme scheme = Scheme.Hazard, int? subSteps = 3)
    {
        Unit mg = Unit.Of("mg"), cm3 = Unit.Of("cm3");
        Expression season = Num(1) + Num(0.2) * Fn(Function.Sin, Ref("time")) + Num(0.1) * Fn(Function.Cos, Ref("time"));
        return new("Everything", null, [
                Compartment("S"), Compartment("I"), Compartment("R"), Compartment("D", mg), Quantity("V", cm3), Quantity("T"),
                Neural("beta", PerWeek), Neural("wane", PerDay), Learned("gamma", PerWeek), Learned("power", Unit.One), Learned("seed", Unit.One),
                Learned("capacity", cm3), Constant("mu", PerDay, 0.01), Input("population", People), Input("time", Unit.One), Input("dose", mg / Unit.Of("day")),
            ],
            [
                new LetStatement("prevalence", Ref("I") / (Ref("S") + Ref("I") + Ref("R")), null, Place.None),
                new LetStatement("force", Ref("beta") * season * new Binary(Operator.Power, Ref("prevalence"), Ref("power")), null, Place.None),
                Flow("infection", "S", "I", Ref("force")),
                Flow("vaccination", "S", "R", Ref("mu") * Fn(Function.Max, Num(0.5), Fn(Function.Tanh, Num(4) * Ref("prevalence")))),
                new OutflowStatement("death", "S", Ref("mu"), Place.None),
                new SplitStatement("cured", "relapse", "I", Ref("gamma"), "R", Num(0.9) - Num(0.1) * Ref("prevalence"), "S", Place.None),
                Flow("waning", "R", "S", Ref("wane") * Fn(Function.Min, Num(1), Num(3) * Ref("prevalence"))),
                new InflowStatement("birth", "S", Ref("mu") * Ref("population"), Place.None),
                new InflowStatement("dosing", "D", Ref("dose"), Place.None),
                new OutflowStatement("clearance", "D", Num(0.5, PerDay) + Num(0.1, PerDay) * Fn(Function.Sqrt, Ref("T")), Place.None),
                new GrowthStatement("V", Ref("wane") * Fn(Function.Log, Ref("capacity") / Ref("V")) - Num(0.02, PerDay / mg) * Ref("D"), Place.None),
                new RateStatement("T", Num(0.3, PerDay) * (Fn(Function.Exp, -Ref("T")) - new Binary(Operator.Power, Ref("T"), Num(1.3))), Place.None),
                StartRest("S", Ref("population")),
                Start("R", Num(0.5) * Ref("I")),
                Start("I", Ref("seed") * Ref("population") * Num(0.1)),
                Start("D", Num(1e-6, Unit.Of("kg"))),
                Start("V", Num(0.3) * Ref("capacity")),
                Start("T", Num(0.2) + Ref("seed")),
                Observe("cases", People, Num(0.5) * new Incidence("infection") + new Incidence("relapse") * new Incidence("cured") / Ref("population")),
                Observe("volume", Unit.Of("litre"), Ref("V") + Ref("capacity") / Num(1000)),
                Observe("prevalence", Unit.Of("percent"), Ref("prevalence") * Ref("gamma") * Num(1, Unit.Of("day"))),
                Observe("temperature", Unit.One, new Binary(Operator.Power, Ref("T"), Num(-3)) + Fn(Function.Log, Ref("T"))),
            ],
            scheme, subSteps);
    }
}
