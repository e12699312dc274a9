using NimmGen.Ir.Printing;

namespace NimmGen.Ir.Tests.Printing;

public sealed class PrinterTests
{
    private static readonly Unit Rate = Unit.Parse("1/day");

    private static Reference R(string name) => new Reference(name);

    private static Number N(double value, Unit? unit = null) => new Number(value, unit ?? Unit.One);

    [Fact]
    public void Text() => Snapshot.Check("seirm.txt", EquationPrinter.Text(Examples.Seirm()));

    [Fact]
    public void Latex() => Snapshot.Check("seirm.tex", EquationPrinter.Latex(Examples.Seirm()));

    [Fact]
    public void Mermaid() => Snapshot.Check("seirm.mmd", MermaidPrinter.Print(Examples.Seirm()));

    [Fact]
    public void CSharp() => Snapshot.Check("Seirm.cs.txt", CSharpPrinter.Print(Examples.Seirm()));

    [Fact]
    public void Symbols() => Snapshot.Check("seirm.nomenclature.txt", Nomenclature.Text(Examples.Seirm()));

    [Fact]
    public void Every_node_in_every_printer()
    {
        MechanismIr model = Everything();
        Snapshot.Check("everything.txt", EquationPrinter.Text(model));
        Snapshot.Check("everything.tex", EquationPrinter.Latex(model));
        Snapshot.Check("everything.mmd", MermaidPrinter.Print(model));
        Snapshot.Check("Everything.cs.txt", CSharpPrinter.Print(model));
    }

    [Fact]
    public void Parentheses_are_those_that_the_tree_needs()
    {
        Expression a = R("a"), b = R("b"), c = R("c");
        Assert.Equal(
            [
                "a - (b - c)", "a - b - c", "a / (b * c)", "a / b / c", "a * (b / c)", "a * b / c", "a + b + c", "a * b * c",
                "-(a + b)", "-a * b", "a - (-b)", "(a + b) * c", "Pow(a, 1 / 3.0)", "1 / 3.0 * a", "a * (1 / 3.0)", "a * PerDay", "a * (0.2 * PerDay)", "a / (People / Day)",
            ],
            new[]
            {
                a - (b - c), a - b - c, a / (b * c), a / b / c, a * (b / c), a * b / c, a + (b + c), a * (b * c),
                -(a + b), -a * b, a - -b, (a + b) * c, new Binary(Operator.Power, a, N(1 / 3.0)), N(1 / 3.0) * a, a * N(1 / 3.0), a * N(1, Rate), a * N(0.2, Rate),
                a / N(1, Unit.Parse("people/day")),
            }.Select(TermPrinter.Print));
    }

    [Fact]
    public void Both_ends_of_a_split_are_one_term_at_the_source() =>
        Assert.Contains("dI/dt = σ·E − γ·I\n", EquationPrinter.Text(Examples.Seirm()), StringComparison.Ordinal);

    private static MechanismIr Everything()
    {
        Unit volume = Unit.Of("cm3"), people = Unit.Of("people");
        Expression v = R("V");
        Expression Of(Function f, params Expression[] x) => new Call(f, [.. x]);
        return new("Everything", "All of it: <a & b>.\nTwo lines.",
            [
                new CompartmentSymbol("A", people, "a \"stock\"", null, Place.None), new CompartmentSymbol("end", people, null, null, Place.None),
                new QuantitySymbol("V", volume, "volume", null, Place.None), new QuantitySymbol("W", Unit.One, null, null, Place.None),
                new NeuralSymbol("betaMax", Rate, 0, 1, Cadence.Never, null, "transmission", Place.None),
                new NeuralSymbol("mu2", Rate, 1 / 3.0, 1, Cadence.EveryStep, null, null, Place.None),
                new LearnedSymbol("Delta", Unit.One, 1e-6, 0.5, null, "my \"role\"", Place.None),
                new ConstantSymbol("capacity", volume, 300, null, null, Place.None),
                new InputSymbol("mobilityTransit", Unit.Of("percent"), -100, 100, null, null, Place.None),
            ],
            [
                new LetStatement("force", R("betaMax") * (N(1) - R("mobilityTransit")), "transmission", Place.None),
                new FlowStatement("f", "A", "end", R("force") + N(0.25, Rate), Place.None),
                new OutflowStatement("o", "A", R("mu2") * Of(Function.Min, N(1), R("Delta")), Place.None),
                new InflowStatement("i", "A", N(2, people / Unit.Of("day")), Place.None),
                new SplitStatement("p", "q", "A", R("mu2"), "end", R("Delta"), "end", Place.None),
                new GrowthStatement("V", R("mu2") * Of(Function.Log, R("capacity") / v) - N(1, Rate) * Of(Function.Sqrt, v / R("capacity")), Place.None),
                new RateStatement("W", -(R("W") * R("mu2")) + N(1, Rate) * Of(Function.Sin, R("W")) * Of(Function.Cos, R("W")) * Of(Function.Tanh, R("W")) * Of(Function.Exp, -R("W")) * Of(Function.Max, R("W"), N(1 / 3.0)), Place.None),
                new StartStatement("end", N(0, people), Place.None), new StartRestStatement("A", N(1000, people), Place.None),
                new StartStatement("V", N(0.5) * R("capacity"), Place.None), new StartStatement("W", new Binary(Operator.Power, N(2), N(1 / 3.0)), Place.None),
                new ObserveStatement("moved", people, new Incidence("p") + new Incidence("f"), Place.None),
                new ObserveStatement("volume", volume, v, Place.None),
            ], Scheme.RungeKutta4, 4);
    }
}
