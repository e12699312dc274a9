using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

public sealed class ShrunkCountsTests
{
    [Fact]
    public void One_place_and_large_counts_stay_as_they_are()
    {
        Assert.Equal([7], ShrunkCounts.Of([7], [2]));
        double[] observed = [9000, 21000, 30500], expected = ShrunkCounts.Of(observed, [10000, 20000, 30000]);
        Assert.All(observed.Zip(expected), p => Assert.Equal(1, p.Second / p.First, 0.01));
    }

    [Fact]
    public void Places_that_differ_by_chance_alone_get_the_ratio_of_all()
    {
        // As many ones as a Poisson distribution of mean 1.2 times 0.25 has, and fewer twos: less scatter than chance.
        double[] observed = [.. Enumerable.Range(0, 100).Select(i => i < 30 ? 1.0 : 0)], modelled = [.. Enumerable.Repeat(0.25, 100)];
        Assert.All(ShrunkCounts.Of(observed, modelled), v => Assert.Equal(0.3, v, 1e-12));
    }

    [Fact]
    public void Shrinking_is_nearer_to_the_truth_than_either_extreme()
    {
        // Ratios from a gamma distribution of mean 1 and variance 1/4; counts of mean 4.
        const int Places = 2000;
        var random = new Random(11);
        double[] truth = [.. Enumerable.Range(0, Places).Select(_ => Enumerable.Range(0, 4).Sum(_ => -Math.Log(1 - random.NextDouble())))];
        double[] modelled = [.. Enumerable.Repeat(4.0, Places)], observed = [.. truth.Select(t => Poisson(random, t))];
        double[] expected = ShrunkCounts.Of(observed, modelled);
        double Error(IEnumerable<double> estimate) => Math.Sqrt(estimate.Zip(truth).Average(p => (p.First - p.Second) * (p.First - p.Second)));
        Assert.Equal(Math.Sqrt(2), Error(expected), 0.1);
        Assert.Equal(2, Error(observed), 0.15);
        Assert.Equal(2, Error(modelled), 0.15);
        Assert.Equal(observed.Sum(), expected.Sum(), 1e-6 * observed.Sum());
    }

    [Fact]
    public void What_was_not_observed_stays_unknown()
    {
        double[] expected = ShrunkCounts.Of([double.NaN, 3, 5, 2], [1, 4, 4, 0]);
        Assert.True(double.IsNaN(expected[0]));
        Assert.Equal(2, expected[3]);
        Assert.Equal(8, expected[1] + expected[2], 1e-12);
    }

    [Theory]
    [InlineData("cases", ChannelKind.New, true)]
    [InlineData("cases", ChannelKind.Prevalence, false)]
    public void New_events_in_whole_numbers_are_counts(string channel, ChannelKind kind, bool counts)
    {
        ForecastTask task = Towns.Task();
        Panel panel = task.Panel;
        DataCard card = panel.Card with { Channels = [panel.Card.Channels[0] with { Kind = kind }] };
        double[] values = [.. panel.Values(channel)];
        Assert.Equal(counts, TargetOf(values).Counts);
        Assert.False(TargetOf([.. values.Select(v => v / 2)]).Counts);

        TargetSeries TargetOf(double[] series)
        {
            Panel other = Panel.Create(
                card, panel.Locations, panel.Times, new Dictionary<string, double[]> { [channel] = series }, new Dictionary<string, double[]> { ["population"] = [100000, 80000] });
            Assert.True(ForecastTask.TryCreate(other, null, out ForecastTask? changed, out string problem), problem);
            MechanismIr model = Towns.Sir(channel, incidence: true);
            return CalibrationBuilder.Build(changed!, model, new RollingEvaluation(changed!, model, new()).Kernel.Layout, task.TestOrigins[0], features: false).Targets[0];
        }
    }

    private static double Poisson(Random random, double mean)
    {
        double product = random.NextDouble(), limit = Math.Exp(-mean);
        int count = 0;
        for (; product > limit; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }
}
