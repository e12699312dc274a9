using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>A method that predicts samples: one of its options is chosen on the inner folds, then it is trained on all of the training part.</summary>
public abstract class SamplesMethod : BenchmarkMethod
{
    /// <summary>Between how many options it chooses.</summary>
    protected virtual int Options => 1;

    public override string? WhyNot(BenchmarkTask task, string mode) =>
        task.Kind == BenchmarkKind.Samples ? null : "made for samples; this task has time";

    public override CellResult Run(BenchmarkTask task, CellContext context)
    {
        Panel panel = task.Task.Panel;
        double[] truth = panel.Values(task.Task.Target.Name).ToArray(), predicted = new double[truth.Length];
        var chosen = new List<int>();
        foreach (NestedFold fold in task.Folds)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int option = Options == 1 ? 0 : Enumerable.Range(0, Options).MinBy(o => fold.Inner.Sum(inner => Squares(task.Task, inner, truth, o, context)));
            chosen.Add(option);
            double[] values = Predict(task.Task, fold.Test.Training, fold.Test.Held, truth, option, context);
            for (int i = 0; i < values.Length; i++)
            {
                predicted[fold.Test.Held[i]] = values[i];
            }
        }

        return new() { Forecasts = [new(0, [.. predicted])], Note = Options == 1 ? "" : string.Join(", ", chosen.Select(Describe).Distinct()) };
    }

    /// <summary>An option in words.</summary>
    protected virtual string Describe(int option) => "";

    /// <summary>Values of the held samples, from the training samples alone.</summary>
    /// <param name="task">Samples with their descriptors.</param>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="held">Samples to predict.</param>
    /// <param name="truth">Target of all samples; only those of training may be read.</param>
    /// <param name="option">Which option.</param>
    /// <param name="context">Seed, effort, cancellation.</param>
    protected abstract double[] Predict(ForecastTask task, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, int option, CellContext context);

    private double Squares(ForecastTask task, Fold fold, double[] truth, int option, CellContext context) =>
        Predict(task, fold.Training, fold.Held, truth, option, context).Select((v, i) => (v - truth[fold.Held[i]]) * (v - truth[fold.Held[i]])).Sum();
}

/// <summary>The mean of the training samples.</summary>
public sealed class MeanMethod : SamplesMethod
{
    public override string Name => "mean";

    public override string Title => "mean of the training alloys";

    public override string Settings => "";

    protected override double[] Predict(ForecastTask task, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, int option, CellContext context) =>
        [.. Enumerable.Repeat(training.Average(s => truth[s]), held.Count)];
}

/// <summary>Ridge regression, its penalty chosen on the inner folds.</summary>
public sealed class RidgeMethod : SamplesMethod
{
    public override string Name => "ridge";

    public override string Title => RidgeRegression.Name;

    public override string Settings => $"penalty of {string.Join(' ', RidgeRegression.Penalties)}";

    protected override int Options => RidgeRegression.Penalties.Length;

    protected override string Describe(int option) => $"penalty {RidgeRegression.Penalties[option]}";

    protected override double[] Predict(ForecastTask task, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, int option, CellContext context) =>
        RidgeRegression.Predict(task.Panel, training, held, truth, RidgeRegression.Penalties[option]);
}
