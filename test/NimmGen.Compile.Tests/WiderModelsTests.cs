using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>Stages, transfers, maps, time and groups against closed forms.</summary>
public sealed class WiderModelsTests
{
    [Fact]
    public void A_stay_of_three_stages_is_erlang_distributed()
    {
        // Survival of an Erlang stay of shape 3 and mean 1/sigma at t: exp(-3 sigma t) sum_k (3 sigma t)^k / k!. RungeKutta4 at 1/100 day
        // has an error of the order of (3 sigma dt)^5.
        const double Sigma = 0.4;
        MechanismIr model = new("Stay", null,
            [Compartment("E") with { Stages = 3 }, Compartment("R"), Constant("sigma", PerDay, Sigma)],
            [
                Flow("leave", "E", "R", Ref("sigma")), Start("E", Num(1000, People)), Start("R", Num(0, People)),
                Observe("staying", People, Ref("E")), Observe("left", People, new Incidence("leave")),
            ],
            Scheme.RungeKutta4, 100);
        SimulationBuffers buffers = Run(model, 10);
        double before = 1000;
        for (int step = 0; step < 10; step++)
        {
            double x = 3 * Sigma * (step + 1), survival = 1000 * Math.Exp(-x) * (1 + x + (x * x / 2));
            Assert.Equal(survival, buffers.Observations[buffers.ObservationRow(step, 0)], 1e-6);
            Assert.Equal(before - survival, buffers.Observations[buffers.ObservationRow(step, 1)], 1e-6);
            before = survival;
        }
    }

    [Theory]
    [InlineData(Scheme.Hazard)]
    [InlineData(Scheme.Euler)]
    [InlineData(Scheme.RungeKutta4)]
    public void A_transfer_takes_its_rate_and_never_more_than_there_is(Scheme scheme)
    {
        MechanismIr model = new("Doses", null,
            [Compartment("S"), Compartment("V")],
            [
                new TransferStatement("doses", "S", "V", Num(30, People / Unit.Of("day")), Place.None),
                Start("S", Num(100, People)), Start("V", Num(0, People)), Observe("s", People, Ref("S")), Observe("v", People, Ref("V")),
            ],
            scheme, 100);
        SimulationBuffers buffers = Run(model, 8);
        double[] s = [.. Enumerable.Range(0, 8).Select(t => buffers.Observations[buffers.ObservationRow(t, 0)])];
        double[] v = [.. Enumerable.Range(0, 8).Select(t => buffers.Observations[buffers.ObservationRow(t, 1)])];

        // The exponential of the hazard scheme takes a little less than the rate: dt rate / (2 S) of it.
        Assert.Equal(70, s[0], scheme == Scheme.Hazard ? 0.1 : 1e-9);
        Assert.Equal(40, s[1], scheme == Scheme.Hazard ? 0.3 : 1e-9);
        Assert.All(s, x => Assert.True(x >= 0, $"{x} left"));
        Assert.True(s[7] < 1, $"{s[7]} left after eight days");
        Assert.All(s.Zip(v, (a, b) => a + b), total => Assert.Equal(100, total, 1e-9));
    }

    [Fact]
    public void A_map_goes_from_step_to_step()
    {
        // Ricker 1954: n' = n exp(r (1 - n)).
        MechanismIr model = new("Ricker", null,
            [Quantity("N"), Constant("r", Unit.One, 2.3)],
            [
                new NextStatement("N", Ref("N") * Fn(Function.Exp, Ref("r") * (Num(1) - Ref("N"))), Place.None),
                Start("N", Num(0.2)), Observe("n", Unit.One, Ref("N")),
            ]);
        SimulationBuffers buffers = Run(model, 12);
        double n = 0.2;
        for (int step = 0; step < 12; step++)
        {
            n *= Math.Exp(2.3 * (1 - n));
            Assert.Equal(n, buffers.Observations[buffers.ObservationRow(step, 0)], 1e-9);
        }
    }

    [Fact]
    public void Time_is_an_input_and_a_step_in_it_is_sharp()
    {
        MechanismIr model = new("Clock", null,
            [Quantity("Q")],
            [
                new RateStatement("Q", Num(1, PerDay) * Fn(Function.Heaviside, new Time() - Num(3, Unit.Of("day"))), Place.None),
                Start("Q", Num(0)), Observe("q", Unit.One, Ref("Q")),
            ]);
        MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(1));
        Assert.Equal([Expansion.TimeInput], kernel.Layout.Inputs);
        SimulationBuffers buffers = kernel.CreateBuffers(1, 6);
        for (int step = 0; step < 6; step++)
        {
            buffers.Inputs[buffers.InputRow(step, 0)] = step;
        }

        kernel.Start(buffers);
        kernel.Simulate(buffers, 0, 6);
        Assert.Equal([0, 0, 0, 1, 2, 3], Enumerable.Range(0, 6).Select(t => Math.Round(buffers.Observations[buffers.ObservationRow(t, 0)], 9)));
    }

    [Fact]
    public void Two_groups_that_mix_alike_are_one_population()
    {
        MechanismIr one = Epidemic(grouped: false), two = Epidemic(grouped: true);
        MechanismKernel kernel = MechanismKernel.Compile(two, new KernelOptions(1));
        SimulationBuffers whole = Run(one, 60), parts = kernel.CreateBuffers(1, 60);
        foreach ((string name, int k) in kernel.Layout.Inputs.Select((n, k) => (n, k)))
        {
            // Each meets the young and the old as often as there are of them.
            double value = name switch { "N_young" => 300, "N_old" => 700, _ => name.EndsWith("_young", StringComparison.Ordinal) ? 0.3 : 0.7 };
            for (int step = 0; step < 60; step++)
            {
                parts.Inputs[parts.InputRow(step, k)] = value;
            }
        }

        kernel.Start(parts);
        kernel.Simulate(parts, 0, 60);
        for (int step = 0; step < 60; step++)
        {
            Assert.Equal(whole.Observations[whole.ObservationRow(step, 0)], parts.Observations[parts.ObservationRow(step, 0)], 1e-8);
        }
    }

    [Fact]
    public void The_rest_of_a_group_is_left_by_its_own_compartments_only()
    {
        // Ageing and a common place for the dead connect the groups; what a group starts with is still its own population.
        string[] axes = ["Age"];
        MechanismIr model = new("Ages", null,
            [
                Compartment("S") with { Axes = [.. axes], Stages = 2 }, Compartment("I") with { Axes = [.. axes], Stages = 3 }, Compartment("D"),
                Constant("rate", PerDay, 0.1), Input("N", People) with { Axes = [.. axes] },
            ],
            [
                Flow("infection", "S", "I", Ref("rate")), Flow("death", "I", "D", Ref("rate")),
                Flow("ageing", "S", "S", Ref("rate")) with { FromGroup = new("Age", "young"), ToGroup = new("Age", "old"), EveryStage = true },
                Start("I", Num(0.25) * Ref("N")), Start("D", Num(40, People)), StartRest("S", Ref("N")), Observe("dead", People, Ref("D")),
            ],
            Scheme.RungeKutta4, 4)
        {
            Axes = [new("Age", ["young", "old"])],
        };
        IReadOnlyDictionary<string, double> start = new Interpreter(model).Start(new Dictionary<string, double> { ["N_young"] = 1000, ["N_old"] = 400 });
        Assert.Equal((750, 0, 250, 0, 300, 100, 40), (start["S_young_1"], start["S_young_2"], start["I_young_1"], start["I_young_3"], start["S_old_1"], start["I_old_1"], start["D"]));
        MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(1));
        SimulationBuffers buffers = kernel.CreateBuffers(1, 1);
        foreach ((string name, int k) in kernel.Layout.Inputs.Select((n, k) => (n, k)))
        {
            buffers.Inputs[buffers.InputRow(0, k)] = name == "N_young" ? 1000 : 400;
        }

        kernel.Start(buffers);
        Assert.All(kernel.Layout.States.Select((name, state) => (name, state)), s => Assert.Equal(start[s.name], buffers.States[buffers.StateRow(0, s.state)], 1e-9));
    }

    private static MechanismIr Epidemic(bool grouped)
    {
        string[] axes = grouped ? ["Age"] : [];
        Expression share = Ref("I") / Ref("N");
        Expression new_ = new Incidence("infection");
        return new("Epidemic", null,
            [
                Compartment("S") with { Axes = [.. axes] }, Compartment("I") with { Axes = [.. axes] }, Constant("beta", PerDay, 0.5), Constant("gamma", PerDay, 0.2),
                Compartment("R") with { Axes = [.. axes] },
                grouped ? Input("N", People) with { Axes = [.. axes] } : Constant("N", People, 1000),
                .. grouped ? [new MatrixSymbol("contacts", Unit.One, "Age", "Age", null, null, Place.None)] : Array.Empty<Symbol>(),
            ],
            [
                Flow("infection", "S", "I", Ref("beta") * (grouped ? new Mix("contacts", share) : share)), Flow("recovery", "I", "R", Ref("gamma")),
                Start("I", Num(0.01) * Ref("N")), Start("R", Num(0, People)), StartRest("S", Ref("N")),
                Observe("cases", People, grouped ? new SumOver(new_, "Age") : new_),
            ],
            Scheme.RungeKutta4, 4)
        {
            Axes = grouped ? [new("Age", ["young", "old"])] : [],
        };
    }

    private static SimulationBuffers Run(MechanismIr model, int steps)
    {
        MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(1));
        SimulationBuffers buffers = kernel.CreateBuffers(1, steps);
        kernel.Start(buffers);
        kernel.Simulate(buffers, 0, steps);
        return buffers;
    }
}
