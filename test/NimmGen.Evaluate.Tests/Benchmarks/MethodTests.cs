using NimmGen.Data;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Tests;

/// <summary>What holds for every baseline: it sees no future, it is a function of its seed, it says why where it cannot run.</summary>
public sealed class MethodTests
{
    public static TheoryData<string> Forecasters() => [.. BaselineMethods.All.OfType<ForecastMethod>().Select(m => m.Name)];

    public static TheoryData<string> ForPatients() => [.. BaselineMethods.All.OfType<CohortMethod>().Select(m => m.Name)];

    public static TheoryData<string> ForSamples() => [.. BaselineMethods.All.OfType<SamplesMethod>().Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Forecasters))]
    public void A_future_of_nothing_changes_no_forecast(string name)
    {
        BenchmarkMethod method = Method(name);
        CellResult seen = method.Run(SmallTasks.Forecast(), SmallTasks.Tiny()), hidden = method.Run(SmallTasks.Forecast(poisoned: true), SmallTasks.Tiny());
        OriginForecast forecast = Assert.Single(seen.Forecasts);
        Assert.Equal(28, forecast.Values.Length);
        Assert.All(forecast.Values, v => Assert.InRange(v, 0, 1e5));
        Assert.Equal(forecast.Values, hidden.Forecasts[0].Values);
    }

    [Theory]
    [MemberData(nameof(Forecasters))]
    public void A_constant_window_hides_what_lies_before_it(string name)
    {
        // The task that begins later is the task of a window of that length, to the last bit.
        BenchmarkMethod method = Method(name);
        BenchmarkTask task = SmallTasks.Forecast();
        const int length = 63;
        (ForecastTask cut, Origin origin) = task.Task.Constant(task.Task.TestOrigins[0], length);
        Assert.Equal(length, origin.TrainSteps);
        CellResult window = method.Run(task, SmallTasks.Tiny() with { TrainLength = length });
        CellResult later = method.Run(BenchmarkTask.Of("later", cut), SmallTasks.Tiny());
        Assert.Equal(task.Task.TestOrigins[0].TrainSteps, window.Forecasts[0].TrainSteps);
        Assert.Equal(later.Forecasts[0].Values, window.Forecasts[0].Values);
    }

    [Theory]
    [MemberData(nameof(Forecasters))]
    public void A_seed_gives_one_result(string name)
    {
        BenchmarkMethod method = Method(name);
        Assert.Equal(method.Run(SmallTasks.Forecast(), SmallTasks.Tiny()).Forecasts[0].Values, method.Run(SmallTasks.Forecast(), SmallTasks.Tiny()).Forecasts[0].Values);
        if (method.Seeded)
        {
            Assert.NotEqual(method.Run(SmallTasks.Forecast(), SmallTasks.Tiny(1)).Forecasts[0].Values, method.Run(SmallTasks.Forecast(), SmallTasks.Tiny(2)).Forecasts[0].Values);
        }
    }

    [Theory]
    [MemberData(nameof(ForPatients))]
    public void Patients_are_scored_one_by_one(string name)
    {
        BenchmarkTask task = SmallTasks.Patients();
        CellResult result = Method(name).Run(task, SmallTasks.Tiny());
        Assert.Equal(30, result.PatientSquares.Length);
        Assert.All(result.PatientSquares, s => Assert.True(s >= 0));
        if (name == "persistence")
        {
            double evaluator = new CohortEvaluator(task.Task, new()).NaiveValidation()[0].Mean;
            BenchmarkTask swapped = BenchmarkTask.Of("swapped", ForecastTask.OfCohort(task.Task.Cohort! with { Test = task.Task.Cohort!.Validation }));
            Assert.Equal(evaluator, Math.Sqrt(Method(name).Run(swapped, SmallTasks.Tiny()).PatientSquares.Average()), 1e-9 * evaluator);
        }
    }

    [Fact]
    public void Sparse_regression_with_the_true_terms_finds_the_simulator()
    {
        // The simulator's terms are all in the library; what is left is rounding and the ridge that keeps the system solvable.
        CellResult result = Method("sindy-log").Run(SmallTasks.Patients(), SmallTasks.Tiny() with { Effort = 1 });
        CellResult persistence = Method("persistence").Run(SmallTasks.Patients(), SmallTasks.Tiny());
        Assert.True(result.PatientSquares.Average() < 1e-4 * persistence.PatientSquares.Average(), $"{result.PatientSquares.Average()}, {result.Note}");
    }

    [Theory]
    [MemberData(nameof(ForSamples))]
    public void Every_alloy_is_predicted_and_a_poisoned_target_only_where_it_was_trained_on(string name)
    {
        Panel panel = RealData.Samples("alloys-fcc");
        ForecastTask task = ForecastTask.OfSamples(panel, GroupedFolds.Nested(panel, 3, 2));
        CellResult result = Method(name).Run(BenchmarkTask.Of("alloys-fcc", task), SmallTasks.Tiny());
        Assert.Equal(panel.LocationCount, Assert.Single(result.Forecasts).Values.Length);
        Assert.All(result.Forecasts[0].Values, v => Assert.True(double.IsFinite(v)));

        // Alloys of the first fold get another strength: their own predictions must not move.
        Fold first = task.Folds[0].Test;
        var changed = first.Held.ToHashSet();
        double[] strengths = [.. panel.Values("yield_strength").ToArray().Select((v, i) => changed.Contains(i) ? 10 * v : v)];
        Panel other = Panel.Create(
            panel.Card, panel.Locations, panel.Times, panel.Channels.ToDictionary(c => c.Name, c => c.Name == "yield_strength" ? strengths : panel.Values(c.Name).ToArray()), sampleGroups: panel.SampleGroups);
        CellResult moved = Method(name).Run(BenchmarkTask.Of("alloys-fcc", ForecastTask.OfSamples(other, task.Folds)), SmallTasks.Tiny());
        Assert.All(first.Held, i => Assert.Equal(result.Forecasts[0].Values[i], moved.Forecasts[0].Values[i]));
    }

    [Fact]
    public void A_method_for_another_kind_of_task_says_so()
    {
        Assert.StartsWith("made for", Method("ets").WhyNot(SmallTasks.Patients(), BenchmarkMethod.NoMode));
        Assert.StartsWith("made for", Method("ridge").WhyNot(SmallTasks.Forecast(), BenchmarkMethod.NoMode));
        Assert.StartsWith("made for", Method("sindy").WhyNot(SmallTasks.Forecast(), BenchmarkMethod.NoMode));
    }

    private static BenchmarkMethod Method(string name) => BaselineMethods.All.Single(m => m.Name == name);
}
