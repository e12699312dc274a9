namespace NimmGen.Evaluate.Tests;

/// <summary>Mean differences over overlapping windows, by hand.</summary>
public sealed class PairedDifferenceTests
{
    [Fact]
    public void The_interval_is_that_of_t_over_blocks()
    {
        // Differences -1 -1 -3 -3 -2 -2 in blocks of two: means -1, -3, -2, standard error 1 / sqrt(3), t of two degrees 4.302653.
        PairedDifference d = PairedDifference.Of([9, 9, 7, 7, 8, 8], [10, 10, 10, 10, 10, 10], 2)!;
        Assert.Equal((-2, 6, 3), (d.Mean, d.Origins, d.Blocks));
        Assert.Equal(-2 - (4.302653 / Math.Sqrt(3)), d.Low, 1e-5);
        Assert.Equal(-2 + (4.302653 / Math.Sqrt(3)), d.High, 1e-5);
        Assert.Equal(PairedVerdict.CannotBeToldApart, d.Verdict);

        // The same windows taken one by one would have been called better: they are not independent.
        Assert.Equal(PairedVerdict.Better, PairedDifference.Of([9, 9, 7, 7, 8, 8], [10, 10, 10, 10, 10, 10], 1)!.Verdict);
    }

    [Fact]
    public void Far_apart_is_better_or_worse()
    {
        double[] low = [1, 1.2, 1.1, 0.9, 1, 1.1], high = [5, 5.1, 5.3, 5, 4.9, 5.2];
        Assert.Equal(PairedVerdict.Better, PairedDifference.Of(low, high, 2)!.Verdict);
        Assert.Equal(PairedVerdict.Worse, PairedDifference.Of(high, low, 2)!.Verdict);
        Assert.Equal(PairedVerdict.CannotBeToldApart, PairedDifference.Of(low, low, 2)!.Verdict);
    }

    [Fact]
    public void Too_few_windows_and_missing_errors_tell_nothing()
    {
        PairedDifference one = PairedDifference.Of([1, 1, 1], [9, 9, 9], 4)!;
        Assert.True(one.TooFew);
        Assert.Equal(-8, one.Mean);
        Assert.True(double.IsNaN(one.Low));
        Assert.Equal(PairedVerdict.CannotBeToldApart, one.Verdict);
        PairedDifference gap = PairedDifference.Of([1, double.NaN, 1], [9, 9, 9], 1)!;
        Assert.True(double.IsNaN(gap.Mean));
        Assert.Equal(PairedVerdict.CannotBeToldApart, gap.Verdict);
        Assert.Equal(PairedVerdict.CannotBeToldApart, PairedDifference.Of([double.PositiveInfinity, 1], [9, 9], 1)!.Verdict);
        Assert.Null(PairedDifference.Of([1], [1, 2], 1));
        Assert.Null(PairedDifference.Of([], [], 1));
    }

    [Theory]
    [InlineData(new[] { 100, 107, 114 }, 28, 4)]
    [InlineData(new[] { 100, 101 }, 8, 8)]
    [InlineData(new[] { 100, 128 }, 28, 1)]
    [InlineData(new[] { 100, 107 }, 10, 2)]
    [InlineData(new[] { 100 }, 28, 1)]
    [InlineData(new[] { 100, 100 }, 3, 3)]
    public void A_block_holds_the_origins_whose_windows_overlap(int[] origins, int horizon, int expected) =>
        Assert.Equal(expected, PairedBlocks.Length(origins, horizon));
}
