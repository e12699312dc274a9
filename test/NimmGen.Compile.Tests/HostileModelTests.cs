using System.Collections.Immutable;
using NimmGen.Ir;
using static NimmGen.Compile.Tests.Models;

namespace NimmGen.Compile.Tests;

/// <summary>Models that no verifier has seen end in a message, not in a crash.</summary>
public sealed class HostileModelTests
{
    private static readonly MechanismIr Good = Seirm();

    // Made inside one test: a test runner that prints a doubled term as a tree would never end.
    private static IEnumerable<(string Message, Func<MechanismIr> Model)> Wrong =>
    [
        ("neither a symbol nor a let", () => With(Flow("f", "S", "E", Ref("nobody")))),
        ("not a compartment", () => With(Flow("f", "S", "beta", Ref("sigma")))),
        ("two declarations of flow 'onset'", () => With(Flow("onset", "E", "I", Ref("sigma")))),
        ("two start statements", () => With(Start("E", Num(1)))),
        ("no flow of that name", () => With(Observe("x", People, new Incidence("nothing")))),
        ("end of a data step only", () => With(Flow("f", "S", "E", Ref("sigma") * new Incidence("onset")))),
        ("refer to each other", () => With(Let("a", Ref("b")), Let("b", Ref("a")))),
        ("refer to each other", () => With(Let("a", Ref("a") + Num(1)))),
        ("two declarations of let", () => With(Let("a", Num(1)), Let("a", Num(2)))),
        ("name of a symbol", () => With(Let("beta", Num(1)))),
        ("two declarations of symbol", () => Good with { Symbols = Good.Symbols.Add(Compartment("S")) }),
        ("two declarations of observation", () => With(Observe("cases", People, Num(1)))),
        ("has no start statement", () => Good with { Symbols = Good.Symbols.Add(Compartment("X")) }),
        ("need each other", () => Good with { Statements = Good.Statements.Select(s => s is StartStatement { State: "R" or "M" } x ? Start(x.State, Ref(x.State == "R" ? "M" : "R")) : s).ToImmutableArray() }),
        ("not a quantity", () => With(new GrowthStatement("S", Ref("sigma"), Place.None))),
        ("no list", () => Good with { Statements = default }),
        ("unknown scheme", () => Good with { Scheme = (Scheme)77 }),
        ("no term", () => With(Let("a", null!))),
        ("too large", () => With(Let("a", Doubled(60)))),
        ("too large", () => With(Let("a", Nested(5000)))),
        ("nested deeper", () => With([.. Enumerable.Range(0, 800).Select(i => Let($"a{i}", i == 0 ? Ref("sigma") : Fn(Function.Exp, Fn(Function.Sin, Fn(Function.Exp, Ref($"a{i - 1}"))))))])),
        ("too large", () => With([.. Enumerable.Range(0, 3000).Select(i => Let($"a{i}", Num(i)))])),
        ("too large", () => With([.. Enumerable.Range(0, 900).Select(i => Observe($"o{i}", Unit.One, Nested(50, Num(1 + i))))])),
    ];

    [Fact]
    public void Wrong_models_get_a_message()
    {
        foreach ((string message, Func<MechanismIr> model) in Wrong)
        {
            MechanismIr made = model();
            ArgumentException e = Assert.ThrowsAny<ArgumentException>(() => MechanismKernel.Compile(made, new KernelOptions(1)));
            Assert.Contains(message, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Lets_that_double_each_other_do_not_hang()
    {
        MechanismIr model = With([.. Enumerable.Range(0, 200).Select(i => Let($"a{i}", i == 0 ? Ref("sigma") : Ref($"a{i - 1}") + Ref($"a{i - 1}"))),
            Observe("x", PerDay, Ref("a199"))]);
        var t = new Trial(model, new KernelOptions(1), 1, 1, 0);
        t.Run();
        Close.Equal(0.25 * Math.ScaleB(1, 199), t.Buffers.Observations[1], 1e-12);
        Close.Equal(0.25 * Math.ScaleB(1, 199), new Interpreter(model).Evaluate(Ref("a199"), t.Parameters(0, 0)), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_step_is_a_positive_number_of_days(double days) =>
        Assert.Throws<ArgumentException>(() => MechanismKernel.Compile(Good, new KernelOptions(days)));

    [Fact]
    public void Overflow_gives_a_value_that_is_not_finite()
    {
        MechanismIr model = new("Blow", null, [Quantity("Q")],
            [new RateStatement("Q", Num(1, PerDay) * Fn(Function.Exp, Ref("Q")), Place.None), Start("Q", Num(5)), Observe("q", Unit.One, Ref("Q") - Ref("Q") * Num(2))]);
        foreach (VectorPath path in Enum.GetValues<VectorPath>())
        {
            var t = new Trial(model, new KernelOptions(10, 10, path), 1, 3, 0);
            t.Run();
            t.Kernel.Differentiate(t.Buffers, 0, 3, true);
            Assert.False(double.IsFinite(t.Buffers.Observations[^t.Buffers.Stride]));
        }
    }

    [Fact]
    public void The_dump_names_what_it_computes()
    {
        string text = MechanismKernel.Compile(Good, new KernelOptions(1)).Dump();
        Assert.Contains("next.S = ", text, StringComparison.Ordinal);
        Assert.Contains("observed.cases = ", text, StringComparison.Ordinal);
        Assert.Contains("Expm1(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Buffers_of_another_kernel_are_refused()
    {
        SimulationBuffers other = MechanismKernel.Compile(Good, new KernelOptions(1)).CreateBuffers(1, 2);
        var kernel = MechanismKernel.Compile(Good, new KernelOptions(1));
        Assert.Throws<ArgumentException>(() => kernel.Start(other));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel.Simulate(kernel.CreateBuffers(1, 2), 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel.Start(kernel.CreateBuffers(1, 2), 2));
    }

    private static LetStatement Let(string name, Expression value) => new(name, value, null, Place.None);

    private static MechanismIr With(params Statement[] more) => Good with { Statements = Good.Statements.AddRange(more) };

    private static Expression Doubled(int times)
    {
        Expression x = Ref("sigma");
        for (int i = 0; i < times; i++)
        {
            x += x;
        }

        return x;
    }

    private static Expression Nested(int depth, Expression? inner = null)
    {
        Expression x = inner is null ? Ref("beta") : Ref("beta") * inner;
        for (int i = 0; i < depth; i++)
        {
            x = Fn(Function.Sin, x);
        }

        return x;
    }
}
