using System.Text.Json;
using System.Xml.Linq;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

/// <summary>The report of samples: what it says, what its charts are given, what is exported.</summary>
public sealed class SampleReportTests
{
    [Fact]
    public void The_summary_says_whose_score_it_is_and_whether_it_beats_the_simple_methods()
    {
        string words = string.Join('\n', Summary.Of(new(SampleRuns.Alloys())));
        Assert.Contains("The data (Alloys) are 40 samples.", words);
        Assert.Contains("The scores below belong to the procedure, not to this one mechanism: for each of 5 outer folds the 2 mechanisms", words);
        Assert.Contains("blended with ridge regression (on average 80 % twins)", words);
        Assert.Contains("Over 40 held-out samples its error is 50 MPa (RMSE; ridge regression 100, mean of training 200): 50 % smaller than that of ridge regression, the best of the simple methods, and smaller in 5 of 5 outer folds.", words);
        Assert.DoesNotContain("origin", words);
        Assert.DoesNotContain("forecast", words);
    }

    [Fact]
    public void Where_regression_is_better_it_says_so()
    {
        string words = string.Join('\n', Summary.Of(new(SampleRuns.Alloys(error: 110))));
        Assert.Contains("ridge regression is better by 10 %. To predict, take that, and the mechanism to explain.", words);
        Assert.Contains("To predict, take that", ReportTests.Html(SampleRuns.Alloys(error: 110)));
    }

    [Fact]
    public void The_page_has_every_sample_fold_and_choice()
    {
        string html = ReportTests.Html(SampleRuns.Alloys());
        Assert.Contains("id=\"sample-chart\" role=\"img\" aria-label=\"Measured yield strength goes from 300 to 1,080 MPa", html);
        Assert.Equal(1, html.Split("class=\"chart small sample-residuals\"").Length - 1);
        foreach (string expected in (string[])["Alloy 39, 600", "Strength2 (2), Strength1 (1)", "Held-out samples, by outer fold", "Parameters over samples", "combination (chosen)", "300 K", "shearModulus"])
        {
            Assert.Contains(expected, html);
        }

        Assert.DoesNotContain("id=\"forecast\"", html);
        Assert.DoesNotContain("href=\"#forecast\"", html);
        Assert.DoesNotContain("Compartments of", html);

        // The declared range and the values that the samples have.
        Assert.Contains("<td class=\"n\">70</td><td class=\"n\">90</td>", html.Replace("\n", "", StringComparison.Ordinal).Replace("        ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Charts_get_the_samples_in_the_order_of_what_was_measured()
    {
        string html = ReportTests.Html(SampleRuns.Alloys());
        int from = html.IndexOf("id=\"data\">", StringComparison.Ordinal) + 10;
        using var json = JsonDocument.Parse(html[from..html.IndexOf("</script>", from, StringComparison.Ordinal)]);
        JsonElement samples = json.RootElement.GetProperty("samples");
        double[] measured = [.. samples.GetProperty("measured").EnumerateArray().Select(v => v.GetDouble())], predicted = [.. samples.GetProperty("predicted").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(measured.Order(), measured);
        Assert.All(measured.Zip(predicted), p => Assert.Equal(50, Math.Abs(p.First - p.Second), 6));
        Assert.Equal("Alloy 0, 300", samples.GetProperty("names")[0].GetString());
        Assert.Equal("temperature (K)", samples.GetProperty("against")[0].GetProperty("axis").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("origins").GetArrayLength());
    }

    [Fact]
    public void Published_values_of_a_sample_stand_beside_its_own()
    {
        RunRecord run = SampleRuns.Alloys();
        LiteratureValue Of(string quantity, string unit, double value) => new(quantity, NimmGen.Ir.Unit.Parse(unit), value, value, "Someone 2015");
        run = run with
        {
            Data = run.Data with
            {
                // Two tests of one alloy: 400 K is the one before.
                Locations = run.Data.Locations.SetItem(5, "Nb1 Mo1 Ta1 W1, 400").SetItem(8, "Nb1 Mo1 Ta1 W1, 300").SetItem(9, "Co1 Cr1 Fe2, 400"),
                Literature = [Of("yield strength of NbMoTaW at room temperature", "MPa", 1000), Of("shear modulus of CoCrFe2", "GPa", 80), Of("yield strength of CoCrFe", "MPa", 1), Of("hardness of NbMoTaW", "MPa", 1)],
            },
        };
        LiteratureRow[] rows = [.. Literature.Rows(new(run))];
        Assert.Equal([run.Final!.Chosen!.Origins[0].Values[8], 79, double.NaN, double.NaN], rows.Select(r => r.Value));
        Assert.Equal("is 1.3 % below", rows[1].Verdict);
        Assert.Contains("is 1.3 % below", ReportTests.Html(run));
    }

    [Fact]
    public void Errors_by_descriptor_keep_equal_values_together()
    {
        RunRecord run = SampleRuns.Alloys();
        SampleBand[] bands = [.. new SampleView(new(run)).By(run.Final!.Against[0])];
        Assert.Equal([300, 400, 500, 600], bands.Select(b => b.From));
        Assert.All(bands, b => Assert.Equal((10, b.From, 50.0, 100.0), (b.Count, b.To, Math.Round(b.Rmse, 9), Math.Round(b.NaiveRmse, 9))));

        // Even samples are too high, odd ones too low: so are the temperatures.
        Assert.Equal([50, -50, 50, -50], bands.Select(b => Math.Round(b.Bias, 9)));
        Assert.Equal(5, new SampleView(new(run)).FoldsWon("ridge regression"));
    }

    [Fact]
    public void Figures_and_the_table_of_samples_are_exported()
    {
        RunRecord run = SampleRuns.Alloys();
        Plot[] plots = [.. RunPlots.Of(run)];
        Assert.Equal(["predicted-measured", "residuals-temperature", "search"], plots.Select(p => p.Name));
        Assert.All(plots, p => Assert.NotEmpty(XElement.Parse(PlotSvg.Render(p)).Elements()));
        Assert.Equal(Count(plots[0]), PlotCsv.Of(plots[0]).TrimEnd().Split('\n').Length - 1);
        string[] rows = SampleCsv.Of(run)!.TrimEnd().Split('\n');
        Assert.Equal("sample,outer_fold,measured,predicted,best_mechanism_alone,\"mean of training\",\"ridge regression\"", rows[0]);
        Assert.Equal("\"Alloy 0, 300\",1,300,350,360,500,400", rows[1]);
        Assert.Equal(41, rows.Length);
        Assert.Null(SampleCsv.Of(Runs.City()));
        Assert.Null(QuantileCsv.Of(run));

        static int Count(Plot plot) => plot.Curves.Sum(c => c.Y.Length);
    }

    [Fact]
    public void A_search_that_has_not_ended_has_no_samples_to_show()
    {
        RunRecord run = SampleRuns.Alloys() with { Final = null };
        string html = ReportTests.Html(run);
        Assert.DoesNotContain("id=\"sample-chart\"", html);
        Assert.Contains("No sample has been predicted for a score", html);
    }

    [Fact]
    public void Names_of_samples_cannot_leave_their_place()
    {
        const string Hostile = "\"</td><script>alert(1)</script>";
        RunRecord run = SampleRuns.Alloys();
        run = run with
        {
            Data = run.Data with { Locations = [.. run.Data.Locations.Select(_ => Hostile)] },
            Final = run.Final! with { Against = [run.Final.Against[0] with { Name = Hostile }] },
        };
        string html = ReportTests.Html(run);
        Assert.DoesNotContain("<script>alert", html);
        Assert.All(RunPlots.Of(run), p => Assert.DoesNotContain(XElement.Parse(PlotSvg.Render(p)).Descendants(), e => e.Name.LocalName == "script"));
    }
}
