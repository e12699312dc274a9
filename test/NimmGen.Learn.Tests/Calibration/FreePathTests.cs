using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

public sealed class FreePathTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Contract_is_the_adjoint_of_Expand(int lanes)
    {
        ParameterGrid grid = Grid(25, lanes);
        var path = new FreePath(grid, new());
        var random = new Random(2);
        double[] x = [.. Enumerable.Range(0, path.Count).Select(_ => random.NextDouble() - 0.5)];
        double[] g = [.. Enumerable.Range(0, grid.Size).Select(_ => random.NextDouble() - 0.5)];
        var raw = new double[grid.Size];
        var back = new double[path.Count];
        path.Expand(x, raw);
        path.Contract(g, back);

        // Two sums of at most a hundred products of order one.
        Assert.Equal(raw.Zip(g, (a, b) => a * b).Sum(), x.Zip(back, (a, b) => a * b).Sum(), 1e-12);
    }

    [Fact]
    public void Continue_keeps_values_and_holds_the_last()
    {
        ParameterGrid shorter = Grid(21, 2), longer = Grid(35, 2);
        FreePath before = new(shorter, new()), after = new(longer, new());
        double[] x = [.. Enumerable.Range(0, before.Count).Select(i => Math.Sin(i + 1))];
        double[] a = new double[shorter.Size], b = new double[longer.Size];
        before.Expand(x, a);
        after.Expand(after.Continue(before, x), b);
        for (int p = 0; p < shorter.Neurals.Length; p++)
        {
            for (int s = 0; s < longer.Segments(p); s++)
            {
                int from = Math.Min(s, shorter.Segments(p) - 1);
                Assert.Equal(a.AsSpan(shorter.Offset(p) + from * 2, 2).ToArray(), b.AsSpan(longer.Offset(p) + s * 2, 2).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(28, 0, 0, 27, 3)]
    [InlineData(30, 1, 0, 29, 4)]
    [InlineData(30, 2, 1, 8, 1)]
    [InlineData(3, 2, 0, 0, 0)]
    public void Weeks_are_counted_back_from_the_origin(int trainSteps, int step, int week, int later, int laterWeek)
    {
        ParameterGrid grid = Grid(trainSteps, 1);
        Assert.Equal(week, grid.WeekOf(step));
        Assert.Equal(laterWeek, grid.WeekOf(later));
        var beyond = new ParameterGrid(grid.Neurals, 1, trainSteps, trainSteps + 1, 1);
        Assert.Equal(grid.Weeks, beyond.WeekOf(trainSteps));
        for (int s = 0; s < grid.Segments(0); s++)
        {
            Assert.Equal(s, grid.SegmentOf(0, grid.StepOf(0, s)));
        }
    }

    [Theory]
    [InlineData(0.02, 3)]
    [InlineData(0, 1)]
    [InlineData(-2, 5)]
    public void Transform_goes_both_ways_and_stays_within_bounds(double min, double max)
    {
        var transform = new BoundedTransform(min, max);
        for (double raw = -8; raw <= 8; raw += 0.5)
        {
            double value = transform.Value(raw);
            Assert.InRange(value, min, max);

            // The sigmoid loses digits as it saturates: e^8 times the rounding of one.
            Assert.Equal(raw, transform.Raw(value), 1e-11);
            double expected = (transform.Value(raw + 1e-5) - transform.Value(raw - 1e-5)) / 2e-5;
            Assert.Equal(expected, transform.Derivative(raw), 1e-9);
        }

        foreach (double outside in (double[])[min - 1, min, max, max + 1])
        {
            Assert.True(double.IsFinite(transform.Raw(outside)));
        }

        Assert.InRange(transform.Value(-1e6), min - 1e-12, max);
        Assert.InRange(transform.Value(1e6), min, max + 1e-12);
    }

    private static ParameterGrid Grid(int steps, int lanes)
    {
        ImmutableArray<NeuralSymbol> neurals =
            [.. new[] { Cadence.Weekly, Cadence.EveryStep, Cadence.Never, new(3) }.Select(c => new NeuralSymbol($"p{c.Days}", Unit.One, 0.1, 2, c, null, null, Place.None)).OrderBy(n => n.Every != Cadence.Weekly)];
        return new(neurals, 1, steps, steps, lanes);
    }
}
