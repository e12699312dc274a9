using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

public sealed class SummaryTests
{
    private static string Words(RunRecord run) => string.Join('\n', Summary.Of(new(run)));

    [Fact]
    public void SaysWhatWasAskedAndOfWhatData()
    {
        string city = Words(Runs.City()), places = Words(Runs.Places());

        Assert.Contains("forecasts reported cases 4 weeks ahead", city);
        Assert.Contains("343 days, 6 March 2020 to 11 February 2021", city);
        Assert.Contains("1 value of the target is missing, 12 covariate values were filled from the past", city);
        Assert.Contains("8 weeks ahead in 51 places", places);
        Assert.Contains("191 weeks", places);
    }

    [Fact]
    public void SaysWhatTheTwinIs()
    {
        string words = Words(Runs.City());

        Assert.Contains("susceptible (S), exposed (E), infectious (I), recovered and immune (R) and dead (D)", words);
        Assert.Contains("transmission rate (β) varies by week", words);
        Assert.Contains("the share reported (reported) is 20 %", words);
        Assert.Contains("a neural network (CalibNN) predicts", words);
    }

    [Fact]
    public void AFreePathIsNotCalledANetwork()
    {
        RunRecord run = Runs.City();
        string words = Words(run with { Final = run.Final! with { Calibrator = "free path" } });

        Assert.Contains("without a neural network", words);
        Assert.DoesNotContain("CalibNN", words);
    }

    [Fact]
    public void TheExpectationIsTheMeanOfTheLastForecastAgainstTheWeekBefore()
    {
        RunRecord run = Runs.City();
        TwinAtOrigin twin = run.Final!.Origins[^1] with { Forecast = [.. Enumerable.Repeat(600.0, 28)] };
        double[] observed = [.. run.Data.Observed];
        observed.AsSpan(twin.TrainSteps - 7, 7).Fill(1000);
        observed.AsSpan(twin.TrainSteps, 28).Fill(650);
        run = run with { Data = run.Data with { Observed = [.. observed] }, Final = run.Final with { Origins = [twin] } };

        Assert.Contains("In the 4 weeks from 15 January 2021 it expects reported cases to average 600, 40 % below the week before (1,000); the observed average was 650.", Words(run));
    }

    [Fact]
    public void ReproductionNumberAndInfectiousPeriodStandBesideTheLiterature()
    {
        string words = Words(Runs.City());

        Assert.Contains("basic reproduction number is 2.57, which agrees with the published 2 to 3 (Alimohamadi et al. 2020)", words);
        Assert.Contains("infectious period is 5 days, which lies below the published 7 to 10 (Byrne et al. 2020)", words);
    }

    [Fact]
    public void TrustIsTheWinnerAgainstTheBestNaiveForecast()
    {
        string words = Words(Runs.City());

        Assert.Contains("On the 8 validation origins, which chose it, its mean error was 20 % smaller than that of the best naive forecast, damped trend (RMSE 870 against 1,090); it was the closer one on 8 of 8.", words);
        Assert.Contains("On the 4 test origins, scored once, its mean error was 10 % smaller", words);
        Assert.DoesNotContain("a naive forecast wins", words);
    }

    [Fact]
    public void SaysSoWhereANaiveForecastWins()
    {
        string words = Words(Runs.NaiveWins());

        Assert.Contains("On the 8 validation origins, which chose it, a naive forecast wins: the twin's mean error was 25 % larger than that of damped trend", words);
        Assert.Contains("a naive forecast wins: the twin's mean error was 50 % larger", words);
        Assert.Contains("to forecast, take the naive one", words);
        Assert.Contains("it has no skill over it", ReportTests.Html(Runs.NaiveWins()));
    }

    [Fact]
    public void ClaimsNothingWhereTheOriginsDisagree() =>
        Assert.Contains("the two sets of origins disagree, so no skill over naive forecasts is claimed", Words(Runs.Places()));

    [Fact]
    public void AnUnfinishedRunTellsHowFarItCame()
    {
        string words = Words(Runs.Unfinished() with { Configuration = new("test-city", 40, 2, 7) });

        Assert.Contains("The search has not ended: 12 of 40 candidates were tried and 9 scored", words);
        Assert.Contains("the best so far is number 11 (Candidate11) with a mean validation error of 880 (RMSE)", words);
    }

    [Fact]
    public void ARunWithoutCandidatesIsAReportToo()
    {
        RunRecord run = Runs.Unfinished() with { Candidates = [] };

        Assert.Contains("0 of 12 candidates were tried and 0 scored.", Words(run));
        Assert.Contains("<h2 id=\"search-h\">", ReportTests.Html(run));
    }
}
