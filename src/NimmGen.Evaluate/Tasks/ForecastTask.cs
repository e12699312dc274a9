using System.Collections.Immutable;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>Real-time forecasting of one channel of a data set: at each origin the past is known and the horizon is scored.</summary>
public sealed class ForecastTask
{
    private const int ValidationHorizons = 7;
    private const int MostValidationOrigins = 25;

    // Five outer folds, four inner ones of each: with fewer an inner fold would be a sample or two.
    private const int FewestGroups = 20;

    // Of the folds of samples: the same for every search and every method, so that scores compare.
    private const int FoldSeed = 0;

    private ForecastTask(Panel panel, Channel target, Windows windows, Cohort? cohort = null, ImmutableArray<Origin> validation = default)
    {
        Panel = panel;
        Target = target;
        Windows = windows;
        Cohort = cohort;
        ValidationOrigins = !validation.IsDefault ? validation : cohort is null ? Rolling(windows) : windows.TestOrigins;
    }

    public Panel Panel { get; }

    /// <summary>Patients of a clinical task: then the panel shows a few of its test patients; null for forecasting.</summary>
    public Cohort? Cohort { get; }

    /// <summary>Nested folds of the samples of a static task; empty for series and patients.</summary>
    public ImmutableArray<NestedFold> Folds { get; private init; } = [];

    /// <summary>The channel that is forecast and scored.</summary>
    public Channel Target { get; }

    public Windows Windows { get; }

    /// <summary>Steps that a forecast reaches.</summary>
    public int Horizon => Windows.Horizon;

    /// <summary>Rolling origins, 25 at most, whose forecasts fill the last seven horizons before the first test origin: all choices are made on these.</summary>
    public ImmutableArray<Origin> ValidationOrigins { get; }

    /// <summary>Scored once, at the end.</summary>
    public ImmutableArray<Origin> TestOrigins => Windows.TestOrigins;

    /// <summary>How locations become one series.</summary>
    public Aggregation Aggregate => Target.Aggregate ?? Aggregation.Sum;

    /// <summary>Days a step lasts.</summary>
    public double StepDays => Panel.Step switch
    {
        TimeStep.Week => 7,
        TimeStep.Month => 365.25 / 12,
        _ => 1,
    };

    private static bool TryCreateSamples(Panel panel, Channel target, int? horizon, out ForecastTask? task, out string problem)
    {
        task = null;
        int missing = panel.Values(target.Name).ToArray().Count(double.IsNaN), groups = panel.IndependentGroups.Distinct().Count();
        problem = horizon is { } h and not 1 ? $"data set '{panel.Name}' holds samples without time, got a horizon of {h}; leave --horizon out"
            : missing > 0 ? $"data set '{panel.Name}' has {missing} samples without a value of '{target.Name}', which neither teach nor test; leave their rows out"
            : groups < FewestGroups ? $"data set '{panel.Name}' has {groups} independent samples or groups of samples: nested cross-validation needs {FewestGroups} or more; add samples"
            : "";
        task = problem.Length == 0 ? OfSamples(panel, GroupedFolds.Nested(panel, seed: FoldSeed)) : null;
        return task is not null;
    }

    // One origin a spacing over the last horizons, thinned evenly to what a search can afford.
    private static ImmutableArray<Origin> Rolling(Windows windows)
    {
        int span = (ValidationHorizons - 1) * windows.Horizon;
        int spacing = windows.Spacing * Math.Max(1, (int)Math.Ceiling((double)span / windows.Spacing / (MostValidationOrigins - 1)));
        return windows.ValidationOrigins(span / spacing + 1, spacing);
    }

    /// <summary>
    /// A clinical task: mechanisms learn from training patients, are chosen by validation patients and scored on test
    /// patients, whose first state and treatment are known. The panel shows the first few test patients.
    /// </summary>
    public static ForecastTask OfCohort(Cohort cohort)
    {
        Panel shown = cohort.Shown;
        var windows = new Windows { Horizon = shown.StepCount - 1, TestOrigins = [new Origin(1)], MinTrainSteps = 1 };
        return new(shown, shown.Card.Targets.First(), windows, cohort);
    }

    /// <summary>
    /// A static task: samples without time, each predicted once by models that were chosen and trained without any sample of
    /// its group (<see cref="GroupedFolds"/>).
    /// </summary>
    /// <param name="panel">Samples with a target.</param>
    /// <param name="folds">Nested folds of them.</param>
    public static ForecastTask OfSamples(Panel panel, ImmutableArray<NestedFold> folds)
    {
        var windows = new Windows { Horizon = 1, TestOrigins = [new Origin(0)], MinTrainSteps = 0 };
        return new(panel, panel.Card.Targets.First(), windows, validation: windows.TestOrigins) { Folds = folds };
    }

    /// <summary>The same samples with one outer fold only: a problem of its own, whose search sees nothing of the samples that the fold holds out.</summary>
    public ForecastTask OfFold(int index) => OfSamples(Panel, [Folds[index]]);

    /// <summary>The same task scored at these origins; what is chosen is chosen where it was.</summary>
    public ForecastTask WithTestOrigins(ImmutableArray<Origin> origins) =>
        new(Panel, Target, Windows with { TestOrigins = origins }, Cohort, ValidationOrigins) { Folds = Folds };

    /// <summary>The paper's protocol: candidates are ranked by their scores on the test windows, which makes these optimistic.</summary>
    public ForecastTask ChosenOnTest() => ChosenOn(TestOrigins);

    /// <summary>The same task with other origins to choose on.</summary>
    public ForecastTask ChosenOn(ImmutableArray<Origin> origins) => new(Panel, Target, Windows, Cohort, origins) { Folds = Folds };

    /// <summary>
    /// The task of one origin with a training window of constant length: the panel begins <paramref name="length"/> steps
    /// before the origin (or with the data) and ends with the horizon.
    /// </summary>
    public (ForecastTask Task, Origin Origin) Constant(Origin origin, int length)
    {
        int start = Math.Max(0, origin.TrainSteps - length);
        var at = new Origin(origin.TrainSteps - start);
        Windows windows = Windows with { TestOrigins = [at], MinTrainSteps = Math.Min(Windows.MinTrainSteps, Math.Max(1, at.TrainSteps - Horizon)) };
        return (new(Panel.Slice(start, origin.TrainSteps + Horizon), Target, windows), at);
    }

    /// <summary>What is known at an origin: later values are missing unless their channel is known ahead.</summary>
    public Panel Known(Origin origin) => Panel.UpTo(origin);

    /// <summary>The task of a panel whose card has a target and windows that fit its length; else what is missing, in words.</summary>
    /// <param name="panel">The data.</param>
    /// <param name="horizon">Steps to forecast instead of the card's, or null.</param>
    /// <param name="task">The task.</param>
    /// <param name="problem">What was got, what was expected and how to fix it.</param>
    public static bool TryCreate(Panel panel, int? horizon, out ForecastTask? task, out string problem)
    {
        task = null;
        Channel? target = panel.Card.Targets.FirstOrDefault();
        if (target is null)
        {
            problem = $"data set '{panel.Name}' has no channel with role target; give one channel of card.json \"role\": \"target\"";
            return false;
        }

        if (panel.Step == TimeStep.Sample)
        {
            return TryCreateSamples(panel, target, horizon, out task, out problem);
        }

        if (panel.Card.Windows is not { } windows)
        {
            problem = $"data set '{panel.Name}' has no windows; add \"windows\": {{ \"horizon\": …, \"testOrigins\": […] }} to card.json";
            return false;
        }

        windows = horizon is { } h ? windows with { Horizon = h } : windows;
        int last = windows.TestOrigins.Max().TrainSteps + windows.Horizon;
        if (windows.Horizon < 1 || last > panel.StepCount)
        {
            problem = $"the last test origin {windows.TestOrigins.Max().TrainSteps} with a horizon of {windows.Horizon} needs {last} steps, "
                + $"but '{panel.Name}' has {panel.StepCount}; use a horizon of 1 to {panel.StepCount - windows.TestOrigins.Max().TrainSteps}";
            return false;
        }

        task = new(panel, target, windows);
        if (task.ValidationOrigins.IsEmpty)
        {
            problem = $"'{panel.Name}' has no validation origin: {windows.FirstTest.TrainSteps} steps before the first test origin are too few "
                + $"for a horizon of {windows.Horizon} and {windows.MinTrainSteps} steps of training; use a shorter horizon";
            task = null;
            return false;
        }

        problem = "";
        return true;
    }
}
