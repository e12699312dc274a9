using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>Next-generation matrices against closed forms. Tolerance 1e-8: finite differences with a step of 1e-5 of the population.</summary>
public sealed class ReproductionNumberTests
{
    private static readonly Dictionary<string, double> None = [];

    [Fact]
    public void Sir_has_beta_over_gamma_times_the_susceptible_share()
    {
        MechanismIr model = Model(["S", "I", "R"], [Flow("infection", "S", "I", Ref("beta") * Ref("I") / Living("S", "I", "R")), Flow("recovery", "I", "R", Ref("gamma"))]);
        NextGenerationPlan plan = ReproductionNumber.TryPlan(model)!;
        Assert.Equal(["infection"], plan.InfectionFlows);
        Assert.Equal(["I"], plan.Infectious);
        Assert.Equal(["I"], plan.Infected);
        Dictionary<string, double> free = States(("S", 1000), ("I", 0), ("R", 0)), immune = States(("S", 600), ("I", 0), ("R", 400));
        Close.Equal(0.9 / 0.25, plan.Evaluate(free, Rates(0.9), None), 1e-8);
        Close.Equal(0.9 / 0.25 * 0.6, plan.Evaluate(immune, Rates(0.9), None), 1e-8);
        Close.Equal(4, plan.InfectiousPeriodDays(free, Rates(0.9), None)!.Value, 1e-8);
    }

    [Fact]
    public void Seirm_counts_deaths_and_ignores_the_latent_period()
    {
        NextGenerationPlan plan = ReproductionNumber.TryPlan(Seirm())!;
        Assert.Equal(["E", "I"], plan.Infected);
        Assert.Equal(["I"], plan.Infectious);
        Dictionary<string, double> states = States(("S", 800), ("E", 0), ("I", 0), ("R", 200), ("M", 50));
        Dictionary<string, double> parameters = new() { ["beta"] = 0.5, ["gamma"] = 0.2, ["reported"] = 1, ["infected0"] = 0 };
        Close.Equal(0.5 / 0.2 * 0.8, plan.Evaluate(states, parameters, new Dictionary<string, double> { ["population"] = 1050 }), 1e-8);
        Close.Equal(5, plan.InfectiousPeriodDays(states, parameters, new Dictionary<string, double> { ["population"] = 1050 })!.Value, 1e-8);
    }

    [Fact]
    public void Deaths_while_exposed_reduce_it_and_importation_does_not_matter()
    {
        MechanismIr model = Model(["S", "E", "I", "R"], [
            Flow("infection", "S", "E", Ref("beta") * Ref("I") / Living("S", "E", "I", "R")), Flow("onset", "E", "I", Num(0.5, PerDay)),
            new OutflowStatement("lost", "E", Num(0.1, PerDay), Place.None), Flow("recovery", "I", "R", Ref("gamma")),
            new OutflowStatement("death", "I", Num(0.05, PerDay), Place.None), new InflowStatement("imports", "E", Num(3, People / Unit.Of("day")), Place.None),
            Flow("waning", "R", "S", Num(0.01, PerDay)), new InflowStatement("births", "S", Num(0.01, PerDay) * Living("S", "E", "I", "R"), Place.None),
        ]);
        NextGenerationPlan plan = ReproductionNumber.TryPlan(model)!;
        Assert.Equal(["E", "I"], plan.Infected);
        Dictionary<string, double> free = States(("S", 1e6), ("E", 0), ("I", 0), ("R", 0));
        Close.Equal(0.5 / 0.6 * 0.9 / 0.3, plan.Evaluate(free, Rates(0.9), None), 1e-8);
        Close.Equal(0.5 / 0.6 / 0.3, plan.InfectiousPeriodDays(free, Rates(0.9), None)!.Value, 1e-8);
    }

    [Fact]
    public void Two_infectious_stages_add()
    {
        MechanismIr model = Model(["S", "P", "I", "R"], [
            Flow("infection", "S", "P", Ref("beta") * (Num(0.4) * Ref("P") + Ref("I")) / Living("S", "P", "I", "R")),
            Flow("onset", "P", "I", Num(0.5, PerDay)), Flow("recovery", "I", "R", Ref("gamma")),
        ]);
        NextGenerationPlan plan = ReproductionNumber.TryPlan(model)!;
        Assert.Equal(["P", "I"], plan.Infectious);
        Dictionary<string, double> free = States(("S", 500), ("P", 0), ("I", 0), ("R", 0));
        Close.Equal((0.4 * 0.9 / 0.5) + (0.9 / 0.25), plan.Evaluate(free, Rates(0.9), None), 1e-8);
        Close.Equal(2 + 4, plan.InfectiousPeriodDays(free, Rates(0.9), None)!.Value, 1e-8);
    }

    [Fact]
    public void Two_species_take_the_geometric_mean()
    {
        // Eigenvalues plus and minus sqrt(ab): the case in which plain power iteration does not settle.
        MechanismIr model = Model(["S", "I", "R", "U", "W"], [
            Flow("bite", "S", "I", Ref("beta") * Ref("W") / Living("S", "I", "R")), Flow("recovery", "I", "R", Ref("gamma")),
            Flow("feed", "U", "W", Num(0.3, PerDay) * Ref("I") / Living("S", "I", "R")), new OutflowStatement("death", "W", Num(0.1, PerDay), Place.None),
        ]);
        NextGenerationPlan plan = ReproductionNumber.TryPlan(model)!;
        Assert.Equal(["bite", "feed"], plan.InfectionFlows);
        double expected = Math.Sqrt(0.9 / 0.1 * (0.3 * 2000 / 500 / 0.25));
        Close.Equal(expected, plan.Evaluate(States(("S", 500), ("I", 0), ("R", 0), ("U", 2000), ("W", 0)), Rates(0.9), None), 1e-8);
    }

    [Fact]
    public void Without_recovery_it_is_infinite()
    {
        NextGenerationPlan plan = ReproductionNumber.TryPlan(Model(["S", "I"], [Flow("infection", "S", "I", Ref("beta") * Ref("I") / Living("S", "I"))]))!;
        Assert.Equal(double.PositiveInfinity, plan.Evaluate(States(("S", 9), ("I", 1)), Rates(0.9), None));
        Assert.Null(plan.InfectiousPeriodDays(States(("S", 9), ("I", 1)), Rates(0.9), None));
    }

    [Fact]
    public void What_does_not_infect_has_none()
    {
        Assert.Null(ReproductionNumber.TryPlan(Model(["A", "B"], [Flow("decay", "A", "B", Ref("gamma"))])));
        // People who die faster when hospitals are full are not infected by each other.
        Assert.Null(ReproductionNumber.TryPlan(Model(["I", "M"], [Flow("death", "I", "M", Ref("gamma") * (Num(1) + Ref("I") / Living("I", "M")))])));
    }

    private static Expression Living(params string[] names) => names.Select(Ref).Aggregate((a, b) => a + b);

    private static Dictionary<string, double> States(params (string Name, double Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    private static Dictionary<string, double> Rates(double beta) => new() { ["beta"] = beta, ["gamma"] = 0.25 };

    private static MechanismIr Model(string[] compartments, Statement[] statements) => new(
        "Test", null, [.. compartments.Select(c => Compartment(c)), Neural("beta", PerDay), Learned("gamma", PerDay)], [.. statements]);
}
