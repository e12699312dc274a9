namespace NimmGen.Compile.Tests;

/// <summary>The weights of delays against closed forms and differences.</summary>
public sealed class GammaWeightsTests
{
    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(1, 3)]
    [InlineData(4, 0.05)]
    [InlineData(4, 4.1)]
    [InlineData(4, 25)]
    [InlineData(30, 20)]
    [InlineData(30, 60)]
    public void A_whole_shape_has_the_closed_form_of_Erlang(int shape, double x)
    {
        double term = 1, sum = 0;
        for (int k = 0; k < shape; term *= x / ++k)
        {
            sum += term;
        }

        Close.Equal(1 - (Math.Exp(-x) * sum), GammaWeights.Incomplete(shape, x).P, 1e-12, 1e-3);
    }

    [Theory]
    [InlineData(0.5, 0.04)]
    [InlineData(0.5, 2)]
    [InlineData(0.5, 9)]
    public void Shape_one_half_is_the_error_function(double shape, double x)
    {
        // P(1/2, x) = erf(sqrt x) = 2/sqrt(pi) sum of (-1)^n z^(2n+1) / (n! (2n+1)).
        double z = Math.Sqrt(x), term = z, sum = 0;
        for (int n = 0; n < 80; term *= -x / ++n)
        {
            sum += term / ((2 * n) + 1);
        }

        Close.Equal(2 / Math.Sqrt(Math.PI) * sum, GammaWeights.Incomplete(shape, x).P, 1e-11, 1e-3);
    }

    [Fact]
    public void Gamma_and_digamma_have_known_values()
    {
        Close.Equal(Math.Log(362880), GammaWeights.LogGamma(10), 1e-15);
        Close.Equal(0.5 * Math.Log(Math.PI), GammaWeights.LogGamma(0.5), 1e-14);
        Close.Equal(-0.5772156649015329, GammaWeights.Digamma(1), 1e-14);
        Close.Equal(-1.9635100260214235, GammaWeights.Digamma(0.5), 1e-14);
    }

    [Theory]
    [InlineData(4, 2, 1)]
    [InlineData(9.5, 3.1, 1)]
    [InlineData(10, 14, 7)]
    [InlineData(1.5, 2.5, 1)]
    [InlineData(20, 0.9, 1)]
    public void Weights_sum_to_one_have_the_mean_and_differentiate(double mean, double deviation, double step)
    {
        GammaWeights w = GammaWeights.Of(mean, deviation, step);
        Close.Equal(1, w.Values.Sum(), 1e-13);
        Assert.All(w.Values, v => Assert.True(v >= 0));

        // What falls into [d, d + 1) steps counts as d: between the mean and the mean less a step.
        double late = w.Values.Select((v, d) => v * d * step).Sum();
        Assert.InRange(late, mean - step, mean);
        // The cut of the tail moves by 1e-13, and P has some 1e-13 of rounding where the shape is large.
        const double H = 1e-3;
        for (int d = 0; d < w.Values.Length; d++)
        {
            double Slope(Func<double, GammaWeights> at)
            {
                double Value(double h) => d < at(h).Values.Length ? at(h).Values[d] : 0;
                return ((8 * (Value(H) - Value(-H))) - (Value(2 * H) - Value(-2 * H))) / (12 * H);
            }

            Close.Equal(Slope(h => GammaWeights.Of(mean + h, deviation, step)), w.ByMean[d], 1e-6, 1e-3, $"mean, {d}");
            Close.Equal(Slope(h => GammaWeights.Of(mean, deviation + h, step)), w.ByDeviation[d], 1e-6, 1e-3, $"deviation, {d}");
        }
    }

    [Fact]
    public void Odd_times_are_bounded()
    {
        Assert.Equal([1.0], GammaWeights.Of(0, 0, 1).Values);
        Assert.Equal([1.0], GammaWeights.Of(-3, 1e-300, 1).Values);
        Assert.True(GammaWeights.Of(1e9, 1e9, 1).Values.Length <= GammaWeights.Longest);
        Close.Equal(1, GammaWeights.Of(1e9, 1e9, 1).Values.Sum(), 1e-12);
        Assert.True(double.IsNaN(GammaWeights.Of(double.NaN, 1, 1).Values[0]));
        GammaWeights sharp = GammaWeights.Of(10.5, 0, 1);
        Close.Equal(1, sharp.Values[10], 1e-5);
    }
}
