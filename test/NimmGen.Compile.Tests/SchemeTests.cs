using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>Closed forms, orders of convergence, conservation, positivity.</summary>
public sealed class SchemeTests
{
    [Fact]
    public void Hazard_decays_exactly()
    {
        MechanismIr decay = new("Decay", null, [Compartment("X"), Constant("h", PerDay, 0.3)],
            [new OutflowStatement("out", "X", Ref("h"), Place.None), Start("X", Num(1000)), Observe("x", People, Ref("X"))]);
        foreach (int subSteps in new[] { 1, 4 })
        {
            Trial t = Run(decay, 5, subSteps, 3);
            // A few roundings of 1 - (1 - exp(-h dt)) a step.
            Close.Equal(1000 * Math.Exp(-0.3 * 15), t.State(3, "X"), 1e-14);
        }
    }

    [Fact]
    public void Hazard_shares_competing_exits_in_proportion()
    {
        MechanismIr model = new("Exits", null, [Compartment("X"), Compartment("A"), Compartment("B")],
            [
                Flow("a", "X", "A", Num(0.3, PerDay)), Flow("b", "X", "B", Num(0.1, PerDay)),
                Start("X", Num(100)), Start("A", Num(0)), Start("B", Num(0)), Observe("a", People, new Incidence("a")),
            ]);
        Trial t = Run(model, 10, 1, 1);
        double gone = 100 * (1 - Math.Exp(-4));
        Close.Equal(0.75 * gone, t.State(1, "A"), 1e-14);
        Close.Equal(0.25 * gone, t.State(1, "B"), 1e-14);
        Close.Equal(0.75 * gone, t.Buffers.Observations[0], 1e-14);
    }

    [Fact]
    public void Growth_is_exact_under_a_constant_rate()
    {
        MechanismIr model = new("Growth", null, [Quantity("Q", Unit.Of("cm3"))],
            [new GrowthStatement("Q", Num(0.7, PerWeek), Place.None), Start("Q", Num(2, Unit.Of("cm3"))), Observe("q", Unit.Of("litre"), Ref("Q"))]);
        Trial t = Run(model, 7, 3, 2);
        Close.Equal(2 * Math.Exp(1.4), t.State(2, "Q"), 1e-13);
        Close.Equal(2e-3 * Math.Exp(1.4), t.Buffers.Observations[1], 1e-13);
    }

    [Fact]
    public void Runge_Kutta_follows_the_logistic_curve_at_fourth_order()
    {
        MechanismIr model = new("Logistic", null, [Quantity("Q"), Constant("r", PerDay, 1)],
            [new RateStatement("Q", Ref("r") * Ref("Q") * (Num(1) - Ref("Q")), Place.None), Start("Q", Num(0.1)), Observe("q", Unit.One, Ref("Q"))],
            Scheme.RungeKutta4);
        double exact = 1 / (1 + (9 * Math.Exp(-4)));
        double Error(int subSteps) => Math.Abs(Run(model, 4, subSteps, 1).State(1, "Q") - exact);
        Assert.InRange(Math.Log2(Error(32) / Error(64)), 3.9, 4.1);
        Assert.True(Error(256) < 1e-8);
    }

    [Theory]
    [InlineData(Scheme.Hazard, 1)]
    [InlineData(Scheme.Euler, 1)]
    [InlineData(Scheme.RungeKutta4, 4)]
    [InlineData(Scheme.Patankar, 2)]
    public void Schemes_converge_to_the_SI_closed_form_at_their_order(Scheme scheme, int order)
    {
        MechanismIr model = new("SI", null, [Compartment("S"), Compartment("I"), Constant("beta", PerDay, 0.6)],
            [
                Flow("infection", "S", "I", Ref("beta") * Ref("I") / (Ref("S") + Ref("I"))), Start("I", Num(20)), StartRest("S", Num(1000)),
                Observe("new", People, new Incidence("infection")),
            ], scheme);
        double exact = 1000 / (1 + (49 * Math.Exp(-0.6 * 8)));
        int n = order == 1 ? 512 : order == 2 ? 256 : 64;
        double coarse = Math.Abs(Run(model, 8, n, 1).State(1, "I") - exact), fine = Math.Abs(Run(model, 8, 2 * n, 1).State(1, "I") - exact);
        Assert.InRange(Math.Log2(coarse / fine), order - 0.1, order + 0.1);
        Trial t = Run(model, 8, n, 1);
        Close.Equal(t.State(1, "I") - 20, t.Buffers.Observations[0], 1e-12);
    }

    [Theory]
    [InlineData(Scheme.Hazard)]
    [InlineData(Scheme.RungeKutta4)]
    [InlineData(Scheme.Euler)]
    [InlineData(Scheme.Patankar)]
    [InlineData(Scheme.Stiff)]
    public void People_are_conserved(Scheme scheme)
    {
        var t = new Trial(Seirm(scheme), new KernelOptions(1, 3), 5, 200, seed: 2);
        t.Run();
        for (int lane = 0; lane < 5; lane++)
        {
            double population = t.Buffers.Inputs[lane];
            Close.Equal(population, t.Buffers.Layout.States.Sum(s => t.State(200, s, lane)), 1e-12);
        }
    }

    [Theory]
    [InlineData(Scheme.Hazard)]
    [InlineData(Scheme.Patankar)]
    [InlineData(Scheme.Stiff)]
    public void Stocks_are_never_negative_even_with_a_weekly_step(Scheme scheme)
    {
        var t = new Trial(Seirm(scheme), new KernelOptions(7, 1), 4, 200, seed: 2);
        Array.Fill(t.Buffers.Neural, 0.9);
        t.Buffers.Learned[2] = 1e-3;
        t.Run();
        Assert.DoesNotContain(t.Buffers.States, x => x < 0);
        Assert.All(Enumerable.Range(0, 4), lane => Assert.True(t.State(200, "S", lane) is >= 0 and < 1000));
        Close.Equal(t.Buffers.Inputs[1], t.Buffers.Layout.States.Sum(s => t.State(200, s, 1)), 1e-12);
    }

    [Theory]
    [InlineData(Scheme.Hazard)]
    [InlineData(Scheme.Patankar)]
    [InlineData(Scheme.Stiff)]
    public void Circles_of_fast_and_slow_exits_conserve_and_stay_positive_for_any_step(Scheme scheme)
    {
        // A circle of four, chords, a transfer that empties its source; rates from a thousandth to ten thousand a day, a step of thirty.
        string[] names = ["A", "B", "C", "D"];
        double[] rates = [1e4, 1e-3, 3, 0.2];
        MechanismIr model = new("Circle", null, [.. names.Select(n => Compartment(n)), Constant("total", People, 1e6)],
            [
                .. names.Select((n, i) => Flow($"f{n}", n, names[(i + 1) % 4], Num(rates[i], PerDay))),
                Flow("chord", "A", "C", Num(50, PerDay) * Ref("D") / Ref("total")), Flow("back", "C", "A", Num(7, PerDay)),
                new TransferStatement("all", "B", "D", Num(1e5, People / Unit.Of("day")), Place.None),
                Start("B", Num(0)), Start("C", Num(10)), Start("D", Num(1e-9)), StartRest("A", Ref("total")), Observe("a", People, Ref("A") + new Cumulative("all")),
            ],
            scheme);
        var t = new Trial(model, new KernelOptions(30, 1), 1, 60, seed: 1);
        t.Run();
        for (int step = 0; step <= 60; step++)
        {
            Assert.All(names, n => Assert.True(t.State(step, n) >= 0, $"{n} is {t.State(step, n):R} at {step}"));
            Close.Equal(1e6, names.Sum(n => t.State(step, n)), 1e-12);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Patankar_and_its_quantities_are_of_second_order(bool stiff)
    {
        // Logistic growth by Rate and by Growth, and a flow whose hazard they drive: all against many steps of Runge-Kutta.
        MechanismIr Model(Scheme scheme) => new("Logistic", null, [Quantity("Q"), Quantity("P"), Compartment("S"), Compartment("I")],
            [
                new RateStatement("Q", Num(1, PerDay) * Ref("Q") * (Num(1) - Ref("Q")), Place.None), Start("Q", Num(0.2)),
                new GrowthStatement("P", Num(1, PerDay) * (Num(1) - Ref("P") * Ref("Q")), Place.None), Start("P", Num(0.3)),
                new SplitStatement("s", "back", "S", Num(0.5, PerDay) * Ref("P"), "I", Ref("Q"), "I", Place.None), Flow("i", "I", "S", Num(0.4, PerDay)),
                new InflowStatement("in", "S", Num(5, People / Unit.Of("day")) * Ref("Q"), Place.None), Start("S", Num(100)), Start("I", Num(1)),
                Observe("moved", People, new Incidence("s")),
            ],
            scheme);
        Trial exact = Run(Model(Scheme.RungeKutta4), 3, 4096, 1);
        string[] names = ["Q", "P", "S", "I"];
        double[] Errors(int n)
        {
            Trial t = stiff ? Fixed(n) : Run(Model(Scheme.Patankar), 3, n, 1);
            return [.. names.Select(s => Math.Abs(t.State(1, s) - exact.State(1, s))), Math.Abs(t.Buffers.Observations[0] - exact.Buffers.Observations[0])];
        }

        // A stiff model with its sub-steps given.
        Trial Fixed(int n)
        {
            var t = new Trial(Model(Scheme.Stiff), new KernelOptions(3, n), 1, 1, seed: 0);
            (t.Buffers.KeepsSubSteps, t.Buffers.SubSteps[0]) = (true, n);
            t.Run();
            return t;
        }

        double[] coarse = Errors(128), fine = Errors(256);
        for (int i = 0; i < coarse.Length; i++)
        {
            Assert.InRange(Math.Log2(coarse[i] / fine[i]), 1.9, 2.1);
        }
    }

    [Fact]
    public void Stiff_steps_settle_where_others_blow_up()
    {
        // Robertson's kinetics (1966) as flows, and a quantity that follows a slow one a million times faster than it moves.
        MechanismIr model = new("Robertson", null, [Compartment("A", Unit.One), Compartment("B", Unit.One), Compartment("C", Unit.One), Quantity("Q")],
            [
                Flow("ab", "A", "B", Num(0.04, PerDay)), Flow("ba", "B", "A", Num(1e4, PerDay) * Ref("C")), Flow("bc", "B", "C", Num(3e7, PerDay) * Ref("B")),
                new RateStatement("Q", Num(1e6, PerDay) * (Ref("A") - Ref("Q")), Place.None),
                Start("A", Num(1)), Start("B", Num(0)), Start("C", Num(0)), Start("Q", Num(0)), Observe("a", Unit.One, Ref("A")), Observe("q", Unit.One, Ref("Q")),
            ],
            Scheme.Stiff);
        Trial t = Run(model, 40, 1, 1);

        // At t = 40: 0.7158270687, 9.185534765e-6, 0.2841637457 (Hairer and Wanner 1996, Solving ODEs II, section IV.10; Mazzia and Magherini 2008).
        Close.Equal(0.7158270687, t.State(1, "A"), 1e-4);
        Close.Equal(9.185534765e-6, t.State(1, "B"), 1e-3);
        Close.Equal(0.2841637457, t.State(1, "C"), 1e-3);
        Close.Equal(t.State(1, "A"), t.State(1, "Q"), 1e-3);
        Assert.InRange(t.Buffers.SubSteps[0], 2, 4096);
    }

    [Fact]
    public void A_static_model_needs_no_state()
    {
        Unit gpa = Unit.Of("GPa");
        MechanismIr model = new("Alloy", null, [Neural("modulus", gpa), Learned("factor", Unit.One), Input("temperature", Unit.Of("K"))],
            [Observe("strength", Unit.Of("MPa"), Ref("modulus") * Fn(Function.Exp, -Ref("factor") * Ref("temperature") / Num(1, Unit.Of("K"))))]);
        var t = new Trial(model, new KernelOptions(1), 6, 2, seed: 3);
        t.Run();
        t.Kernel.Differentiate(t.Buffers, 0, 2, throughStart: true);
        Assert.Equal(1, t.Kernel.SubSteps);
        double expected = 1000 * t.Buffers.Neural[2] * Math.Exp(-t.Buffers.Learned[0] * t.Buffers.Inputs[2]);
        Close.Equal(expected, t.Buffers.Observations[2], 1e-13);
        Close.Equal(expected / t.Buffers.Neural[2] * t.Buffers.ObservationAdjoint[2], t.Buffers.NeuralAdjoint[2], 1e-13);
    }

    private static Trial Run(MechanismIr model, double stepDays, int subSteps, int steps)
    {
        var t = new Trial(model, new KernelOptions(stepDays, subSteps), 1, steps, seed: 0);
        t.Run();
        return t;
    }
}
