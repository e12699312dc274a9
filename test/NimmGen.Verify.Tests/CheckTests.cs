using System.Collections.Immutable;
using NimmGen.Ir;
using static NimmGen.Verify.Tests.Build;

namespace NimmGen.Verify.Tests;

public sealed class CheckTests
{
    private static readonly DataContext Cases = new([new("cases", People, "new")], [new("population", People, "constant", 1000)]);

    private static LetStatement Let(string name, Expression value) => new(name, value, null, Build.At(9));

    private static SplitStatement Split(Expression fraction) => new("a", "b", "I", R("gamma"), "M", fraction, "R", Build.At(11));

    /// <summary>Name, model and the one code that it must get.</summary>
    private static readonly ImmutableArray<(string Code, string Name, MechanismIr Model, DataContext? Data)> Wrong =
    [
        ("NG0003", "unused", Sir().With(Learned("x", PerDay, 0, 1)), null),
        ("NG0003", "only in an unused let", Sir(Let("l", R("x") * R("gamma"))).With(Learned("x", PerDay, 0, 1)), null),
        ("NG0008", "unknown name", Sir().Hazard(R("nobody")), null),
        ("NG0008", "unknown compartment", Sir(new FlowStatement("f", "I", "X", R("gamma"), Build.At(20))), null),
        ("NG0008", "cyclic let", Sir(Let("l", R("l"))), null),
        ("NG0008", "incidence of no flow", Sir().At(15, new ObserveStatement("cases", People, new Incidence("nothing"), Build.At(15))), null),
        ("NG0008", "incidence in a hazard", Sir().Hazard(R("gamma") * new Incidence("infection") / R("population")), null),
        ("NG0008", "declared twice", Sir(Let("beta", R("gamma"))), null),
        ("NG0008", "start of nothing", Sir(new StartStatement("X", N(0), Build.At(20))), null),
        ("NG1001", "sum", Sir().Hazard(R("gamma") + N(0.2)), null),
        ("NG1001", "least of two", Sir().Hazard(new Call(Function.Min, [R("gamma"), N(0.2)])), null),
        ("NG1001", "flow between dimensions", Sir(new FlowStatement("f", "R", "D", R("gamma"), Build.At(20)), new StartStatement("D", N(0), Build.At(21))).With(Compartment("D", Unit.Of("mg"))), null),
        ("NG1002", "factor of the source", Sir().At(10, new FlowStatement("infection", "S", "I", R("beta") * R("S") * R("I") / R("population"), Build.At(10))), null),
        ("NG1002", "bare number", Sir(new FlowStatement("w", "R", "S", N(0.2), Build.At(20))), null),
        ("NG1003", "per head", Sir(new InflowStatement("in", "S", R("gamma"), Build.At(20))), null),
        ("NG1004", "growth", Tumour(new GrowthStatement("V", R("growth") * R("V") * (N(1) - (R("V") / R("capacity"))), Build.At(10))), null),
        ("NG1004", "rate", Tumour(new RateStatement("V", R("growth") * R("V") / R("capacity"), Build.At(10))), null),
        ("NG1004", "fraction", Sir(new StartStatement("M", N(0), Build.At(20))).At(11, Split(R("gamma"))).With(Compartment("M")), null),
        ("NG1005", "share", Sir().At(12, new StartStatement("I", R("infected0"), Build.At(12))), null),
        ("NG1006", "rate observed", Sir().At(15, new ObserveStatement("cases", People, R("gamma") * R("I"), Build.At(15))), null),
        ("NG1006", "data differ", Sir(), Cases with { Channels = [new("cases", Unit.One, "new")] }),
        ("NG1007", "log", Tumour(new GrowthStatement("V", R("growth") * new Call(Function.Log, R("V")) / new Call(Function.Log, R("capacity") / R("volume0")), Build.At(10))), null),
        ("NG1007", "exponent", Sir().Hazard(R("gamma") * new Binary(Operator.Power, N(2), R("gamma"))), null),
        ("NG2001", "no flow", Sir(new StartStatement("M", N(0), Build.At(20))).With(Compartment("M")), null),
        ("NG2002", "two equations", Tumour(new GrowthStatement("V", R("growth") / R("capacity") * R("V"), Build.At(10))) is var t ? t with { Statements = t.Statements.Add(t.Statements[0]) } : null!, null),
        ("NG2002", "compartment", Sir(new GrowthStatement("I", R("gamma"), Build.At(20))), null),
        ("NG2003", "leave", Sir(new OutflowStatement("o", "R", R("gamma"), Build.At(20))), null),
        ("NG2003", "enter", Sir(new InflowStatement("i", "R", R("gamma") * R("population"), Build.At(20))), null),
        ("NG2004", "above one", Sir(new StartStatement("M", N(0), Build.At(20))).At(11, Split(N(2) * R("infected0") * N(100))).With(Compartment("M")), null),
        ("NG3001", "difference", Sir().Hazard(R("gamma") - N(0.2, PerDay)), null),
        ("NG3001", "of states", Sir().Hazard(R("gamma") * (R("S") - R("I")) / R("population")), null),
        ("NG3002", "empty compartment", Sir().Hazard(R("gamma") * R("S") / R("R")), null),
        ("NG3002", "log", Sir().Hazard(R("gamma") * new Call(Function.Exp, new Call(Function.Log, R("R") / R("population")))), null),
        ("NG3002", "root", Sir().Hazard(R("gamma") * new Call(Function.Sqrt, (R("S") - R("I")) / R("population"))), null),
        ("NG4002", "two for one", Sir().With(Neural("gamma", PerDay, 0.05, 0.5)), null),
        ("NG5001", "observes nothing", Sir().At(15), null),
        ("NG5001", "no such channel", Sir(), Cases with { Channels = [new("deaths", People, "new")] }),
        ("NG5001", "input without channel", Sir(), Cases with { Constants = [] }),
        ("NG5002", "unseen", Sir(new FlowStatement("f", "R", "M", R("x"), Build.At(20)), new StartStatement("M", N(0), Build.At(21)))
            .At(10, new FlowStatement("infection", "S", "I", R("beta") * R("I") / R("population"), Build.At(10)))
            .With(Compartment("M"), Learned("x", PerDay, 0, 1)), null),
        ("NG6001", "none", Sir().At(13), null),
        ("NG6001", "two", Sir(new StartStatement("R", N(0), Build.At(20))), null),
        ("NG6001", "two rests", Sir().At(13, new StartRestStatement("R", R("population"), Build.At(13))), null),
        ("NG6001", "needs another", Sir().At(13, new StartStatement("R", R("I"), Build.At(13))), null),
        ("NG6002", "over one", Sir().With(Learned("infected0", Unit.One, 1e-6, 2)), null),
    ];

    public static TheoryData<string, string> Names => [.. Wrong.Select(w => new TheoryDataRow<string, string>(w.Code, w.Name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_model_gets_its_code_and_no_other(string code, string name)
    {
        var (_, _, model, data) = Wrong.Single(w => w.Code == code && w.Name == name);
        Verdict verdict = Verifier.Verify(model, data);
        Assert.True(verdict.Findings.Select(f => f.Code).Distinct().SequenceEqual([code]), string.Join('\n', verdict.Findings));
        Assert.True(verdict.Findings.Length == 1 || name == "input without channel", string.Join('\n', verdict.Findings));
        Assert.All(verdict.Findings, f => Assert.True(f.Fix is { Length: > 0 } && f.Place.Line > 0, f.ToString()));
        Assert.Equal(code is "NG0003" or "NG2003" or "NG4002", verdict.Accepted);
    }

    [Fact]
    public void A_sound_model_has_no_findings()
    {
        Assert.Empty(Codes(Sir()));
        Assert.Empty(Codes(Sir(), Cases));
        Assert.Empty(Codes(Tumour(new GrowthStatement("V", R("growth") * (N(1) - (R("V") / R("capacity"))), Build.At(10)))));
        Assert.Empty(Codes(Tumour(new GrowthStatement("V", R("growth") * new Call(Function.Log, R("capacity") / R("V")), Build.At(10)))));
    }

    /// <summary>What interval arithmetic alone would refuse.</summary>
    public static TheoryData<string> Sound => ["part", "rest of part", "fractions", "one minus", "weighted", "closed total", "product", "square", "ratio of sums", "odds", "complements", "weighted whole", "hump"];

    [Theory]
    [MemberData(nameof(Sound))]
    public void What_holds_is_not_refused(string name)
    {
        Expression whole = R("S") + R("I") + R("R"), p = R("infected0");
        Expression factor = name switch
        {
            "part" => R("I") / whole,
            "rest of part" => N(1) - (R("S") / whole),
            "fractions" => p * p,
            "one minus" => N(1) - (p * p),
            "weighted" => N(1) - ((R("S") + (p * R("I"))) / whole),
            "closed total" => N(1) - (R("I") / R("population")),
            "product" => p * (N(1) - p),
            "odds" => new Call(Function.Exp, N(50) * p) / (N(1) + new Call(Function.Exp, N(50) * p)),
            "complements" => N(1) - ((N(1) - p) * (N(1) - p) * (N(1) - (p * N(50)))),
            "weighted whole" => N(1) - (R("S") / (R("S") + ((N(1) - p) * R("I")) + (N(0.3) * R("R")) + N(1, People))),
            "hump" => N(1) / (N(5) - (N(4) * (N(200) * p) * (N(1) - (N(200) * p)))),
            "square" => (R("S") - R("I")) * (R("S") - R("I")) / whole / whole,
            _ => (R("S") + R("I")) / (whole + R("S")),
        };
        MechanismIr model = Sir().Hazard(R("gamma") * factor);
        Assert.Empty(Codes(model));
        if (name is not ("square" or "hump"))
        {
            Assert.DoesNotContain("NG2004", Codes(Sir(new StartStatement("M", N(0), Build.At(20))).At(11, Split(factor)).With(Compartment("M"))));
        }
    }

    [Fact]
    public void What_cannot_be_decided_is_a_warning()
    {
        // exp(y) - y is at least 1, but the interval of each part alone does not show it.
        Expression y = N(150) * R("infected0");
        Diagnostic finding = Assert.Single(Verifier.Verify(Sir().Hazard(R("gamma") * (new Call(Function.Exp, y) - y))).Findings);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.StartsWith("not proved", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_sign_shows_a_point() =>
        Assert.Matches("at gamma = 0.05: -0.15", Verifier.Verify(Sir().Hazard(R("gamma") - N(0.2, PerDay))).Findings.Single().Why);

    [Fact]
    public void All_is_told_at_once()
    {
        MechanismIr model = Sir(new InflowStatement("in", "S", R("gamma"), Build.At(20))).Hazard(R("gamma") + N(0.2)).At(13);
        Assert.Equal(["NG1001", "NG1003", "NG6001"], Codes(model).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Doubling_lets_cost_nothing()
    {
        Statement[] lets = [.. Enumerable.Range(0, 60).Select(i => (Statement)Let($"l{i}", i == 0 ? R("gamma") : R($"l{i - 1}") + R($"l{i - 1}")))];
        Assert.Equal(["NG3003"], Codes(Sir(lets).Hazard(R("l59"))));
    }
}
