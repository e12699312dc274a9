using System.Xml.Linq;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

/// <summary>Combinations, intervals and scenarios in the report.</summary>
public sealed class CombinedReportTests
{
    [Fact]
    public void The_summary_says_that_the_forecast_is_a_combination_and_how_sure_it_is()
    {
        string words = string.Join('\n', Summary.Of(new(Runs.Combined())));
        Assert.Contains("The forecast is not that of the twin alone: it is 70 % the median of 3 twins (Seird 11, Seir 8, Sir 7), 30 % last value.", words);
        Assert.Contains("6 % smaller than the twin's", words);
        Assert.Contains("Its 80 % intervals held 83 % of what came on 16 validation origins that had not calibrated them; on the test origins 79 %.", words);
        Assert.Matches("with 80 % probability between [0-9,.]+ and [0-9,.]+", words);
    }

    [Theory]
    [InlineData(0.6, "too narrow")]
    [InlineData(0.98, "wider than they need be")]
    public void Intervals_that_do_not_hold_are_not_promised(double share, string expected)
    {
        RunRecord run = Runs.Combined();
        QuantileScores check = run.Final!.Intervals[0].Check!;
        run = run with { Final = run.Final with { Intervals = [run.Final.Intervals[0] with { Check = check with { Coverage80 = [.. check.Coverage80.Select(_ => share)] } }] } };
        Assert.Contains(expected, string.Join('\n', Summary.Of(new(run))));
        run = run with { Final = run.Final! with { Intervals = [run.Final.Intervals[0] with { Check = null, LocationCheck = null }] } };
        Assert.Contains("too few validation origins to check its intervals", string.Join('\n', Summary.Of(new(run))));
    }

    [Fact]
    public void Tables_and_charts_show_what_was_chosen()
    {
        RunRecord run = Runs.Combined();
        string html = ReportTests.Html(run);
        Assert.Contains("id=\"scenarios\"", html);
        Assert.Contains("combination (chosen)", html);
        Assert.DoesNotContain("CalibNN (chosen)", html);
        double first = run.Final!.Chosen!.Origins[^1].Values[0], high = (first + 1) * Math.Exp(0.1 * Math.Log(9)) - 1;
        Assert.Contains($"<td class=\"n\">{Figures.Number(first)}</td>", html);
        Assert.Contains($"<td class=\"n\">{Figures.Number(high)}</td>", html);
        Assert.Contains("transmission lowered by 40 %", html);
    }

    [Fact]
    public void Fifty_one_places_with_intervals_stay_under_two_megabytes()
    {
        string html = ReportTests.Html(Runs.Combined(many: true));
        Assert.InRange(html.Length, 300_000, 2_000_000);
        Assert.Contains("Places in 80 %", html);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_figure_is_a_picture_and_a_table(bool many)
    {
        RunRecord run = Runs.Combined(many);
        Plot[] plots = [.. RunPlots.Of(run)];
        Assert.Equal(plots.Length, plots.Select(p => p.Name).Distinct().Count());
        Assert.Equal(run.Final!.Origins.Length, plots.Count(p => p.Name.StartsWith("forecast-", StringComparison.Ordinal)));
        foreach (string name in (string[])["parameter-beta", "parameter-reproduction-number", "scenarios", "residuals", "search"])
        {
            Assert.Contains(plots, p => p.Name == name);
        }

        foreach (Plot plot in plots)
        {
            XElement svg = XElement.Parse(PlotSvg.Render(plot));
            XNamespace space = "http://www.w3.org/2000/svg";
            Assert.Equal(space + "svg", svg.Name);
            Assert.NotEmpty(svg.Elements(space + "path"));
            Assert.DoesNotContain("NaN", svg.ToString());
            string[] rows = PlotCsv.Of(plot).TrimEnd().Split('\n');
            Assert.Equal("series,x,value,low,high", rows[0]);
            Assert.Equal(plot.Curves.Sum(c => c.Y.Count(double.IsFinite)) + plot.Bands.Sum(b => b.Low.Count(double.IsFinite)), rows.Length - 1);
        }

        Plot forecast = plots[0];
        Assert.Equal(["95 %", "80 %", "50 %"], forecast.Bands.Select(b => b.Name));
        Assert.True(forecast.Bands[0].High[^1] > forecast.Bands[1].High[^1]);

        // Every key has its place, also where one row does not hold them.
        Assert.All(plots, p => Assert.All(p.Curves.Select(c => c.Name).Concat(p.Bands.Select(b => b.Name)), name => Assert.Contains($">{System.Net.WebUtility.HtmlEncode(name)}</text>", PlotSvg.Render(p))));
    }

    [Fact]
    public void Text_of_a_run_cannot_leave_its_place_in_a_picture_or_a_table()
    {
        const string Hostile = "\"</text><script>alert(1)</script>\n=cmd()";
        foreach (Plot plot in RunPlots.Of(Runs.Hostile(Hostile)))
        {
            XElement svg = XElement.Parse(PlotSvg.Render(plot));
            Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "script");
        }

        var formula = new Plot("x", "x", "", "", false, [new("=1+1", [0], [1], CurveStyle.Line, 0)]);
        Assert.Contains("\"'=1+1\",0,1", PlotCsv.Of(formula));
    }

    [Fact]
    public void Quantile_forecasts_are_written_as_the_hubs_have_them()
    {
        RunRecord run = Runs.Combined(many: true);
        string[] rows = QuantileCsv.Of(run)!.TrimEnd().Split('\n');
        Assert.Equal("origin_date,horizon,target_end_date,location,output_type,output_type_id,value", rows[0]);
        Assert.Equal(4 * run.Data.Horizon * (51 + 1) * 23, rows.Length - 1);
        Assert.Contains(rows, r => r.Contains(",\"all\",quantile,0.975,", StringComparison.Ordinal));
        Assert.Null(QuantileCsv.Of(Runs.City()));
    }

    [Fact]
    public void The_page_of_a_scenario_holds_one_picture_and_asks_for_nothing()
    {
        RunRecord run = Runs.Combined();
        string html = ScenarioPicture.Html(run, ScenarioPicture.Svg(run, run.Final!.Scenarios[0].Winner.Baseline, run.Final.Scenarios));
        Assert.Contains("default-src 'none'", html);
        Assert.DoesNotContain("<script", html);
        Assert.Equal(2, html.Split("<svg").Length);
    }

    [Fact]
    public void Residuals_that_follow_each_other_are_called_so()
    {
        string words = string.Join(' ', new Residuals(new(Runs.City())).InWords());
        Assert.Matches("lies typically [0-9.]+ % off the fit", words);
        Assert.Matches("By day of the week they lie between [+−][0-9.]+ % on [A-Z][a-z]+days", words);
    }

    [Fact]
    public void What_the_data_cannot_tell_is_said()
    {
        string words = string.Join(' ', Identifiability.InWords(new(Runs.City())));
        Assert.Contains("Reported and population are seen only as a product", words);
        Assert.Contains("waning sticks to a bound of its range", words);

        // A channel of another kind is no matter of what the data can tell of a parameter.
        RunRecord run = Runs.City();
        run = run with { Final = run.Final! with { Warnings = [.. run.Final.Warnings.Select(w => w with { Code = "NG5003" })] } };
        Assert.DoesNotContain("seen only as a product", string.Join(' ', Identifiability.InWords(new(run))));
    }

    [Fact]
    public void Intervals_and_trades_of_parameters_are_shown()
    {
        RunRecord run = Runs.City();
        static string Model(string html) => html[html.IndexOf("<section id=\"model\"", StringComparison.Ordinal)..html.IndexOf("<section id=\"parameters\"", StringComparison.Ordinal)];
        Assert.DoesNotContain("95 % interval", Model(ReportTests.Html(run)));
        TwinAtOrigin last = run.Final!.Origins[^1];
        last = last with { Parameters = [.. last.Parameters.Select(p => p with { Low = 0.125, High = 77 })], Trades = [new("beta", "reported", -0.97)] };
        run = run with { Final = run.Final with { Origins = [.. run.Final.Origins[..^1], last] } };
        string html = Model(ReportTests.Html(run));
        Assert.Contains("95 % interval", html);
        Assert.Contains("0.125 to 77", html);
        Assert.Contains("The data decide the product of β and reported better than either: one can be traded for the other (correlation -0.97).", string.Join(' ', Identifiability.InWords(new(run))));
    }

    [Fact]
    public void What_a_model_sets_is_not_called_learned()
    {
        RunRecord run = Runs.City();
        TwinAtOrigin[] origins = [.. run.Final!.Origins.Select(o => o with { InfectiousPeriodDays = 2.2 })];
        string words = Literature.InWords(new(run with { Final = run.Final with { Origins = [.. origins] } }))!;
        Assert.Contains("infectious period is set by the model, not learned, to 2.2", words);
        origins = [.. origins.Select((o, i) => o with { InfectiousPeriodDays = 2.2 + 0.1 * i })];
        Assert.DoesNotContain("set by the model", Literature.InWords(new(run with { Final = run.Final with { Origins = [.. origins] } })));
    }

    [Fact]
    public void A_pattern_of_weekdays_is_not_claimed_from_two_weeks()
    {
        RunRecord run = Runs.City();
        TwinAtOrigin last = run.Final!.Origins[^1] with { TrainSteps = 20 };
        var residuals = new Residuals(new(run with { Final = run.Final with { Origins = [last] } }));
        Assert.Empty(residuals.ByWeekday());
        Assert.DoesNotContain("By day of the week", string.Join(' ', residuals.InWords()));
    }

    [Fact]
    public void The_flows_of_the_diagram_are_a_table()
    {
        string[] rows = FlowCsv.Of(Runs.Seird(), new Dictionary<string, double> { [Runs.Seird().Flows.First().Name] = 12.5 }).TrimEnd().Split('\n');
        Assert.Equal("flow,from,to,rate,mean", rows[0]);
        Assert.Equal(Runs.Seird().Flows.Count() + 1, rows.Length);
        Assert.EndsWith(",12.5", rows[1]);
    }
}
