using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report.Tests;

public sealed class NearOneTests
{
    [Theory]
    [InlineData(1.03, true)]
    [InlineData(0.9, true)]
    [InlineData(0.85, false)]
    [InlineData(1.5, false)]
    public void Scenarios_near_one_carry_a_warning_with_the_number(double value, bool warns)
    {
        RunRecord run = Runs.Combined();
        TwinAtOrigin last = run.Final!.Origins[^1];

        // Beyond the origin it is far from one: what counts is the last value before it.
        last = last with { Series = [.. last.Series.Select(s => s with { Values = [.. s.Steps.Select(t => t < last.TrainSteps ? value : 3)] })] };
        run = run with { Final = run.Final with { Origins = [.. run.Final.Origins[..^1], last] } };
        string html = ReportTests.Html(run);
        Assert.Equal(warns, html.Contains($"the reproduction number at the origin is {Figures.Number(value)}, close to one", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_that_is_continued_to_near_one_warns_too()
    {
        RunRecord run = Runs.Combined();
        TwinAtOrigin last = run.Final!.Origins[^1];
        last = last with { Series = [.. last.Series.Select(s => s with { Values = [.. s.Steps.Select(t => t < last.TrainSteps ? 0.8 : 0.95)] })] };
        Assert.Contains("at the end of the forecast is 0.95, close to one", NearOne.InWords(new(run with { Final = run.Final with { Origins = [last] } })));
    }

    // A run file may hold that.
    [Fact]
    public void A_series_without_steps_warns_of_nothing()
    {
        RunRecord run = Runs.Combined();
        TwinAtOrigin last = run.Final!.Origins[^1];
        last = last with { Series = [.. last.Series.Select(s => s with { Steps = [], Values = [] })] };
        Assert.Null(NearOne.InWords(new(run with { Final = run.Final with { Origins = [last] } })));
    }

    [Fact]
    public void Of_places_the_median_counts_and_none_where_nothing_is_known()
    {
        string? Warning(Func<int, double> of)
        {
            RunRecord run = Runs.Combined(many: true);
            TwinAtOrigin last = run.Final!.Origins[^1];
            last = last with { Series = [.. last.Series.Select(s => s with { Values = [.. s.Steps.SelectMany(_ => Enumerable.Range(0, 51).Select(of))] })] };
            return NearOne.InWords(new(run with { Final = run.Final with { Origins = [last] } }));
        }

        Assert.Contains("is 1.02 (median of places)", Warning(l => l < 20 ? 0.2 : l < 30 ? 1.02 : 9));
        Assert.Null(Warning(l => l < 20 ? 1.02 : 9));
        Assert.Null(Warning(_ => double.NaN));
    }
}
