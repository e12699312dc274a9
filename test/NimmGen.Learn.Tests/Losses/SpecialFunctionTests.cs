namespace NimmGen.Learn.Tests.Losses;

public sealed class SpecialFunctionTests
{
    [Fact]
    public void Log_gamma_of_whole_and_half_numbers_is_known()
    {
        double factorial = 0;
        for (int n = 1; n <= 40; n++)
        {
            factorial += Math.Log(n);
            Assert.Equal(factorial, SpecialFunctions.LogGamma(n + 1), 1e-11 * Math.Max(1, factorial));
        }

        Assert.Equal(0.5 * Math.Log(Math.PI), SpecialFunctions.LogGamma(0.5), 1e-12);
        // gamma(x) near 0 is 1 / x - Euler's constant.
        Assert.Equal(-Math.Log(1e-8), SpecialFunctions.LogGamma(1e-8), 1e-7);
    }

    [Fact]
    public void Digamma_is_its_derivative()
    {
        Assert.Equal(-0.57721566490153286, SpecialFunctions.Digamma(1), 1e-12);
        foreach (double x in (double[])[0.01, 0.3, 1.7, 9.99, 10.01, 123.4, 1e5])
        {
            double step = 1e-5 * x, expected = (SpecialFunctions.LogGamma(x + step) - SpecialFunctions.LogGamma(x - step)) / (2 * step);
            // Truncation of a relative step of 1e-5, and rounding of log gamma over that step.
            Assert.Equal(expected, SpecialFunctions.Digamma(x), 1e-7 * Math.Max(1, Math.Abs(expected)) + 1e-10);
        }
    }
}
