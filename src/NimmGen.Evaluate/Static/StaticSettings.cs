using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>What takes the descriptors of a sample to the neural parameters of a mechanism.</summary>
/// <param name="Hidden">Width of the hidden layer; 0: the parameters' raw values are linear in the descriptors.</param>
/// <param name="Penalty">On the squared weights, in the unit of squared errors over the variance of the target: a ridge.</param>
/// <param name="PropertiesOnly">True: of properties of the elements, without the atomic fractions themselves.</param>
public sealed record DescriptorNetwork(int Hidden, double Penalty, bool PropertiesOnly = false);

/// <summary>How mechanisms of samples are trained and combined.</summary>
public sealed record StaticSettings
{
    /// <summary>Evaluations of the objective at most, of each training.</summary>
    public int Evaluations { get; init; } = 200;

    /// <summary>Relative decrease of the objective over five iterations below which a training has converged.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>
    /// Between which networks the inner folds choose: from nearly nothing learned of a sample (dozens of noisy ones teach little) to
    /// a bent map of many. Wider layers, smaller penalties and several starts gained nothing on the inner folds of the alloys.
    /// </summary>
    public ImmutableArray<DescriptorNetwork> Networks { get; init; } =
    [
        new(0, 300), new(0, 1000), new(0, 100, PropertiesOnly: true), new(0, 300, PropertiesOnly: true),
        new(12, 5), new(12, 5, PropertiesOnly: true),
    ];

    /// <summary>Twins, the best by the inner folds of an outer fold, whose median predicts it.</summary>
    public int Twins { get; init; } = 5;

    /// <summary>Of the first weights of hidden layers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>With the seed of other trainings, and no more evaluations than they have.</summary>
    public static StaticSettings Of(EvaluationSettings settings)
    {
        var full = new StaticSettings { Seed = (int)settings.Calibration.Seed };
        return full with { Evaluations = Math.Min(full.Evaluations, settings.Calibration.Evaluations) };
    }
}
