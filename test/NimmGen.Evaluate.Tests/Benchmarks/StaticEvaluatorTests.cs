using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Evaluate.Tests;

/// <summary>A mechanism of samples trained on folds: it finds what samples were made of, and does not see those it is judged by.</summary>
public sealed class StaticEvaluatorTests
{
    private static readonly StaticSettings Small = new() { Networks = [new(0, 1), new(6, 0.01)], Evaluations = 100 };

    [Fact]
    public void A_mechanism_finds_the_parameter_that_depends_on_the_descriptor()
    {
        ForecastTask task = Rods.Task();
        var evaluator = new StaticEvaluator(task, Small);
        MechanismIr model = new Bent().ToIr();
        Validation validation = evaluator.Validate(model, (_, _) => { }, TestContext.Current.CancellationToken);
        ImmutableArray<MethodScores> naive = evaluator.NaiveValidation();
        Assert.Equal([StaticEvaluator.MeanOfTraining, "ridge regression"], naive.Select(n => n.Method));
        Assert.True(naive[1].Mean < naive[0].Mean);
        Assert.Equal(3, Assert.Single(validation.Scores).Aggregate.Length);
        Assert.True(validation.Scores[0].Mean < 0.2 * naive[0].Mean, $"{validation.Scores[0].Mean} against {naive[0].Mean}");
        Conclusion conclusion = evaluator.Test([new(1, "Bent", model, validation.Scores)], 2, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal([RollingCombination.Name, StaticEvaluator.Calibrator, "ridge regression", StaticEvaluator.MeanOfTraining], conclusion.Scores.Select(s => s.Method));
        Assert.True(conclusion.Scores[0].Mean < 0.3 * conclusion.Scores[3].Mean && conclusion.Scores[1].Mean < 0.2 * conclusion.Scores[3].Mean);

        // Every sample once, and the mechanism to be read with its parameter inside its range.
        Assert.Equal(Enumerable.Range(0, Rods.Count), conclusion.Folds.SelectMany(f => f.Held).Order());
        Assert.All(conclusion.Folds, f => Assert.Equal(1, f.TwinWeight + f.Naive.Sum(n => n.Weight), 9));
        Assert.Equal(Rods.Count, Assert.Single(conclusion.Origins[0].Series).Values.Length);
        Assert.All(conclusion.Origins[0].Series[0].Values, v => Assert.InRange(v, 10, 400));
    }

    [Fact]
    public void What_predicts_a_sample_does_not_depend_on_what_was_measured_of_it_or_its_group()
    {
        // Two mechanisms to choose between, weights to learn: all of it again with other values of the samples that a fold holds out.
        ForecastTask task = Rods.Task();
        ImmutableArray<int> held = task.Folds[0].Test.Held;
        ForecastTask other = Rods.Task((sample, value) => held.Contains(sample) ? 3000 - 5 * value : value);
        Assert.Equal(task.Folds[0].Test.Held, other.Folds[0].Test.Held);
        (Conclusion before, Conclusion after) = (Concluded(task), Concluded(other));
        Assert.Equal(before.Folds[0].Candidates, after.Folds[0].Candidates);
        Assert.Equal(before.Folds[0].TwinWeight, after.Folds[0].TwinWeight);
        ImmutableArray<double> first = before.Chosen!.Origins[0].Values, second = after.Chosen!.Origins[0].Values;
        Assert.All(held, s => Assert.Equal(first[s], second[s]));
        Assert.All(held, s => Assert.Equal(before.Origins[0].Forecast[s], after.Origins[0].Forecast[s]));

        // The test could fail: what the others predict does depend on these values.
        Assert.Contains(task.Folds[1].Test.Held, s => first[s] != second[s]);
    }

    [Fact]
    public void An_outer_fold_alone_is_chosen_by_its_own_samples()
    {
        ForecastTask task = Rods.Task();
        Conclusion whole = Concluded(task), alone = Concluded(task.OfFold(1));
        Assert.Equal(whole.Folds[1].Candidates, Assert.Single(alone.Folds).Candidates);
        Assert.All(task.Folds[1].Test.Held, s => Assert.Equal(whole.Chosen!.Origins[0].Values[s], alone.Chosen!.Origins[0].Values[s]));
        Assert.All(task.Folds[0].Test.Held, s => Assert.True(double.IsNaN(alone.Chosen!.Origins[0].Values[s])));
    }

    [Fact]
    public void Misses_that_go_with_a_descriptor_are_told()
    {
        // A mechanism that has no load misses by it.
        Validation validation = new StaticEvaluator(Rods.Task(), new() { Networks = [new(0, 1e6)] }).Validate(new Even().ToIr(), (_, _) => { }, TestContext.Current.CancellationToken);
        ResidualDriver strongest = validation.Residuals!.Drivers[0];
        Assert.Equal("x", strongest.Channel);
        Assert.True(strongest.Correlation < -0.7, $"{strongest.Correlation}");
        Assert.InRange(validation.Residuals.ForecastBias, -0.1, 0.1);
        ParameterValue level = Assert.Single(validation.Residuals.Parameters, p => p.Origin == "learned");
        Assert.False(level.AtBound);
    }

    [Fact]
    public void Weights_go_to_what_is_right_and_never_to_what_is_not_finite()
    {
        double[] truth = [.. Enumerable.Range(0, 40).Select(i => 10.0 * i)], wrong = [.. truth.Select((v, i) => v + (i % 2 == 0 ? 300 : -200))];
        double[] broken = [.. truth.Select((v, i) => i == 7 ? double.NaN : v)];
        string[] groups = [.. truth.Select((_, i) => $"{i / 2}")];
        Assert.Equal([1.0, 0.0, 0.0], SampleBlend.Learn([truth, wrong, broken], truth, groups));

        // What cannot be told apart is shared.
        Assert.Equal([0.5, 0.5], SampleBlend.Learn([wrong, wrong], truth, groups).Select(w => Math.Round(w, 9)));
        Assert.Equal(truth.Select((t, i) => 0.25 * t + 0.75 * wrong[i]), SampleBlend.Mix([truth, wrong, broken], [0.25, 0.75, 0]));
    }

    [Fact]
    public void A_ridge_draws_parameters_to_the_middle_of_their_range()
    {
        ForecastTask task = Rods.Task();
        double Spread(double penalty)
        {
            var fold = new FoldPredictions(task, task.Folds[0], Small);
            var kernel = Compile.MechanismKernel.Compile(new Bent().ToIr(), new(1));
            int[] all = [.. Enumerable.Range(0, Rods.Count)];
            ImmutableArray<double> values = fold.Trained(kernel, new(0, penalty), all, TestContext.Current.CancellationToken)!.Series(all)[0].Values;
            return values.Max() - values.Min();
        }

        Assert.True(Spread(1e6) < 1 && Spread(1) > 50, $"{Spread(1e6)}, {Spread(1)}");
    }

    [Fact]
    public void A_model_of_something_else_is_refused_with_what_it_observes()
    {
        var evaluator = new StaticEvaluator(Rods.Task(), new());
        var error = Assert.Throws<ArgumentException>(() => evaluator.Validate(new Other().ToIr(), (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains("hardness", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_cannot_be_searched_are_refused_with_the_reason()
    {
        Assert.True(ForecastTask.TryCreate(Rods.Task().Panel, null, out ForecastTask? task, out string problem), problem);
        Assert.Equal(5, task!.Folds.Length);
        Assert.All(task.Folds, f => Assert.Equal(4, f.Inner.Length));
        Assert.False(ForecastTask.TryCreate(task.Panel, 7, out _, out problem));
        Assert.Contains("leave --horizon out", problem);
        Assert.False(ForecastTask.TryCreate(Rods.Task((s, v) => s == 3 ? double.NaN : v).Panel, null, out _, out problem));
        Assert.Contains("1 samples without a value of 'strength'", problem);
        Assert.False(ForecastTask.TryCreate(task.Panel.Select([.. Enumerable.Range(0, 19)]), null, out _, out problem));
        Assert.Contains("has 19 independent samples", problem);
    }

    // As a search ends: both mechanisms scored, the better one the winner.
    private static Conclusion Concluded(ForecastTask task)
    {
        var evaluator = new StaticEvaluator(task, Small);
        MechanismIr[] models = [new Bent().ToIr(), new Even().ToIr()];
        ImmutableArray<Finalist> finalists =
        [
            .. models.Select((m, i) => new Finalist(i + 1, m.Name, m, evaluator.Validate(m, (_, _) => { }, TestContext.Current.CancellationToken).Scores)),
        ];
        return evaluator.Test(finalists, 1, (_, _) => { }, TestContext.Current.CancellationToken);
    }

    private sealed class Bent : Model
    {
        private readonly Neural stiffness = new(Units.MPa, 10, 400);
        private readonly Input load = new(Units.One, min: 0);

        protected override void Define() => Observe("strength", Units.MPa, stiffness * load);
    }

    private sealed class Even : Model
    {
        private readonly Learned level = new(Units.MPa, 1, 1000);
        private readonly Input load = new(Units.One, min: 0);

        protected override void Define() => Observe("strength", Units.MPa, level * load);
    }

    private sealed class Other : Model
    {
        private readonly Neural stiffness = new(Units.MPa, 10, 400);

        protected override void Define() => Observe("hardness", Units.MPa, stiffness);
    }
}
