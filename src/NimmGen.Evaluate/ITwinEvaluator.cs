using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Evaluate;

/// <summary>Scores of one mechanism on validation data, one entry a calibrator that did not diverge.</summary>
public sealed record Validation(ImmutableArray<MethodScores> Scores, ImmutableArray<RollingFailure> Failures)
{
    /// <summary>How the better calibrator misses the data; null where none was scored.</summary>
    public ResidualSummary? Residuals { get; init; }
}

/// <summary>What the chosen mechanism made of the test data.</summary>
/// <param name="Calibrator">The one chosen on validation data.</param>
/// <param name="Extension">How parameters continue beyond the origin, in words.</param>
/// <param name="Origins">The chosen twin at each test origin.</param>
/// <param name="Scores">Its scores, then those of the other calibrator and of the naive forecasts.</param>
/// <param name="Naive">Forecasts of the naive methods at each test origin.</param>
public sealed record Conclusion(
    string Calibrator,
    string Extension,
    ImmutableArray<TwinAtOrigin> Origins,
    ImmutableArray<MethodScores> Scores,
    ImmutableDictionary<string, ImmutableArray<OriginForecast>> Naive)
{
    /// <summary>The forecast to stand by, where it is more than the winner alone; null where the winner stands alone.</summary>
    public ChosenForecast? Chosen { get; init; }

    /// <summary>The twins at the last origin that scenarios simulate again: the winner first, then those it is combined with; empty where there is nothing to simulate.</summary>
    public ImmutableArray<EnsembleMember> Members { get; init; } = [];

    /// <summary>What the twins say of less transmission, the baseline first; empty where nothing transmits.</summary>
    public ImmutableArray<ScenarioAnswer> Scenarios { get; init; } = [];

    /// <summary>Predictive intervals, one entry a method that has them, the chosen one first.</summary>
    public ImmutableArray<PredictiveIntervals> Intervals { get; init; } = [];

    /// <summary>Of samples: what each outer fold chose; empty for series and patients.</summary>
    public ImmutableArray<FoldChoice> Folds { get; init; } = [];

    /// <summary>Of samples: the temperature of the test and what else the misses go with most; empty for series and patients.</summary>
    public ImmutableArray<SampleChannel> Against { get; init; } = [];
}

/// <summary>A mechanism that was scored well enough for the end of a search.</summary>
/// <param name="Candidate">Its number.</param>
/// <param name="Name">Class name of its program.</param>
/// <param name="Model">The mechanism.</param>
/// <param name="Validation">Its validation scores, one a calibrator.</param>
/// <param name="Starts">Of which its first training was the best, as <see cref="ITwinEvaluator.Validate"/> was told.</param>
public sealed record Finalist(int Candidate, string Name, MechanismIr Model, ImmutableArray<MethodScores> Validation, int Starts = 1);

/// <summary>Calibrates and scores mechanisms on a task. Safe to call from several threads at once.</summary>
public interface ITwinEvaluator
{
    /// <summary>What a mechanism must beat, on the validation data.</summary>
    ImmutableArray<MethodScores> NaiveValidation();

    /// <summary>
    /// A first look at a mechanism, for about a tenth of the cost of <see cref="Validate"/> or less: an error that ranks mechanisms
    /// much as their scores do. Null where there is no cheaper look, or where it found nothing finite.
    /// </summary>
    /// <param name="model">Verified.</param>
    /// <param name="cancellation">Stops inside a training.</param>
    /// <exception cref="ArgumentException">The model cannot be compiled or does not observe the target.</exception>
    double? Screen(MechanismIr model, CancellationToken cancellation);

    /// <summary>Calibrates and scores a mechanism on the validation data.</summary>
    /// <param name="model">Verified.</param>
    /// <param name="progress">Told the calibrator and the share of its work that is done.</param>
    /// <param name="cancellation">Stops inside a training.</param>
    /// <param name="starts">Of the first training, where that is a search from a starting point: the best of so many goes on.</param>
    /// <exception cref="ArgumentException">The model cannot be compiled or does not observe the target.</exception>
    Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1);

    /// <summary>Scores the winner, alone and combined with others, on the test data: the only call that looks at them.</summary>
    /// <param name="finalists">The winner first, then those that validation cannot tell from it.</param>
    /// <param name="jobs">Calibrations side by side.</param>
    /// <param name="progress">Told how many of how many steps are done.</param>
    /// <param name="cancellation">Stops inside a training.</param>
    Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation);
}
