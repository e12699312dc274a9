using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Tests;

/// <summary>Paired tests beside scipy (bench/reference/series_models.py) and cases known without computing.</summary>
public sealed class SignificanceTests
{
    [Theory]
    [InlineData(2.1, 5, 0.08975324988459868)]
    [InlineData(0.3, 24, 0.7667602106439516)]
    [InlineData(4.0, 2, 0.05719095841793663)]
    [InlineData(12.0, 60, 1.3786322641817707e-17)]
    public void The_tail_of_t_is_scipys(double t, double degrees, double expected) =>
        Assert.Equal(expected, StudentT.TwoSided(t, degrees), 1e-10 * expected);

    // Quantiles 0.975 and 0.995 as tables print them (NIST/SEMATECH e-Handbook, 1.3.6.7.2).
    [Theory]
    [InlineData(0.05, 1, 12.706)]
    [InlineData(0.05, 2, 4.303)]
    [InlineData(0.05, 6, 2.447)]
    [InlineData(0.05, 24, 2.064)]
    [InlineData(0.05, 100, 1.984)]
    [InlineData(0.01, 6, 3.707)]
    public void What_t_exceeds_is_that_of_tables(double probability, double degrees, double expected)
    {
        double t = StudentT.Critical(probability, degrees);
        Assert.Equal(expected, t, 5e-4);
        Assert.Equal(probability, StudentT.TwoSided(t, degrees), 1e-12);
    }

    [Fact]
    public void Diebold_Mariano_is_the_formula_of_Harvey_et_al() =>
        Assert.Equal(0.14168203438684124, Significance.DieboldMariano([0.5, 1.2, 0.9, 0.8, -0.1, -0.6, -0.2, 0.1, 0.7, 1.1, 1.6, 0.4], 2), 1e-9);

    [Fact]
    public void Four_windows_that_overlap_are_not_tested() => Assert.True(double.IsNaN(Significance.DieboldMariano([1, 2, 3, 4], 3)));

    [Fact]
    public void Signs_of_equal_differences_leave_two_of_all()
    {
        // Ten equal differences: of 1024 sign patterns two are as extreme; the sampled share is near that.
        double p = Significance.SignFlip([.. Enumerable.Repeat(1.0, 10)], 1);
        Assert.InRange(p, 0.0005, 0.005);
        Assert.Equal(1, Significance.SignFlip([1, -1, 1, -1], 1), 0.3);
    }

    [Fact]
    public void Holm_multiplies_by_what_is_left_and_never_falls()
    {
        double[] adjusted = Significance.Holm([0.01, double.NaN, 0.04, 0.03]);
        Assert.Equal([0.03, double.NaN, 0.06, 0.06], adjusted);
    }
}
