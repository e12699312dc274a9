using System.Collections.Immutable;
using NimmGen.Compile;

namespace NimmGen.Evaluate;

/// <summary>What an outer fold chose on its inner folds, and what that says of the samples it holds out.</summary>
/// <param name="Fold">Its inner predictions.</param>
/// <param name="Choice">What was chosen.</param>
/// <param name="InnerBlended">The blend on the inner held-out parts, each by weights of the other parts.</param>
/// <param name="Alone">Held samples by the best mechanism alone.</param>
/// <param name="Blended">By what was chosen.</param>
/// <param name="Ridge">By ridge regression.</param>
/// <param name="Mean">By the mean of the training samples.</param>
internal sealed record FoldConclusion(FoldPredictions Fold, FoldChoice Choice, double[] InnerBlended, double[] Alone, double[] Blended, double[] Ridge, double[] Mean)
{
    /// <summary>Chooses among the finalists by the fold's own entry of their validation scores.</summary>
    public static FoldConclusion Of(
        FoldPredictions fold, int index, ImmutableArray<Finalist> finalists, MechanismKernel[] kernels, StaticSettings settings, Action step, CancellationToken cancellation)
    {
        int[] best = [.. Enumerable.Range(0, finalists.Length).OrderBy(f => finalists[f].Validation.Min(s => s.Aggregate[index])).ThenBy(f => finalists[f].Candidate).Take(settings.Twins)];
        var inner = new List<double[]>();
        var held = new List<double[]>();
        foreach (int f in best)
        {
            (DescriptorNetwork network, double[] predicted) = fold.Inner(kernels[f], () => { }, cancellation);
            inner.Add(predicted);
            held.Add(fold.Held(kernels[f], network, cancellation));
            step();
        }

        (double[] Inner, double[] Held) ridge = fold.Ridge(), mean = fold.Mean();
        // A ridge draws towards the mean as far as its penalty says: the mean needs no weight of its own.
        double[][] members = [Median(inner), ridge.Inner];
        ImmutableArray<double> weights = SampleBlend.Learn(members, fold.Truth, fold.Groups);
        double[] blended = SampleBlend.Mix([Median(held), ridge.Held], weights);
        step();
        FoldChoice choice = new(
            fold.HeldOut, [.. best.Select(f => finalists[f].Candidate)], weights[0], [new(RidgeRegression.Name, weights[1])]);
        return new(fold, choice, fold.Blended(members), held[0], blended, ridge.Held, mean.Held);
    }

    private static double[] Median(List<double[]> members) => [.. Ensemble.Median([.. members.Select(m => new OriginForecast(0, [.. m]))]).Values];
}
