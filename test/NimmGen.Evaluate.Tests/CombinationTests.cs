using System.Collections.Immutable;

namespace NimmGen.Evaluate.Tests;

/// <summary>Medians, mixtures and their weights on forecasts whose errors are known.</summary>
public sealed class CombinationTests
{
    private static readonly ForecastTask Task = Towns.Task();

    [Fact]
    public void A_median_is_taken_cell_by_cell()
    {
        Assert.Equal([2, 5], Ensemble.Median([new(1, [1, 9]), new(1, [2, 5]), new(1, [3, 4])]).Values);
        Assert.Equal([1.5, 7], Ensemble.Median([new(1, [1, 9]), new(1, [2, 5])]).Values);
        Assert.Throws<ArgumentException>(() => Ensemble.Median([new(1, [1]), new(2, [1])]));
        Assert.Throws<ArgumentException>(() => Ensemble.Median([]));
    }

    [Fact]
    public void A_mixture_is_the_weighted_mean() =>
        Assert.Equal([1.75, 8], Ensemble.Mix([new(1, [1, 9]), new(1, [4, 5])], [0.75, 0.25]).Values);

    [Fact]
    public void The_grid_of_weights_has_every_part_once()
    {
        double[][] grid = [.. BlendWeights.Simplex(3, 6)];

        // (6 + 2 over 2) compositions.
        Assert.Equal(28, grid.Length);
        Assert.All(grid, w => Assert.Equal(1, w.Sum(), 12));
        Assert.Equal(28, grid.Select(w => string.Join(' ', w)).Distinct().Count());
    }

    [Fact]
    public void A_forecast_that_is_always_right_gets_all_the_weight()
    {
        var combination = new RollingCombination(Task, [Forecasts(1.5)], new Dictionary<string, ImmutableArray<OriginForecast>> { ["right"] = Forecasts(1), ["wrong"] = Forecasts(2) });
        Assert.Equal(1, combination.WeightOf("right"), 12);
        Assert.Equal(0, combination.TwinWeight, 12);
        Assert.True(combination.Pays);

        // The first origins had nothing to learn from.
        Assert.Equal(Forecasts(1.5)[0].Values, combination.Forecasts[0].Values);
        Assert.Equal(Forecasts(1)[^1].Values, combination.Forecasts[^1].Values);
    }

    [Fact]
    public void Errors_that_cancel_are_mixed_half_and_half()
    {
        var combination = new RollingCombination(Task, [Forecasts(1.2)], new Dictionary<string, ImmutableArray<OriginForecast>> { ["low"] = Forecasts(0.8) });
        Assert.Equal(0.5, combination.TwinWeight, 12);
        Assert.True(combination.Gain > 0.3);
    }

    [Fact]
    public void A_good_twin_stands_alone()
    {
        var combination = new RollingCombination(Task, [Forecasts(1), Forecasts(3)], new Dictionary<string, ImmutableArray<OriginForecast>> { ["wrong"] = Forecasts(2.5) });
        Assert.False(combination.Pays);
    }

    [Fact]
    public void Twins_that_cannot_be_told_apart_are_averaged_without_naive_forecasts_that_are_worse()
    {
        // Which of the two is closer alternates from origin to origin.
        ImmutableArray<OriginForecast> Alternating(int first) =>
            [.. Task.ValidationOrigins.Select((o, i) => new OriginForecast(o.TrainSteps, [.. PredictiveIntervals.Observed(Task, o.TrainSteps).Select(v => ((i + first) % 2 == 0 ? 1.1 : 1.12) * v)]))];
        var combination = new RollingCombination(Task, [Alternating(0), Alternating(1)], new Dictionary<string, ImmutableArray<OriginForecast>> { ["wrong"] = Forecasts(2) });
        Assert.True(combination.Pays);
        Assert.Equal(1, combination.TwinWeight, 12);
        Assert.Equal(1.11 * PredictiveIntervals.Observed(Task, Task.ValidationOrigins[0].TrainSteps)[0], combination.Forecasts[0].Values[0], 1e-9);
    }

    [Fact]
    public void Weights_at_an_origin_do_not_depend_on_what_came_later()
    {
        // Forecasts are made before the future is replaced; only what they are scored by differs.
        ImmutableArray<OriginForecast>[] members = [Forecasts(1.2), Forecasts(0.7)];
        int last = Task.ValidationOrigins.Length - 1;
        ImmutableArray<double>? weights = new BlendWeights(Task, members).Before(last, 1);
        ForecastTask poisoned = PoisonedFuture.Of(Task, Task.ValidationOrigins[last].TrainSteps, 1e5);
        Assert.NotNull(weights);
        Assert.Equal(weights.Value, new BlendWeights(poisoned, members).Before(last, 1)!.Value);

        // They do depend on what came before: where nothing was observed, the lower forecast wins.
        ForecastTask silent = PoisonedFuture.Of(Task, Task.ValidationOrigins[0].TrainSteps, 0);
        Assert.NotEqual(weights.Value, new BlendWeights(silent, members).Before(last, 1)!.Value);
        Assert.Null(new BlendWeights(Task, members).Before(0, 1));
    }

    [Fact]
    public void Windows_that_overlap_count_as_one()
    {
        // Two blocks of means 1 and 3: standard error sqrt(2 / 2 / 1) = 1; one by one it would be smaller.
        Assert.Equal(1, PairedBlocks.StandardError([1, 1, 1, 3, 3, 3], 3), 12);
        Assert.Equal(Math.Sqrt(6.0 / 5 / 6), PairedBlocks.StandardError([1, 1, 1, 3, 3, 3], 1), 12);
        Assert.Equal(0, PairedBlocks.StandardError([1, 2], 5));

        // 97.5 % of Student's t with one degree of freedom: 12.706; where there is one block the means decide.
        Assert.Equal(12.7062, PairedBlocks.Margin([1, 1, 1, 3, 3, 3], 3), 4);
        Assert.Equal(0, PairedBlocks.Margin([1, 2], 5));
    }

    [Fact]
    public void Weights_that_few_windows_cannot_tell_apart_are_averaged()
    {
        // Three units: the first member is closer by 1, -0.4 and 1 (mean 0.53, standard error 0.47, margin 4.303 times that).
        double[][] grid = [[1, 0], [0, 1]], errors = [[1, 1.4, 1], [2, 1, 2]];
        Assert.Equal([0.5, 0.5], BlendWeights.Average(grid, errors, more => PairedBlocks.Margin(more, 1)));
        Assert.Equal([1.0, 0], BlendWeights.Average(grid, errors, more => PairedBlocks.StandardError(more, 1)));
    }

    // What came, times a factor.
    private static ImmutableArray<OriginForecast> Forecasts(double factor) =>
        [.. Task.ValidationOrigins.Select(o => new OriginForecast(o.TrainSteps, [.. PredictiveIntervals.Observed(Task, o.TrainSteps).Select(v => factor * v)]))];
}
