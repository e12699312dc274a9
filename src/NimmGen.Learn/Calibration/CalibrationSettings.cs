namespace NimmGen.Learn;

/// <summary>How a twin is calibrated. The defaults are what held on rolling validation origins (docs/concepts/forecasting.md).</summary>
public sealed record CalibrationSettings
{
    /// <summary>Standard deviation a week of the random walk that time-varying parameters follow, relative (of the logarithm).</summary>
    public double Smoothness { get; init; } = 0.12;

    /// <summary>Spread of local values around the shared one for parameters that never change, in raw units.</summary>
    public double PoolSpread { get; init; } = 1.0;

    /// <summary>Learn reporting factors a weekday where the target allows it.</summary>
    public bool WeekdayFactors { get; init; } = true;

    /// <summary>Evaluations of the objective at most, for the free path.</summary>
    public int Evaluations { get; init; } = 300;

    /// <summary>Iterations of AdamW, for the network.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>Peak learning rate of the network.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Learning rate of learned values and weekday factors beside the network.</summary>
    public double LearnedRate { get; init; } = 2e-2;

    /// <summary>Of initial weights.</summary>
    public ulong Seed { get; init; } = 1;
}
