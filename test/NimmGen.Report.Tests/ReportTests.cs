using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

public sealed class ReportTests
{
    private const string Hostile = "</script><script>alert(1)</script>\u2028<img src=x onerror=alert(2)>\"'&--><!--";

    public static TheoryData<string> Kinds => ["city", "places", "naive wins", "combined", "combined places", "unfinished", "hostile"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OneFileUnderTwoMegabytesThatLoadsNothing(string kind)
    {
        string html = Html(Run(kind));

        Assert.True(Encoding.UTF8.GetByteCount(html) < 2_000_000, $"{kind}: {Encoding.UTF8.GetByteCount(html)} bytes");
        Assert.Contains("default-src 'none'", html);
        Assert.DoesNotContain("unsafe", Policy(html));
        Assert.DoesNotMatch(new Regex("<(link|iframe|object|embed|base|img)[ >]", RegexOptions.None, TimeSpan.FromSeconds(5)), Markup(html));
        Assert.DoesNotMatch(new Regex("\\s(src|srcset|style|on[a-z]+)\\s*=", RegexOptions.None, TimeSpan.FromSeconds(5)), string.Concat(Tags(html)));
        Assert.All(Regex.Matches(Markup(html), "href=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5)), m => Assert.StartsWith("#", m.Groups[1].Value));
        Directory(kind, html);
    }

    [Fact]
    public void NoTextOfARunBecomesMarkup()
    {
        string html = Html(Runs.Hostile(Hostile)), calm = Html(Runs.Combined(many: true));

        // A hostile run has as many scripts as a calm one, and the hostile text ends no data block.
        Assert.Equal(Count(calm, "<script"), Count(html, "<script"));
        Assert.Equal(Count(calm, "</script"), Count(html, "</script"));
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<img", Markup(html));
        Assert.DoesNotContain('\u2028', Data(html));
        using JsonDocument data = JsonDocument.Parse(Data(html));
        Assert.Equal(Hostile, data.RootElement.GetProperty("places")[0].GetString());
    }

    [Fact]
    public void ScriptsAndStylesAreThoseOfThePolicy()
    {
        string html = Html(Runs.City());
        string[] inline = [.. Regex.Matches(html, "<(script|style)>(.*?)</\\1>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Select(m => m.Groups[2].Value)];

        Assert.Equal(6, inline.Length);
        Assert.All(inline, text => Assert.Contains(
            "sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))), Policy(html)));
    }

    [Fact]
    public void SeriesAreStoredOnceAndInFull()
    {
        RunRecord run = Runs.Places();
        using JsonDocument data = JsonDocument.Parse(Data(Html(run)));
        JsonElement root = data.RootElement;

        Assert.Equal(191, root.GetProperty("x").GetArrayLength());
        Assert.Equal(51, root.GetProperty("observed").GetArrayLength());
        Assert.Equal("State 1", root.GetProperty("places")[0].GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("observed")[0][5].ValueKind);
        Assert.Equal(4, root.GetProperty("origins").GetArrayLength());
        JsonElement origin = root.GetProperty("origins")[3];
        Assert.Equal(183, origin.GetProperty("step").GetInt32());
        Assert.Equal(8, origin.GetProperty("forecast")[50].GetArrayLength());

        // Stored to four significant digits: the sum over places agrees to half a unit of the fourth digit.
        double sum = Enumerable.Range(0, 51).Sum(l => run.Final!.Origins[3].Forecast[(7 * 51) + l]);
        Assert.Equal(sum, origin.GetProperty("forecastTotal")[7].GetDouble(), sum * 5e-4);
    }

    [Fact]
    public void SectionsAreThoseThatHaveSomethingToShow()
    {
        Assert.Equal(["words", "forecast", "model", "parameters", "belief", "search", "reproduce"], Sections(Html(Runs.City())));
        Assert.Equal(["words", "forecast", "search", "reproduce"], Sections(Html(Runs.Unfinished())));
    }

    [Fact]
    public void WhatIsNeededToRepeatTheRunIsThere()
    {
        string html = Html(Runs.City());

        Assert.Contains("nimmgen run test-city --iterations 12 --seed 7 --jobs 2", html);
        Assert.Contains(Runs.Seird().Hash, html);
        Assert.Contains(new string('a', 64), html);
        Assert.Contains("CC-BY-4.0", html);
        Assert.Contains("Health Office of Test City (2021)", html);
        Assert.Contains("1 min 37 s", html);
    }

    [Fact]
    public void ParametersAtABoundAreFlagged() => Assert.Single(Regex.Matches(Html(Runs.City()), "at bound", RegexOptions.None, TimeSpan.FromSeconds(5)));

    [Fact]
    public void ArraysThatDoNotFitAreRefused()
    {
        RunRecord run = Runs.City();
        var error = Assert.Throws<ArgumentException>(() => Html(run with { Data = run.Data with { Observed = [1, 2, 3] } }));
        Assert.Contains("got 3, expected 343 steps x 1 locations", error.Message);
    }

    [Fact]
    public void AStreamGetsTheSameInUtf8()
    {
        using var stream = new MemoryStream();
        HtmlReport.Write(Runs.City(), stream);
        Assert.Equal(Html(Runs.City()), Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static RunRecord Run(string kind) => kind switch
    {
        "city" => Runs.City(),
        "places" => Runs.Places(),
        "naive wins" => Runs.NaiveWins(),
        "combined" => Runs.Combined(),
        "combined places" => Runs.Combined(many: true),
        "unfinished" => Runs.Unfinished(),
        _ => Runs.Hostile(Hostile),
    };

    internal static string Html(RunRecord run)
    {
        using var writer = new StringWriter();
        HtmlReport.Write(run, writer);
        return writer.ToString();
    }

    // To look at the examples in a browser: set NIMMGEN_REPORTS to a folder (see docs/report.md).
    private static void Directory(string kind, string html)
    {
        if (Environment.GetEnvironmentVariable("NIMMGEN_REPORTS") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, kind.Replace(' ', '-') + ".html"), html);
        }
    }

    private static string Policy(string html) => Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value;

    internal static string Data(string html) => Regex.Match(html, "id=\"data\">(.*?)</script>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Groups[1].Value;

    // The page without the text of its scripts, styles and data.
    private static string Markup(string html) => Regex.Replace(html, "(<(script|style)[^>]*>).*?(</\\2>)", "$1$3", RegexOptions.Singleline, TimeSpan.FromSeconds(5));

    private static IEnumerable<string> Tags(string html) => Regex.Matches(Markup(html), "<[a-z][^>]*>", RegexOptions.None, TimeSpan.FromSeconds(5))
        .Select(m => Regex.Replace(m.Value, "=\"[^\"]*\"", "=\"\"", RegexOptions.None, TimeSpan.FromSeconds(5)));

    private static string[] Sections(string html) => [.. Regex.Matches(Markup(html), "<section id=\"([a-z]+)\"", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => m.Groups[1].Value)];

    private static int Count(string text, string part) => text.Split(part, StringSplitOptions.None).Length - 1;
}
