using System.Text.Json;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

/// <summary>What a twin was given, beside its parameters and as figures of its own.</summary>
public sealed class CovariateTests
{
    [Fact]
    public void The_page_says_who_reads_which_series_and_what_nobody_has_seen()
    {
        string html = ReportTests.Html(Runs.City());
        Assert.Contains("Mobility transit enters the equations. Search trend and holidays are read by the network alone", html);
        Assert.Contains("What came after the origin, dotted, the twin has not seen.", html);
        Assert.Contains("Mobility transit: between -70 and -10 % before the origin of 15 January 2021, -39.8 % just before it.", html);
        Assert.Contains("Holidays: between 0 and 1, known beyond the origin.", html);
        Assert.Equal(3, html.Split("class=\"chart small covariate\"").Length - 1);
        Assert.Contains("Mobility transit, mean of 51 places", ReportTests.Html(Runs.Places()));
    }

    [Fact]
    public void Charts_get_every_step_and_gaps_stay_gaps()
    {
        using JsonDocument data = JsonDocument.Parse(ReportTests.Data(ReportTests.Html(Runs.City())));
        JsonElement[] all = [.. data.RootElement.GetProperty("covariates").EnumerateArray()];
        Assert.Equal([false, false, true], all.Select(c => c.GetProperty("ahead").GetBoolean()));
        Assert.All(all, c => Assert.Equal(343, c.GetProperty("values").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, all[0].GetProperty("values")[3].ValueKind);
        Assert.Equal(-40, all[0].GetProperty("values")[0].GetDouble());
    }

    [Fact]
    public void Each_is_a_figure_to_export_as_far_as_the_forecast_reaches()
    {
        RunRecord run = Runs.City();
        Plot[] plots = [.. RunPlots.Of(run).Where(p => p.Name.StartsWith("covariate-", StringComparison.Ordinal))];
        Assert.Equal(["covariate-mobility_transit", "covariate-search_trend", "covariate-holidays"], plots.Select(p => p.Name));
        TwinAtOrigin last = run.Final!.Origins[^1];
        Assert.Equal([last.TrainSteps, run.Data.Horizon], plots[0].Curves.Select(c => c.Y.Length));
        Assert.Equal("after it, not seen", plots[0].Curves[1].Name);
        Assert.Equal(last.TrainSteps + run.Data.Horizon, Assert.Single(plots[2].Curves).Y.Length);
        Assert.Equal("mobility transit (%)", plots[0].YTitle);
        Assert.Contains("\"before the origin\",2020-03-06,-40,,", PlotCsv.Of(plots[0]));
    }

    [Fact]
    public void Without_any_and_in_runs_from_before_nothing_is_said()
    {
        RunRecord run = Runs.City();
        foreach (RunRecord none in (RunRecord[])[run with { Final = run.Final! with { Covariates = [] } }, run with { Final = run.Final! with { Covariates = default } }, Runs.Unfinished()])
        {
            Assert.DoesNotContain("What it was given", ReportTests.Html(none));
            Assert.DoesNotContain(RunPlots.Of(none), p => p.Name.StartsWith("covariate-", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0, "got 0 values, expected 343")]
    [InlineData(342, "got 342 values, expected 343")]
    [InlineData(344, "got 344 values, expected 343")]
    public void Series_that_do_not_fit_the_data_are_refused(int length, string expected)
    {
        RunRecord run = Runs.City();
        CovariateSeries first = run.Final!.Covariates[0];
        run = run with { Final = run.Final with { Covariates = [first with { Values = [.. Enumerable.Repeat(1.0, length)] }] } };
        Assert.Contains("covariate mobility_transit: " + expected, Assert.Throws<ArgumentException>(() => ReportTests.Html(run)).Message);
    }

    [Fact]
    public void Of_two_with_one_name_neither_is_drawn_over_the_other()
    {
        RunRecord run = Runs.City();
        CovariateSeries first = run.Final!.Covariates[0];
        run = run with { Final = run.Final with { Covariates = [first, first] } };
        Assert.Contains("mobility_transit is there twice", Assert.Throws<ArgumentException>(() => RunPlots.Of(run).ToArray()).Message);
        run = run with { Final = run.Final with { Covariates = [null!] } };
        Assert.Contains("covariate without a name", Assert.Throws<ArgumentException>(() => ReportTests.Html(run)).Message);
    }
}
