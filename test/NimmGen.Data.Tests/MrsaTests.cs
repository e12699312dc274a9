using System.Globalization;

namespace NimmGen.Data.Tests;

public sealed class MrsaTests
{
    private static readonly Lazy<Panel> Made = new(() => MrsaSimulator.Simulate(1));

    [Fact]
    public void The_shape_is_that_of_the_published_study_and_everything_says_simulated()
    {
        Panel panel = Made.Value;
        Assert.Equal((644, 244, 20), (panel.LocationCount, panel.StepCount, panel.Channels.Length));
        Assert.Equal((new DateOnly(2016, 1, 3), new DateOnly(2020, 8, 30)), (panel.Times[0], panel.Times[^1]));
        Assert.True(panel.Card.Simulated);
        Assert.Contains("(simulated)", panel.Card.Title);
        Assert.Equal(244, panel.Card.Windows!.TestOrigins[^1].TrainSteps + panel.Card.Windows.Horizon);
        Assert.All(panel.Channels, c => Assert.DoesNotContain(panel.Values(c.Name).ToArray(), v => !double.IsFinite(v) || v < 0));
        // Sizes have a heavy tail: the largest tenth of the facilities has more than a fifth of the beds.
        double[] beds = [.. panel.Constant("beds").Order()];
        Assert.InRange(beds[^64..].Sum() / beds.Sum(), 0.2, 0.4);
    }

    [Fact]
    public void Cells_are_as_sparse_as_the_English_counts()
    {
        int[] english = [.. File.ReadLines(Path.Combine(TestData.Root(), "mrsa-virginia", "england_mrsa_bacteraemia_by_ccg_month.csv")).Skip(1).Select(l => int.Parse(l.Split(',')[5], CultureInfo.InvariantCulture))];
        Assert.Equal((714, 901), (english.Length, english.Sum()));
        double[] cells = Made.Value.Values("infections").ToArray();
        double[] some = [.. cells.Where(c => c > 0)];

        // 209 commissioning groups in 13 months. Tolerances: the share of ones has a sampling error of 0.016 in 714 cells,
        // three of them; the mean of 901 counts one of 4 percent.
        Assert.Equal(english.Sum() / (209.0 * 13), cells.Average(), 0.04);
        Assert.Equal(1 - english.Length / (209.0 * 13), 1 - (double)some.Length / cells.Length, 0.03);
        Assert.Equal(Share(english.Count(c => c == 1), english.Length), Share(some.Count(c => c == 1), some.Length), 0.05);
        Assert.Equal(Share(english.Count(c => c <= 2), english.Length), Share(some.Count(c => c <= 2), some.Length), 0.02);
        Assert.InRange(some.Max(), 4, 9);

        // The state's total: 0.4 a facility-week is an upper estimate (245 a week).
        Assert.InRange(cells.Sum() / 244, 150, 245);
    }

    [Fact]
    public void Carriage_season_antibiotics_and_the_spring_of_2020_are_those_of_the_parameters()
    {
        Panel panel = Made.Value;
        var p = new MrsaParameters();
        double[] admissions = [.. Enumerable.Range(0, panel.LocationCount).Select(l => panel.Channels.Where(c => c.Name.StartsWith("admissions_", StringComparison.Ordinal)).Sum(c => panel.Series(c.Name, l).Sum()))];
        double[] patients = [.. Enumerable.Range(0, panel.LocationCount).Select(l => panel.Series("patients", l).Sum())];
        int[] longStay = [.. Enumerable.Range(0, panel.LocationCount).Where(l => admissions[l] / patients[l] < 0.3)];
        double carriage = longStay.Sum(l => panel.Series("infections", l).Sum()) / (p.Progression * longStay.Sum(l => patients[l]));
        // 20 to 24 percent in the source; a year's mean of the seasonal factor is one.
        Assert.InRange(carriage, 0.19, 0.25);

        double[] sums = [.. Enumerable.Range(0, panel.StepCount).Select(t => Enumerable.Range(0, panel.LocationCount).Sum(l => panel.At("infections", t, l)))];
        double Half(int first, int last) => sums.Where((_, t) => panel.Times[t].Year < 2020 && panel.Times[t].Month >= first && panel.Times[t].Month <= last).Average();
        // 1.14, with a sampling error of 0.012 (20,000 infections a half), three of them.
        Assert.Equal(1.14, Half(7, 12) / Half(1, 6), 0.036);

        double Admitted(DateOnly from, DateOnly to) => Enumerable.Range(0, panel.StepCount).Where(t => panel.Times[t] >= from && panel.Times[t] < to)
            .Average(t => panel.Channels.Where(c => c.Name.StartsWith("admissions_", StringComparison.Ordinal)).Sum(c => panel.Values(c.Name).Slice(t * 644, 644).ToArray().Sum()));
        Assert.InRange(Admitted(new(2020, 4, 1), new(2020, 6, 1)) / Admitted(new(2019, 4, 1), new(2019, 6, 1)), 0.4, 0.65);
    }

    [Fact]
    public void Transfers_are_a_sparse_distribution_over_those_who_send()
    {
        PanelMatrix transfers = Made.Value.Matrix("transfers");
        Assert.Equal(644 * 16, transfers.Values.Length);
        double[] sums = [.. Enumerable.Range(0, 644).Select(i => transfers.Values.AsSpan(transfers.RowStarts[i]..transfers.RowStarts[i + 1]).ToArray().Sum())];
        Assert.All(sums, s => Assert.Equal(1, s, 1e-12));
        Assert.All(Enumerable.Range(0, 644), i => Assert.Equal(0.95, transfers[i, i], 1e-12));
    }

    [Fact]
    public void A_seed_gives_the_same_facilities_and_another_gives_others()
    {
        var few = new MrsaParameters { Facilities = 40, Weeks = 30 };
        Assert.Equal(MrsaSimulator.Simulate(5, few).ContentHash, MrsaSimulator.Simulate(5, few).ContentHash);
        Assert.NotEqual(MrsaSimulator.Simulate(5, few).ContentHash, MrsaSimulator.Simulate(6, few).ContentHash);
    }

    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(400, 0.02)]
    [InlineData(900, 0.7)]
    public void Binomial_draws_have_their_mean_and_variance(int n, double p)
    {
        var random = new Random(4);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => (double)Draws.Binomial(random, n, p))];
        double mean = draws.Average(), variance = draws.Average(d => (d - mean) * (d - mean));
        // Four standard errors of a mean of 20,000, and of a variance of nearly normal draws.
        Assert.Equal(n * p, mean, 4 * Math.Sqrt(n * p * (1 - p) / 20_000));
        Assert.Equal(n * p * (1 - p), variance, 4 * n * p * (1 - p) * Math.Sqrt(2.0 / 20_000) * 1.1);
        Assert.All(draws, d => Assert.InRange(d, 0, n));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(70)]
    public void Poisson_draws_have_their_mean_and_variance(double expected)
    {
        var random = new Random(4);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => (double)Draws.Poisson(random, expected))];
        double mean = draws.Average();
        Assert.Equal(expected, mean, 4 * Math.Sqrt(expected / 20_000));
        Assert.Equal(expected, draws.Average(d => (d - mean) * (d - mean)), 4 * expected * Math.Sqrt((2 + 1 / expected) / 20_000));
    }

    private static double Share(int part, int whole) => (double)part / whole;
}
