using Models;
using NimmGen.Ir;
using static NimmGen.Units;

namespace NimmGen.Language.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Symbols_come_in_the_order_of_their_fields()
    {
        MechanismIr model = new SeirmInfluenza().ToIr();
        Assert.Equal(
            ["S", "E", "I", "R", "M", "beta", "reported", "sigma", "gamma", "fatality", "imports", "infected0", "population"],
            model.Symbols.Select(s => s.Name));
        Assert.Equal("transmission", model.Find("beta")!.Role);
        Assert.Equal(new ConstantSymbol("sigma", Unit.Parse("1/day"), 0.5, null, null, model.Find("sigma")!.Place), model.Find("sigma"));
        Assert.EndsWith("SeirmInfluenza.cs", model.Find("sigma")!.Place.File, StringComparison.Ordinal);
        Assert.Equal(22, model.Find("sigma")!.Place.Line);
    }

    [Fact]
    public void A_flow_is_named_by_name_or_by_the_variable_that_incidence_sees_or_by_its_ends()
    {
        MechanismIr model = new SeirmInfluenza().ToIr();
        Assert.Equal(["infection", "E_I", "I_M", "I_R", "in_E"], model.Flows.Select(f => f.Name));
        Assert.Contains(new Incidence("infection"), model.Observations.Single().Value.Walk());
        Assert.Equal(["a", "S_I", "S_I_3", "S_I_2", "in_S", "I_out"], new Flows().ToIr().Flows.Select(f => f.Name));
    }

    [Fact]
    public void Tracing_twice_gives_the_same() => Assert.Equal(new Sir().ToIr().Hash, TwiceTraced().Hash);

    [Fact]
    public void A_bare_zero_start_takes_the_unit_of_its_state()
    {
        var start = new Sir().ToIr().Statements.OfType<StartStatement>().Single(s => s.State == "R");
        Assert.Equal(new Number(0, Unit.Of("people")), start.Value);
    }

    [Fact]
    public void Operators_build_the_tree_that_was_written()
    {
        MechanismIr model = new Terms().ToIr();
        Expression[] lets = [.. model.Lets.Select(l => l.Value)];
        Expression x = new Reference("x"), two = new Number(2, Unit.One);
        Assert.Equal(
            [
                -x,
                new Number(-0.3, Unit.One),
                x * new Number(0.2, Unit.Parse("1/day")),
                x * new Number(1, Unit.Parse("1/day")),
                new Call(Function.Min, [x, two]),
                new Binary(Operator.Power, x, new Number(1 / 3.0, Unit.One)),
                new Number(3, Unit.One),
                new Number(1 / 7.0, Unit.Of("day")),
            ],
            lets);
        Assert.Equal(Scheme.RungeKutta4, model.Scheme);
        Assert.Equal(8, model.SubSteps);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        ModelException e = Assert.Throws<ModelException>(() => new Bad().ToIr());
        Assert.Equal(
            ["NG0004 a", "NG0006 b", "NG0006 c", "NG0006 d", "NG0006 e", "NG0007 Day", "NG0007 S", "NG0007 cases", "NG0007 sick bay"],
            e.Diagnostics.Select(d => $"{d.Code} {Subject(d)}").Order(StringComparer.Ordinal));
        Assert.All(e.Diagnostics, d => Assert.True(d.Place.Line > 0 && d.Fix is { Length: > 0 }, d.ToString()));
    }

    private static string Subject(Diagnostic d) =>
        new[] { "b", "c", "d", "e", "Day", "S", "cases", "sick bay", "a" }.First(n => d.Message.Contains($" {n} ", StringComparison.Ordinal) || d.Message.Contains($"'{n}'", StringComparison.Ordinal));

    private static MechanismIr TwiceTraced()
    {
        var model = new Sir();
        model.ToIr();
        return model.ToIr();
    }

    private sealed class Flows : Model
    {
        readonly Compartment S = new(People);
        readonly Compartment I = new(People);

        protected override void Define()
        {
            Flow(S, I, 1 * PerDay, name: "a");
            Flow S_I = Flow(S, I, 1 * PerDay);
            Flow second = Flow(S, I, 1 * PerDay);
            Flow[] third = [Flow(S, I, 1 * PerDay)];
            Inflow(S, 1 * (People / Day));
            Outflow(I, 0.1 * PerDay);
            Observe("x", People, Incidence(S_I) + Incidence(third[0]) + Incidence(third[0]));
            Assert.NotNull(second);
        }
    }

    private sealed class Terms : Model
    {
        readonly Input x = new(One);

        protected override void Define()
        {
            Expr one = 1;
            Let("a", -x);
            Let("b", -(Expr)0.3);
            Let("c", x * (0.2 * PerDay));
            Let("d", x * PerDay);
            Let("e", Min(x, 2));
            Let("f", Pow(x, 1 / 3.0));
            Let("g", one + 2);
            Let("h", Days / 7);
            Solver(Scheme.RungeKutta4, subSteps: 8);
        }
    }

#pragma warning disable CS0649, CS0414, IDE0044
    private sealed class Bad : Model
    {
        Compartment a = new(People);
        readonly Constant b = new(PerDay, 0);
        readonly Learned c = new(PerDay, 2, 1);
        readonly Neural d = new(PerDay, 1, 1);
        readonly Input e = new(PerDay, 0, double.NaN);
        readonly Input Day = new(PerDay);
        readonly Compartment S = new(People);

        protected override void Define()
        {
            Let("S", 1);
            Observe("cases", People, 1);
            Observe("cases", People, 1);
            Observe("sick bay", People, 1);
        }
    }
#pragma warning restore CS0649, CS0414, IDE0044
}
