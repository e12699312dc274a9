namespace NimmGen.Ir.Tests;

public sealed class UnitTests
{
    [Theory]
    [InlineData("people/day", "people/day")]
    [InlineData("1/week", "1/week")]
    [InlineData("mg/day*day", "mg")]
    [InlineData("cm^(1/2)", "cm^(1/2)")]
    [InlineData("1", "1")]
    [InlineData("m^-3", "1/m^3")]
    public void Parsing_and_printing_agree(string text, string printed) => Assert.Equal(printed, Unit.Parse(text).ToString());

    [Theory]
    [InlineData("people per day")]
    [InlineData("day^0.3")]
    [InlineData("")]
    [InlineData("//")]
    [InlineData("day^1/13")]
    public void Nonsense_is_refused(string text) => Assert.False(Unit.TryParse(text, out _));

    [Fact]
    public void A_rate_per_day_is_seven_per_week() =>
        Assert.Equal(7, Unit.Parse("1/day").FactorTo(Unit.Parse("1/week")), 12);

    [Fact]
    public void Stress_times_volume_is_energy()
    {
        Unit product = Unit.Parse("GPa") * Unit.Parse("angstrom^3");
        Assert.True(product.IsCompatibleWith(Unit.Of("J")));
        Assert.Equal(1e-21, product.FactorTo(Unit.Of("J")), 1e-33);
    }

    [Fact]
    public void People_are_not_a_fraction() => Assert.False(Unit.Of("people").IsCompatibleWith(Unit.One));

    [Fact]
    public void Powers_that_are_not_twelfths_do_not_exist() => Assert.Null(Unit.Parse("day").Power(1)!.Power(1));
}
