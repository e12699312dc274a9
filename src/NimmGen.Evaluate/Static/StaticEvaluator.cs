using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Ir;

namespace NimmGen.Evaluate;

/// <summary>
/// Tasks of samples: a mechanism is scored by nested cross-validation. Validation: the RMSE of each outer fold's training part
/// over its inner held-out parts, one entry an outer fold. Test: every sample predicted once, by a training without any sample
/// of its group.
/// </summary>
public sealed class StaticEvaluator : ITwinEvaluator
{
    /// <summary>What calibrates: shown where other tasks have "free path" or "CalibNN".</summary>
    public const string Calibrator = "descriptor network";

    private const string MeanOfTraining = "mean of training";

    private readonly ForecastTask _task;
    private readonly StaticSettings _settings;
    private readonly double[] _truth;

    public StaticEvaluator(ForecastTask task, StaticSettings settings)
    {
        _task = task.Folds.IsEmpty ? throw new ArgumentException("the task has no folds of samples", nameof(task)) : task;
        _settings = settings;
        _truth = task.Panel.Values(task.Target.Name).ToArray();
    }

    public ImmutableArray<MethodScores> NaiveValidation() => [Scores(MeanOfTraining, Inner((training, held) => Mean(training, held.Count)))];

    // Folds are as cheap as it gets.
    public double? Screen(MechanismIr model, CancellationToken cancellation) => null;

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation)
    {
        MechanismKernel kernel = Compile(model);
        int done = 0, total = _task.Folds.Sum(f => f.Inner.Length);
        progress(Calibrator, 0);
        MethodScores scores = Scores(Calibrator, Inner((training, held) =>
        {
            double[] predicted = StaticTraining.Predict(_task, kernel, training, held, _settings, cancellation);
            progress(Calibrator, ++done / (double)total);
            return predicted;
        }));
        return double.IsFinite(scores.Mean) ? new([scores], []) : new([], [new(Calibrator, 0, null)]);
    }

    public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation)
    {
        MechanismKernel kernel = Compile(finalists[0].Model);
        double[] predicted = new double[_truth.Length], mean = new double[_truth.Length];
        int done = 0;
        Workers.Run(_task.Folds.Length, jobs, i =>
        {
            Fold fold = _task.Folds[i].Test;
            Put(fold.Held, StaticTraining.Predict(_task, kernel, fold.Training, fold.Held, _settings, cancellation), predicted);
            Put(fold.Held, Mean(fold.Training, fold.Held.Length), mean);
            progress(Interlocked.Increment(ref done), _task.Folds.Length);
        }, cancellation);
        TwinAtOrigin shown = new(
            0, [], [.. predicted], [], [], ImmutableDictionary<string, double>.Empty, null, null, [.. Enumerable.Repeat(1.0, _truth.Length)]);
        return new(
            Calibrator, "a sample has no time to continue into", [shown], [Tested(Calibrator, predicted), Tested(MeanOfTraining, mean)],
            ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add(MeanOfTraining, [new(0, [.. mean])]));
    }

    private MechanismKernel Compile(MechanismIr model)
    {
        MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(1));
        return kernel.Layout.Observations.Contains(_task.Target.Name)
            ? kernel
            : throw new ArgumentException($"the model observes {string.Join(", ", kernel.Layout.Observations)}, not the target '{_task.Target.Name}'", nameof(model));
    }

    // Squared errors of the inner held-out parts, one list an outer fold.
    private double[][] Inner(Func<IReadOnlyList<int>, IReadOnlyList<int>, double[]> predict) =>
    [
        .. _task.Folds.Select(outer => outer.Inner.SelectMany(inner =>
            predict(inner.Training, inner.Held).Select((v, i) => v - _truth[inner.Held[i]])).ToArray()),
    ];

    private static MethodScores Scores(string method, double[][] errors)
    {
        ImmutableArray<double> rmse = [.. errors.Select(Rmse)];
        return new(method, rmse, rmse, [.. errors.Select(e => e.Average(Math.Abs))]);
    }

    private MethodScores Tested(string method, double[] predicted)
    {
        double[] errors = [.. predicted.Zip(_truth, (p, t) => p - t)];
        return new(method, [Rmse(errors)], [Rmse(errors)], [errors.Average(Math.Abs)]);
    }

    private static double Rmse(double[] errors) => Math.Sqrt(errors.Average(e => e * e));

    private double[] Mean(IReadOnlyList<int> training, int count) => [.. Enumerable.Repeat(training.Average(s => _truth[s]), count)];

    private static void Put(ImmutableArray<int> at, double[] values, double[] all)
    {
        for (int i = 0; i < values.Length; i++)
        {
            all[at[i]] = values[i];
        }
    }
}
