using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search.Tests.Modeller;

public sealed class ChoiceOfEditsTests
{
    private static readonly InfectionGrammar Grammar = (InfectionGrammar)SomeGrammars.Of("covid-bogota");

    [Fact]
    public void A_fit_that_runs_ahead_makes_a_reporting_delay_likelier_and_the_change_says_why()
    {
        CandidateRecord ahead = Candidate(r => r with { Lag = -3 });
        Assert.Equal(8 * Weight(Candidate(r => r), Grammar.ReportingTime, ReportingTime.FixedDelay), Weight(ahead, Grammar.ReportingTime, ReportingTime.FixedDelay));
        string[] changes = Changes(ahead);
        Assert.Contains(changes, c => c.StartsWith("The fit runs 3 steps ahead of the data: adds a reporting delay", StringComparison.Ordinal));
        Assert.DoesNotContain(Changes(Candidate(r => r)), c => c.Contains("ahead of the data", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_finding_of_the_table_is_found_where_it_is_and_nowhere_else()
    {
        CandidateRecord clean = Candidate(r => r);
        Assert.All(Grammar.Cures, c => Assert.Null(c.Finding.Evidence(clean)));
        Found(Finding.WeekdayPattern, r => r with { Weekdays = [1, 1, 1, 1, 1, 0.7, 0.6] }, "the data are 40 % below the fit on Sundays");
        Found(Finding.WeekdayPattern, r => r with { Weekdays = [1.3, 1, double.NaN, 1, 1, 1, 1] }, "the data are 30 % above the fit on Mondays");
        Found(Finding.Ahead, r => r with { Lag = -1 }, "the fit runs 1 step ahead of the data");
        Found(Finding.Behind, r => r with { Lag = 3 }, "the fit lags by 3 steps");
        Found(Finding.Autocorrelated, r => r with { Autocorrelation = 0.83 }, "the residuals repeat themselves (autocorrelation 0.83)");
        Found(Finding.Drifts, r => r with { Trend = 0.4 }, "the fit drifts from too low to too high");
        Found(Finding.ForecastsHigh, r => r with { ForecastBias = 0.4 }, "forecasts are 40 % too high");
        Found(Finding.ForecastsLow, r => r with { ForecastBias = -0.4 }, "forecasts are 40 % too low");
        Found(Finding.FitsBadly, r => r with { FitBias = -0.2 }, "the fit is 20 % too low");
        Found(Finding.RunsAway, r => r with { Early = 2, Late = 10 }, "the error grows 5 times along the horizon");
        Found(Finding.AtLower("waning"), r => r with { Parameters = [Parameter("waning", 0, true)] }, "waning lies at its lower bound");
        Found(Finding.AtUpper("waning"), r => r with { Parameters = [Parameter("waning", 1, true)] }, "waning lies at its upper bound");
        Found(Finding.Small("effect"), r => r with { Parameters = [Parameter("effect", 0.01, false)] }, "effect is nearly zero");
        Found(Finding.Follows("radio_dose"), r => r with { Drivers = [new("radio_dose", 0.6), new("chemo_dose", double.NaN)] }, "the residuals follow radio dose (correlation 0.6)");
        Found(Finding.Misses("drug_concentration"), r => r with { Shares = [new("tumour_volume", 0.1), new("drug_concentration", 0.9)] }, "90 % of the error is in drug concentration");
        Found(Finding.GoesWith("temperature"), r => r with { Drivers = [new("melting_temperature_mean", 0.6), new("temperature", -0.3)] }, "predictions are too low where temperature is high (correlation -0.3)");
        Assert.Null(Finding.GoesWith("temperature").Evidence(Candidate(r => r with { Drivers = [new("temperature", 0.1)] })));
        Assert.Null(Finding.Follows("chemo_dose").Evidence(Candidate(r => r with { Drivers = [new("chemo_dose", double.NaN)] })));
        Assert.Null(Finding.AtLower("waning").Evidence(Candidate(r => r with { Parameters = [Parameter("waning", 1, true)] })));
        Assert.Null(Finding.AtUpper("waning").Evidence(Candidate(r => r with { Parameters = [Parameter("waning", 1, false)] })));
    }

    [Fact]
    public void What_the_verifier_says_can_be_traded_is_fixed()
    {
        CandidateRecord traded = Candidate(r => r) with
        {
            Diagnostics = [new("NG4003", Severity.Warning, Place.None, "the data hardly tell the free parameters apart", Why: "1/gamma and reported can be traded against each other")],
        };
        Assert.Equal("gamma can be traded against other parameters", Finding.Traded("gamma").Evidence(traded));
        Assert.Null(Finding.Traded("sigma").Evidence(traded));
        Assert.Equal(5, Weight(traded, Grammar.InfectiousFixed, true));
    }

    /// <summary>In every grammar: a finding without an edit that it speaks for would be dead.</summary>
    [Theory]
    [InlineData("covid-bogota"), InlineData("lung-cancer-chemo-radio"), InlineData("alloys-bcc")]
    public void Every_row_of_the_table_speaks_for_alternatives_of_its_grammar(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        Assert.All(grammar.Cures, c => Assert.True(c.Factor > 1 && c.Reason.Length > 0 && grammar.Productions.Contains(c.Production)));
        Assert.All(grammar.Cures, c => Assert.True(!c.Alternatives.IsEmpty, $"{c.Finding.Name} on {c.Production.Name}"));
    }

    private static void Found(Finding finding, Func<ResidualSummary, ResidualSummary> change, string evidence)
    {
        Assert.Equal(evidence, finding.Evidence(Candidate(change)));
        Assert.Null(finding.Evidence(Candidate(r => r) with { Residuals = null }));
    }

    private static double Weight<T>(CandidateRecord parent, Production<T> production, T value)
        where T : notnull
    {
        Edit edit = Start.Edits().Single(e => ReferenceEquals(e.Production, production) && production[e.Alternative].Equals(value));
        return EditChoice.Weigh(edit, parent).Weight;
    }

    private static Design Start => Grammar.Simplest;

    private static string[] Changes(CandidateRecord parent) =>
        [.. Enumerable.Range(0, 200).Select(i => EditChoice.Draw([.. Start.Edits()], parent, new Random(i)).Change)];

    private static CandidateRecord Candidate(Func<ResidualSummary, ResidualSummary> residuals) => new(
        1, null, "Sir", "", "", "h", Outcome.Scored, [], [], 1, 1)
    {
        Residuals = residuals(new("free path", [Parameter("gamma", 0.5, false), Parameter("effect", 0.5, false)]) { ForecastBias = 0.01, FitBias = -0.01, Trend = 0.01, Autocorrelation = 0.2, Weekdays = [1, 1, 1, 1, 1, 1, 1], Early = 1, Late = 2 }),
    };

    private static ParameterValue Parameter(string name, double value, bool atBound) => new(name, Unit.One, "learned", 0, 1, value, atBound);
}
