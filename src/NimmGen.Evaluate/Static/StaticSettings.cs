using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>What takes the descriptors of a sample to the neural parameters of a mechanism.</summary>
/// <param name="Hidden">Width of the hidden layer; 0: the parameters' raw values are linear in the descriptors.</param>
/// <param name="Penalty">On the squared weights, in the unit of squared errors over the variance of the target: a ridge.</param>
public sealed record DescriptorNetwork(int Hidden, double Penalty)
{
    public override string ToString() => FormattableString.Invariant($"{(Hidden == 0 ? "linear" : $"{Hidden} hidden units")}, penalty {Penalty}");
}

/// <summary>How mechanisms of samples are trained and combined.</summary>
public sealed record StaticSettings
{
    /// <summary>Evaluations of the objective at most, of each training.</summary>
    public int Evaluations { get; init; } = 200;

    /// <summary>Between which networks the inner folds choose.</summary>
    public ImmutableArray<DescriptorNetwork> Networks { get; init; } = [new(0, 1), new(0, 10), new(0, 100), new(6, 1), new(6, 10)];

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
