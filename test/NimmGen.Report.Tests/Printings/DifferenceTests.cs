using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Ir.Differences;

namespace NimmGen.Report.Tests.Printings;

/// <summary>What an author changed in a model is said as the author would say it.</summary>
public sealed class DifferenceTests
{
    public static TheoryData<string> Names => Zoo.Names;

    private static string Source(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", name + ".cs"));

    private static string[] Said(string model, params (string Old, string New)[] edits)
    {
        string text = Source(model);
        string edited = text;
        foreach ((string old, string now) in edits)
        {
            Assert.Contains(old, edited);
            edited = edited.Replace(old, now, StringComparison.Ordinal);
        }

        return [.. ModelDifferences.Between(Zoo.Of(text, model), Zoo.Of(edited, model)).Select(c => c.Sentence)];
    }

    [Fact]
    public void A_reporting_delay() => Assert.Equal(
        ["adds a reporting delay of mean 7 days to cases"],
        Said("Seir",
            ("    readonly Input population", "    readonly Constant reportDelay = new(Days, 7);\n    readonly Input population"),
            ("reported * Incidence(onset)", "Delay(reported * Incidence(onset), mean: reportDelay)")));

    [Fact]
    public void A_learned_reporting_delay() => Assert.Equal(
        ["adds a reporting delay of mean reportDelay (learned between 3 and 14 days) and standard deviation 2 days to cases"],
        Said("Seir",
            ("    readonly Input population", "    readonly Learned reportDelay = new(Days, 3, 14);\n    readonly Input population"),
            ("reported * Incidence(onset)", "Delay(reported * Incidence(onset), mean: reportDelay, sd: 2 * Days)")));

    [Fact]
    public void Stages() => Assert.Equal(
        ["splits I (infectious) in 2 stages"],
        Said("Seir", ("Compartment I = new(People)", "Compartment I = new(People, stages: 2)")));

    [Theory]
    [InlineData("", "NETWORK", "brings the network Encoder (gru Gru(hidden: 8), map Linear(4))")]
    [InlineData("NETWORK", "", "drops the network Encoder for the one that is given")]
    [InlineData("hidden: 8", "hidden: 16, bidirectional: true", "makes gru of the network Gru(hidden: 16, bidirectional: true) (was Gru(hidden: 8))")]
    [InlineData(".Last()", ".MeanOverTime()", "wires the network otherwise")]
    [InlineData("gru.Of(history)", "drop.Of(gru.Of(history))", "adds drop Dropout(0.1) to the network")]
    public void A_network(string old, string now, string said)
    {
        const string Encoder = """

            public sealed class Encoder : Network
            {
                readonly Gru gru = new(hidden: 8);
                readonly Linear map = new(4);

                protected override Signal Define(Signal history, Signal steps) => map.Of(Concat(steps, gru.Of(history).Last().Repeat(steps)));
            }
            """;
        string With(string text) => Source("Seir") + (text == "NETWORK" ? Encoder : text.Length == 0 ? "" : Encoder.Replace(old, text, StringComparison.Ordinal)
            .Replace("readonly Linear", text.Contains("drop.", StringComparison.Ordinal) ? "readonly Dropout drop = new(0.1);\n    readonly Linear" : "readonly Linear", StringComparison.Ordinal));
        string[] changes = [.. ModelDifferences.Between(Zoo.Of(With(old), "Seir"), Zoo.Of(With(now), "Seir")).Select(c => c.Sentence)];
        Assert.Equal([said], changes);
    }

    [Fact]
    public void A_renamed_state_and_parameter_stay_the_same() => Assert.Equal(
        ["renames I to Infected", "renames reported to share"],
        Said("Seir", ("Compartment I =", "Compartment Infected ="), ("beta * I / (S + E + I + R)", "beta * Infected / (S + E + Infected + R)"),
            ("(E, I,", "(E, Infected,"), ("(I, R", "(Infected, R"), ("Start(I,", "Start(Infected,"), ("Learned reported", "Learned share"), ("reported * Inc", "share * Inc")).Order(StringComparer.Ordinal));

    [Fact]
    public void A_compartment_between_two_others()
    {
        string[] said = [.. ModelDifferences.Between(Zoo.Model("Sir"), Zoo.Model("Seir")).Select(c => c.Sentence)];
        Assert.Contains(said, s => s.StartsWith("puts E (infected) between S and I", StringComparison.Ordinal));
        Assert.DoesNotContain(said, s => s.Contains("drops a flow", StringComparison.Ordinal));
    }

    [Fact]
    public void The_form_of_the_force_of_infection() => Assert.Contains(
        "makes the rate from S to E density-dependent (was frequency-dependent): beta * I / population0",
        Said("Seir", ("    readonly Input population", "    readonly Constant population0 = new(People, 1000);\n    readonly Input population"),
            ("beta * I / (S + E + I + R)", "beta * I / population0")).Select(s => s.Replace(" (population0 fixed at 1000 people)", "", StringComparison.Ordinal)));

    [Fact]
    public void Noise_weekdays_smoothing_cadence_and_solver()
    {
        string[] said = Said("Seir",
            ("Observe(\"cases\", People, reported * Incidence(onset));", "Observe(\"cases\", People, Smooth(reported * Incidence(onset), days: 7), noise: NegativeBinomial(10), weekday: true);\n        Solver(Scheme.RungeKutta4, subSteps: 4);"),
            ("Neural beta = new(PerDay, 0.05, 1.5)", "Neural beta = new(PerDay, 0.05, 2, every: Every.Step, smooth: 0.3, pooled: true)"));
        Assert.Equal(
            [
                "adds weekday effects to cases", "expects beta to walk 0.3 a week on the log scale", "lets beta change every step (was by week)",
                "lets cases scatter as NegativeBinomial of 10", "pools beta over locations", "smooths cases over 7 days",
                "steps by the scheme RungeKutta4 (was Hazard)", "takes 4 sub-steps a data step (was chosen by the compiler)", "widens the range of beta to 0.05 to 2 per day (was 0.05 to 1.5)",
            ], said.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Waning_and_deaths()
    {
        string[] said = Said("Seir",
            ("    readonly Input population", "    readonly Learned waning = new(PerDay, 1e-3, 1e-2);\n    readonly Compartment D = new(People);\n    readonly Constant fatality = new(Fraction, 0.01);\n    readonly Input population"),
            ("Flow(I, R, gamma);", "Split(I, gamma, to: D, fraction: fatality, rest: R);\n        Flow(R, S, waning);\n        Start(D, 0);"));
        Assert.Equal(
            ["adds the compartment D", "sends the share fatality (fixed at 0.01) of those who leave I to D", "adds a flow from R to S at waning (learned between 0.001 and 0.01 per day)"], said);
    }

    [Fact]
    public void Who_is_freed_and_who_is_fixed()
    {
        Assert.Equal(
            ["frees sigma, learned between 0.1 and 0.5 per day (was 1/3 per day)"],
            Said("Seir", ("Constant sigma = new(PerDay, 1 / 3.0)", "Learned sigma = new(PerDay, 0.1, 0.5)")));
        Assert.Equal(
            ["holds beta constant in time, learned between 0.05 and 1.5 per day (was neural between 0.05 and 1.5 per day, by week)"],
            Said("Seir", ("Neural beta", "Learned beta")));
    }

    [Fact]
    public void A_factor_and_a_term()
    {
        Assert.Equal(["adds importHazard to the rate from S to E (importHazard learned between 1e-9 and 1e-5 per day)"],
            Said("Seir", ("    readonly Input population", "    readonly Learned importHazard = new(PerDay, 1e-9, 1e-5);\n    readonly Input population"), ("beta * I / (S + E + I + R)", "beta * I / (S + E + I + R) + importHazard")));
        Assert.Equal(["multiplies the rate from S to E by season (season learned between 0.5 and 2)"],
            Said("Seir", ("    readonly Input population", "    readonly Learned season = new(One, 0.5, 2);\n    readonly Input population"), ("beta * I / (S", "season * beta * I / (S")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_is_like_itself_in_any_order(string name)
    {
        MechanismIr model = Zoo.Model(name);
        Assert.Empty(ModelDifferences.Between(model, model));
        Assert.Empty(ModelDifferences.Between(model, model with { Symbols = [.. model.Symbols.Reverse()], Name = "Other" }));
        Assert.Equal("changes nothing", ModelDifferences.InWords([]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_taken_out_is_said(string name)
    {
        MechanismIr model = Zoo.Model(name);
        foreach (Statement statement in model.Statements.Where(s => s is not LetStatement))
        {
            MechanismIr less = model with { Statements = model.Statements.Remove(statement) };
            Assert.True(!ModelDifferences.Between(model, less).IsEmpty, $"without {CanonicalText(statement)}");
            ImmutableArray<Change> back = ModelDifferences.Between(less, model);
            Assert.NotEmpty(back);
            Assert.All(back, c => Assert.Matches(@"^[a-z].*[^.]$", c.Sentence));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pair_of_models_is_told_apart_in_finite_words(string name)
    {
        MechanismIr model = Zoo.Model(name);
        foreach (string other in (string[])["Sir", "Seir", "AgeSeir", "TumourChemoRadio"])
        {
            MechanismIr with = Zoo.Model(other);
            ImmutableArray<Change> changes = ModelDifferences.Between(model, with);
            Assert.Equal(model.Hash == with.Hash, changes.IsEmpty);
            Assert.All(changes, c => Assert.InRange(c.Sentence.Length, 10, 1200));
        }
    }

    private static string CanonicalText(Statement statement) => statement.Place.Text ?? statement.ToString();
}
