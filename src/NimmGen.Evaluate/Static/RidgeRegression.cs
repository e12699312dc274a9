using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate.Baselines;

namespace NimmGen.Evaluate;

/// <summary>Ridge regression on the standardised descriptors of samples (Hoerl and Kennard 1970, Technometrics 12:55).</summary>
internal static class RidgeRegression
{
    /// <summary>As tables name it.</summary>
    public const string Name = "ridge regression";

    /// <summary>Between which penalties inner folds choose.</summary>
    public static ImmutableArray<double> Penalties { get; } = [0.1, 1, 10, 100, 1000];

    /// <summary>Learns from some samples and predicts others.</summary>
    /// <param name="panel">Samples with their descriptors.</param>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="held">Samples to predict.</param>
    /// <param name="truth">Target of all samples; only those of training are read.</param>
    /// <param name="penalty">On the squared coefficients, above 0.</param>
    public static double[] Predict(Panel panel, IReadOnlyList<int> training, IReadOnlyList<int> held, double[] truth, double penalty)
    {
        var descriptors = new Descriptors(panel, training);
        double mean = training.Average(s => truth[s]);
        double[][] rows = [.. training.Select(s => descriptors[s])];
        double[] weights = LinearSystem.LeastSquares(rows, [.. training.Select(s => truth[s] - mean)], _ => penalty)!;
        return [.. held.Select(s => mean + descriptors[s].Zip(weights, (x, w) => x * w).Sum())];
    }
}
