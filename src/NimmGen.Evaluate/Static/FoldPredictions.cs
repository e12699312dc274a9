using System.Collections.Concurrent;
using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;

namespace NimmGen.Evaluate;

/// <summary>
/// What methods make of one outer fold: predictions of its training samples, each by a model that did not see its group (the
/// inner folds, on which all choices are made), and of the held samples, which no choice has seen.
/// </summary>
internal sealed class FoldPredictions
{
    private readonly ForecastTask _task;
    private readonly NestedFold _fold;
    private readonly StaticSettings _settings;
    private readonly double[] _truth;

    // By mechanism: what the search has validated is not trained again at its end.
    private readonly ConcurrentDictionary<string, (DescriptorNetwork Network, double[] Predicted)> _inner = new(StringComparer.Ordinal);

    public FoldPredictions(ForecastTask task, NestedFold fold, StaticSettings settings)
    {
        (_task, _fold, _settings) = (task, fold, settings);
        _truth = task.Panel.Values(task.Target.Name).ToArray();
        Samples = [.. fold.Inner.SelectMany(f => f.Held)];
        Truth = [.. Samples.Select(s => _truth[s])];
        Groups = [.. Samples.Select(s => task.Panel.IndependentGroups[s])];
    }

    /// <summary>Samples of the inner held-out parts, one part after the other: the order of all inner predictions.</summary>
    public ImmutableArray<int> Samples { get; }

    /// <summary>The samples that the outer fold holds out.</summary>
    public ImmutableArray<int> HeldOut => _fold.Test.Held;

    /// <summary>What was measured of <see cref="Samples"/>.</summary>
    public double[] Truth { get; }

    /// <summary>Which of <see cref="Samples"/> belong together.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>Trainings that <see cref="Inner"/> takes for a mechanism.</summary>
    public static int Trainings(MechanismKernel kernel, NestedFold fold, StaticSettings settings) => Networks(kernel, settings).Length * fold.Inner.Length;

    /// <summary>Inner predictions of a mechanism by the network that the inner folds find best; trained once.</summary>
    /// <param name="kernel">The mechanism.</param>
    /// <param name="trained">Called after each training.</param>
    /// <param name="cancellation">Stops inside a training.</param>
    public (DescriptorNetwork Network, double[] Predicted) Inner(MechanismKernel kernel, Action trained, CancellationToken cancellation) =>
        _inner.GetOrAdd(kernel.Model.Hash, _ => Networks(kernel, _settings)
            .Select(network => (Network: network, Predicted: Over(f =>
            {
                double[] values = Trained(kernel, network, f.Training, cancellation)?.Predict(f.Held) ?? NaN(f.Held.Length);
                trained();
                return values;
            })))
            .MinBy(p => Rmse(p.Predicted) is var e && double.IsFinite(e) ? e : double.PositiveInfinity));

    /// <summary>The held samples, by a training on all others.</summary>
    public double[] Held(MechanismKernel kernel, DescriptorNetwork network, CancellationToken cancellation) =>
        Trained(kernel, network, _fold.Test.Training, cancellation)?.Predict(_fold.Test.Held) ?? NaN(_fold.Test.Held.Length);

    public StaticTwin? Trained(MechanismKernel kernel, DescriptorNetwork network, IReadOnlyList<int> training, CancellationToken cancellation) =>
        StaticTraining.Train(_task, kernel, training, network, _settings, cancellation);

    /// <summary>Ridge regression with the penalty that the inner folds find best: inner predictions, and those of the held samples.</summary>
    public (double[] Inner, double[] Held) Ridge()
    {
        (double penalty, double[] inner) = RidgeRegression.Penalties.Select(p => (p, Over(f => RidgeRegression.Predict(_task.Panel, f.Training, f.Held, _truth, p)))).MinBy(p => Rmse(p.Item2));
        return (inner, RidgeRegression.Predict(_task.Panel, _fold.Test.Training, _fold.Test.Held, _truth, penalty));
    }

    /// <summary>The mean of the training samples.</summary>
    public (double[] Inner, double[] Held) Mean() => (Over(f => Mean(f)), Mean(_fold.Test));

    /// <summary>Root mean squared error of inner predictions.</summary>
    public double Rmse(double[] predicted) => Math.Sqrt(predicted.Zip(Truth, (p, t) => (p - t) * (p - t)).Average());

    /// <summary>Mean absolute error of inner predictions.</summary>
    public double MeanAbsolute(double[] predicted) => predicted.Zip(Truth, (p, t) => Math.Abs(p - t)).Average();

    /// <summary>
    /// Inner predictions of a blend, each part by weights that the other parts teach: its error is that of the way of blending,
    /// not of weights that had seen the samples.
    /// </summary>
    public double[] Blended(IReadOnlyList<double[]> members)
    {
        var values = new double[Samples.Length];
        int start = 0;
        foreach (Fold part in _fold.Inner)
        {
            int end = start + part.Held.Length;
            int[] others = [.. Enumerable.Range(0, values.Length).Where(i => i < start || i >= end)];
            ImmutableArray<double> weights = SampleBlend.Learn(
                [.. members.Select(m => others.Select(i => m[i]).ToArray())], [.. others.Select(i => Truth[i])], [.. others.Select(i => Groups[i])]);
            SampleBlend.Mix([.. members.Select(m => m[start..end])], weights).CopyTo(values, start);
            start = end;
        }

        return values;
    }

    // A mechanism without neural parameters has nothing for a network to do.
    private static ImmutableArray<DescriptorNetwork> Networks(MechanismKernel kernel, StaticSettings settings) =>
        kernel.Layout.Neurals.IsEmpty ? settings.Networks[..1] : settings.Networks;

    private double[] Over(Func<Fold, double[]> predict) => [.. _fold.Inner.SelectMany(predict)];

    private double[] Mean(Fold fold) => [.. Enumerable.Repeat(fold.Training.Average(s => _truth[s]), fold.Held.Length)];

    private static double[] NaN(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}
