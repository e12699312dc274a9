using System.Numerics;
using NimmGen.Learn.Optimisers;

namespace NimmGen.Learn.Tests.Optimisers;

/// <summary>Against the published algorithm in double, step by step: 1e-12 relative in double, 2e-6 in float over 20 steps.</summary>
public sealed class AdamWTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Double_follows_the_published_algorithm(int length) => Follow<double>(length, 1e-12);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Float_follows_the_published_algorithm(int length) => Follow<float>(length, 2e-6);

    [Fact]
    public void A_gradient_that_is_not_finite_changes_nothing()
    {
        var optimiser = new AdamW<float>(3, new AdamWOptions());
        float[] parameters = [1, 2, 3];
        Assert.False(double.IsFinite(optimiser.Step(parameters, [1, float.NaN, 0])));
        Assert.False(double.IsFinite(optimiser.Step(parameters, [1, float.PositiveInfinity, 0])));
        Assert.Equal([1f, 2f, 3f], parameters);
        Assert.Equal(0, optimiser.Steps);
    }

    [Fact]
    public void The_norm_is_returned_and_huge_gradients_are_clipped()
    {
        var optimiser = new AdamW<float>(2, new AdamWOptions(ClipNorm: 1));
        float[] parameters = [0, 0];
        Assert.Equal(5, optimiser.Step(parameters, [3, 4]), 6);
        // Squares of these overflow a float; the norm does not.
        Assert.Equal(5e25, optimiser.Step(parameters, [3e25f, 4e25f]), 1e20);
        Assert.All(parameters, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_quadratic_is_minimised_with_a_cosine_schedule()
    {
        var optimiser = new AdamW<double>(
            2, new AdamWOptions(LearningRate: 0.1, WeightDecay: 0) { Schedule = LearningRateSchedule.Cosine(500) });
        double[] parameters = [5, -3];
        for (var i = 0; i < 500; i++)
        {
            optimiser.Step(parameters, [2 * (parameters[0] - 1), 20 * (parameters[1] - 2)]);
        }

        // The rate has gone to zero without momentum left: a percent of the start is far more than it needs.
        Assert.Equal(1, parameters[0], 2);
        Assert.Equal(2, parameters[1], 2);
    }

    [Fact]
    public void Schedules_start_at_one_and_end_where_they_say()
    {
        Assert.Equal(1, LearningRateSchedule.Constant.FactorAt(12345));
        var cosine = LearningRateSchedule.Cosine(100, 0.1);
        Assert.Equal(1, cosine.FactorAt(0), 12);
        Assert.Equal(0.55, cosine.FactorAt(50), 12);
        Assert.Equal(0.1, cosine.FactorAt(100), 12);
        Assert.Equal(0.1, cosine.FactorAt(1000), 12);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Contains("Beta2 is 1", Message(new AdamWOptions(Beta2: 1)), StringComparison.Ordinal);
        Assert.Contains("LearningRate is NaN", Message(new AdamWOptions(double.NaN)), StringComparison.Ordinal);
        Assert.Contains("expected 3", Assert.Throws<ArgumentException>(
            () => new AdamW<double>(3, new AdamWOptions()).Step(new double[3], new double[2])).Message, StringComparison.Ordinal);

        static string Message(AdamWOptions options) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<float>(1, options)).Message;
    }

    [Fact]
    public void A_reset_optimiser_starts_again()
    {
        var optimiser = new AdamW<double>(1, new AdamWOptions());
        double[] first = [1], second = [1];
        optimiser.Step(first, [0.5]);
        optimiser.Reset();
        optimiser.Step(second, [0.5]);
        Assert.Equal(first, second);
    }

    private static void Follow<T>(int length, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var options = new AdamWOptions(LearningRate: 0.01, WeightDecay: 0.1, ClipNorm: 2) { Schedule = LearningRateSchedule.Cosine(30, 0.2) };
        var optimiser = new AdamW<T>(length, options);
        var start = Numbers.Uniform(length, 1);
        var parameters = start.Select(T.CreateChecked).ToArray();
        double[] expected = Numbers.Double(start), mean = new double[length], square = new double[length];
        for (var step = 1; step <= 20; step++)
        {
            var gradients = Numbers.Uniform(length, step);
            var norm = Math.Sqrt(gradients.Sum(value => (double)value * value));
            var rate = options.LearningRate * options.Schedule.FactorAt(step - 1);
            for (var i = 0; i < length; i++)
            {
                var gradient = gradients[i] * Math.Min(1, 2 / norm);
                mean[i] = (0.9 * mean[i]) + (0.1 * gradient);
                square[i] = (0.999 * square[i]) + (0.001 * gradient * gradient);
                var corrected = mean[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                expected[i] -= rate * (corrected + (0.1 * expected[i]));
            }

            Assert.Equal(norm, optimiser.Step(parameters, gradients.Select(T.CreateChecked).ToArray()), 1e-5);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(expected[i], double.CreateChecked(parameters[i]), tolerance * Math.Max(1, Math.Abs(expected[i])));
            }
        }
    }
}
