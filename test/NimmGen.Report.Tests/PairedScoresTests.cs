using System.Text.RegularExpressions;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

/// <summary>Paired differences to the last value on validation origins, in figures and in words.</summary>
public sealed class PairedScoresTests
{
    [Fact]
    public void Every_method_has_its_difference_its_interval_and_a_verdict()
    {
        // Eight origins a week apart with four weeks ahead: two blocks of four. CalibNN has errors of 800, 880, 960, 800, ... where
        // the last value has 1200, 1320, 1440, ...: differences of block means -430 and -440, so -435 with 12.706 times 5.
        string html = ReportTests.Html(Runs.City());
        Assert.Contains("Against last value, window by window", html);
        Assert.Contains("mean over 8 validation origins, in people: negative is better. Windows of 4 neighbouring origins overlap and count as one, which leaves 2;", html);
        Assert.Equal(["CalibNN (chosen)|-435|-499 to -371|better", "free path|-392|-449 to -334|better", "damped trend|-218|-249 to -186|better"], Table(html));
    }

    [Fact]
    public void What_is_worse_and_what_cannot_be_told_apart_is_called_so()
    {
        RunRecord run = Runs.City();
        string[] rows = Table(ReportTests.Html(With(run, i => i switch { < 4 => 900, _ => 1500 })));
        Assert.EndsWith("|cannot be told apart", rows[0]);
        Assert.EndsWith("|worse", Table(ReportTests.Html(With(run, i => 2000 + i)))[0]);
        Assert.Equal("CalibNN (chosen)|–|–|cannot be told apart (without an error at some origins)", Table(ReportTests.Html(With(run, i => i == 2 ? double.NaN : 1)))[0]);
    }

    [Fact]
    public void Windows_that_all_overlap_are_too_few()
    {
        RunRecord run = Runs.City();
        run = run with { Data = run.Data with { ValidationOrigins = [.. run.Data.ValidationOrigins.Select((_, i) => 200 + i)] } };
        string html = ReportTests.Html(run);
        Assert.Contains("Their windows overlap so much that they are one: too few for an interval.", html);
        Assert.All(Table(html), row => Assert.EndsWith("|–|cannot be told apart (too few windows)", row));
        Assert.StartsWith("CalibNN (chosen)|-435|", Table(html)[0]);
    }

    [Fact]
    public void Errors_of_other_origins_are_not_compared()
    {
        RunRecord run = Runs.City();
        MethodScores first = run.Final!.Validation[0] with { Aggregate = [1, 2] };
        string[] rows = Table(ReportTests.Html(run with { Final = run.Final with { Validation = [first, .. run.Final.Validation[1..]] } }));
        Assert.Equal("CalibNN (chosen)|–|–|scored at other origins", rows[0]);
        Assert.EndsWith("|better", rows[1]);
    }

    [Fact]
    public void Without_validation_origins_of_their_own_nothing_is_compared()
    {
        RunRecord run = Runs.City();
        Assert.DoesNotContain("window by window", ReportTests.Html(run with { Data = run.Data with { ValidationOrigins = run.Data.TestOrigins } }));
        Assert.DoesNotContain("window by window", ReportTests.Html(SampleRuns.Alloys()));
        Assert.DoesNotContain("window by window", ReportTests.Html(Runs.Unfinished()));
    }

    private static RunRecord With(RunRecord run, Func<int, double> error) => run with
    {
        Final = run.Final! with
        {
            Validation = [run.Final.Validation[0] with { Aggregate = [.. Enumerable.Range(0, 8).Select(error)] }, .. run.Final.Validation[1..]],
        },
    };

    // Rows of the table after the heading, cells joined.
    private static string[] Table(string html)
    {
        string after = html[html.IndexOf("window by window</h4>", StringComparison.Ordinal)..];
        string body = after[after.IndexOf("<tbody>", StringComparison.Ordinal)..after.IndexOf("</tbody>", StringComparison.Ordinal)];
        return [.. body.Split("</tr>").SkipLast(1).Select(row => string.Join('|', Regex.Matches(row, "<t[hd][^>]*>([^<]*)</t[hd]>", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => System.Net.WebUtility.HtmlDecode(m.Groups[1].Value))))];
    }
}
