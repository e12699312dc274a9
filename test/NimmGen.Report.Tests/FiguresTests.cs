using NimmGen.Ir;

namespace NimmGen.Report.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234.5, "1,230")]
    [InlineData(999.6, "1,000")]
    [InlineData(12, "12")]
    [InlineData(2.0, "2")]
    [InlineData(0.037123, "0.0371")]
    [InlineData(-5.678, "-5.68")]
    [InlineData(0.00000123, "1.23 × 10⁻⁶")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    public void NumbersHaveThreeSignificantDigits(double value, string text) => Assert.Equal(text, Figures.Number(value));

    [Theory]
    [InlineData(0.123, "12 %")]
    [InlineData(0.0234, "2.3 %")]
    [InlineData(1.5, "150 %")]
    [InlineData(double.NaN, "–")]
    public void PercentHaveTwo(double value, string text) => Assert.Equal(text, Figures.Percent(value));

    [Theory]
    [InlineData("1/day", "per day")]
    [InlineData("people/day", "people per day")]
    [InlineData("percent", "%")]
    [InlineData("1", "")]
    public void UnitsAreWords(string unit, string text) => Assert.Equal(text, Figures.Unit(Unit.Parse(unit)));

    [Fact]
    public void StepsPastTheEndHaveDatesToo()
    {
        var calendar = new Calendar(Runs.Places().Data);

        Assert.Equal("6 March 2020", calendar.Name(0));
        Assert.Equal("3 November 2023", calendar.Name(191));
        Assert.Equal("8 weeks", calendar.Span(8));
    }
}
