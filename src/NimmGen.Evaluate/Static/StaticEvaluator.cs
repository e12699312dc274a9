using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Evaluate;

/// <summary>
/// Tasks of samples: mechanisms are scored by nested cross-validation. Validation has one entry an outer fold: the RMSE over
/// the inner held-out parts of its training samples. Test: every sample is predicted once; which mechanisms predict it, and
/// how they are blended with regression, is chosen for its outer fold alone, on the inner folds of the samples that are not
/// of it. So no sample of its group has a part in the choice.
/// </summary>
public sealed class StaticEvaluator : ITwinEvaluator
{
    /// <summary>What calibrates: shown where other tasks have "free path" or "CalibNN".</summary>
    public const string Calibrator = "descriptor network";

    /// <summary>The mean of the training samples, as tables name it.</summary>
    public const string MeanOfTraining = "mean of training";

    private readonly ForecastTask _task;
    private readonly StaticSettings _settings;
    private readonly double[] _truth;
    private readonly ImmutableArray<FoldPredictions> _folds;

    public StaticEvaluator(ForecastTask task, StaticSettings settings)
    {
        _task = task.Folds.IsEmpty ? throw new ArgumentException("the task has no folds of samples", nameof(task)) : task;
        _settings = settings;
        _truth = task.Panel.Values(task.Target.Name).ToArray();
        _folds = [.. task.Folds.Select(f => new FoldPredictions(task, f, settings))];
    }

    public ImmutableArray<MethodScores> NaiveValidation() =>
    [
        Validated(MeanOfTraining, _folds.Select(f => (f, f.Mean().Inner))),
        Validated(RidgeRegression.Name, _folds.Select(f => (f, f.Ridge().Inner))),
    ];

    // Folds are as cheap as it gets.
    public double? Screen(MechanismIr model, CancellationToken cancellation) => null;

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1)
    {
        MechanismKernel kernel = Compile(model);
        int done = 0, total = _task.Folds.Sum(f => FoldPredictions.Trainings(kernel, f, _settings));
        progress(Calibrator, 0);
        var inner = new List<(FoldPredictions Fold, double[] Predicted)>();
        DescriptorNetwork? network = null;
        foreach (FoldPredictions fold in _folds)
        {
            (DescriptorNetwork chosen, double[] predicted) = fold.Inner(kernel, () => progress(Calibrator, ++done / (double)total), cancellation);
            network ??= chosen;
            inner.Add((fold, predicted));
        }

        MethodScores scores = Validated(Calibrator, inner);
        if (!double.IsFinite(scores.Mean))
        {
            return new([], [new(Calibrator, 0, null)]);
        }

        // The twin of the first outer fold has not seen the samples that this fold holds out.
        ImmutableArray<int> training = _task.Folds[0].Test.Training;
        StaticTwin? twin = inner[0].Fold.Trained(kernel, network!, training, cancellation);
        return new([scores], []) { Residuals = twin is null ? null : SampleResiduals.Of(_task, twin, training, inner) };
    }

    public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation)
    {
        MechanismKernel[] kernels = [.. finalists.Select(f => Compile(f.Model))];
        var parts = new FoldConclusion[_task.Folds.Length];
        int done = 0, total = _task.Folds.Length * (Math.Min(_settings.Twins, finalists.Length) + 1) + 1;
        Workers.Run(_task.Folds.Length, jobs, k =>
        {
            parts[k] = FoldConclusion.Of(_folds[k], k, finalists, kernels, _settings, () => progress(Interlocked.Increment(ref done), total), cancellation);
        }, cancellation);
        double[] alone = Together(p => p.Alone), blended = Together(p => p.Blended), ridge = Together(p => p.Ridge), mean = Together(p => p.Mean);
        TwinAtOrigin shown = Shown(finalists[0], kernels[0], parts, alone, cancellation);
        progress(total, total);
        MethodScores validation = Validated(RollingCombination.Name, parts.Select(p => (p.Fold, p.InnerBlended)));
        double winner = finalists[0].Validation.MinBy(s => s.Mean)!.Mean, twins = parts.Average(p => p.Choice.TwinWeight);
        return new(
            Calibrator, "a sample has no time to continue into", [shown],
            [Tested(RollingCombination.Name, blended), Tested(Calibrator, alone), Tested(RidgeRegression.Name, ridge), Tested(MeanOfTraining, mean)],
            ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add(MeanOfTraining, [new(0, [.. mean])]).Add(RidgeRegression.Name, [new(0, [.. ridge])]))
        {
            Chosen = new(
                [.. finalists.Where(f => parts.Any(p => p.Choice.Candidates.Contains(f.Candidate))).Select(f => $"{f.Name} ({f.Candidate})")],
                twins,
                [.. parts[0].Choice.Naive.Select((part, i) => part with { Weight = parts.Average(p => p.Choice.Naive[i].Weight) })],
                validation, winner > 0 ? 1 - validation.Mean / winner : 0, [new(0, [.. blended])]),
            Folds = [.. parts.Select(p => p.Choice)],
            Against = SampleResiduals.Against(_task, blended),
        };

        double[] Together(Func<FoldConclusion, double[]> values)
        {
            // A task may have some of its folds only: then the other samples are nobody's.
            double[] all = [.. Enumerable.Repeat(double.NaN, _truth.Length)];
            foreach (FoldConclusion part in parts)
            {
                double[] held = values(part);
                for (int i = 0; i < held.Length; i++)
                {
                    all[part.Choice.Held[i]] = held[i];
                }
            }

            return all;
        }
    }

    // To explain, not to score: the winner trained on all samples.
    private TwinAtOrigin Shown(Finalist winner, MechanismKernel kernel, FoldConclusion[] parts, double[] predicted, CancellationToken cancellation)
    {
        int[] all = [.. Enumerable.Range(0, _truth.Length)];
        DescriptorNetwork network = parts[0].Fold.Inner(kernel, () => { }, cancellation).Network;
        StaticTwin twin = parts[0].Fold.Trained(kernel, network, all, cancellation)
            ?? throw new InvalidOperationException($"{winner.Name} was scored, but its training on all samples is not finite");
        return new(
            0, [], [.. predicted], twin.Parameters(all), twin.Series(all), ImmutableDictionary<string, double>.Empty, null, null,
            [.. Enumerable.Repeat(1.0, _truth.Length)]);
    }

    private MechanismKernel Compile(MechanismIr model)
    {
        MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(1));
        return kernel.Layout.Observations.Contains(_task.Target.Name)
            ? kernel
            : throw new ArgumentException($"the model observes {string.Join(", ", kernel.Layout.Observations)}, not the target '{_task.Target.Name}'", nameof(model));
    }

    private static MethodScores Validated(string method, IEnumerable<(FoldPredictions Fold, double[] Predicted)> folds)
    {
        (FoldPredictions Fold, double[] Predicted)[] all = [.. folds];
        ImmutableArray<double> rmse = [.. all.Select(f => f.Fold.Rmse(f.Predicted))];
        return new(method, rmse, rmse, [.. all.Select(f => f.Fold.MeanAbsolute(f.Predicted))]);
    }

    // Of all samples together: folds differ in size.
    private MethodScores Tested(string method, double[] predicted)
    {
        double[] errors = [.. _task.Folds.SelectMany(f => f.Test.Held).Select(s => predicted[s] - _truth[s])];
        double rmse = Math.Sqrt(errors.Average(e => e * e));
        return new(method, [rmse], [rmse], [errors.Average(Math.Abs)]);
    }
}
