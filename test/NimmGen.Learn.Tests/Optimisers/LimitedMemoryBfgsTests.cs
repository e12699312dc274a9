namespace NimmGen.Learn.Tests.Optimisers;

public sealed class LimitedMemoryBfgsTests
{
    [Fact]
    public void Quadratic_is_solved()
    {
        double[] x = [3, -2, 5];
        Minimum minimum = LimitedMemoryBfgs.Minimise((p, g) =>
        {
            double sum = 0;
            for (int i = 0; i < p.Length; i++)
            {
                double d = p[i] - i;
                sum += 0.5 * (i + 1) * d * d;
                g[i] = (i + 1) * d;
            }

            return sum;
        }, x, 200, 1e-14, TestContext.Current.CancellationToken);

        // The value is within 1e-14 of zero when it stops, so the point is within about its root.
        Assert.True(minimum.Converged);
        Assert.All(x, (v, i) => Assert.Equal(i, v, 1e-6));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rosenbrock_is_solved_beside_a_region_without_values(double outside)
    {
        double[] x = [-1.2, 1];
        Minimum minimum = LimitedMemoryBfgs.Minimise((p, g) => p[0] > 1.2 ? outside : Rosenbrock(p, g), x, 1000, 1e-14, TestContext.Current.CancellationToken);

        // Curvature along the valley is about 0.4: a value of 1e-12 is a distance of about 2e-6.
        Assert.True(minimum.Value < 1e-10, $"{minimum}");
        Assert.Equal(1, x[0], 1e-4);
        Assert.Equal(1, x[1], 1e-4);
    }

    [Fact]
    public void Ends_without_variables_without_values_and_at_the_limit()
    {
        Assert.Equal(new Minimum(7, 1, true), LimitedMemoryBfgs.Minimise((_, _) => 7, [], 10, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(new Minimum(double.NaN, 1, false), LimitedMemoryBfgs.Minimise((_, _) => double.NaN, [1], 10, cancellation: TestContext.Current.CancellationToken));
        Minimum cut = LimitedMemoryBfgs.Minimise(Rosenbrock, [-1.2, 1], 5, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(5, cut.Evaluations);
        Assert.False(cut.Converged);
    }

    [Fact]
    public void Cancellation_is_seen_before_the_first_evaluation() =>
        Assert.Throws<OperationCanceledException>(() =>
            LimitedMemoryBfgs.Minimise((_, _) => throw new InvalidOperationException("evaluated"), [1], 10, cancellation: new CancellationToken(true)));

    private static double Rosenbrock(ReadOnlySpan<double> p, Span<double> g)
    {
        double a = 1 - p[0], b = p[1] - p[0] * p[0];
        g[0] = -2 * a - 400 * p[0] * b;
        g[1] = 200 * b;
        return a * a + 100 * b * b;
    }
}
