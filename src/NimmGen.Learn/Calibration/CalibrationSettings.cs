namespace NimmGen.Learn;

/// <summary>Losses that a training can be asked for.</summary>
public enum LossKind
{
    /// <summary>Residuals as they are: minimises the root mean square error, as the paper does.</summary>
    RootMeanSquare,

    /// <summary>Residuals of square roots.</summary>
    SquareRoot,

    /// <summary>Residuals of logarithms.</summary>
    Log,

    /// <summary>Counts whose variance is their mean.</summary>
    Poisson,

    /// <summary>Counts with a variance of m + m^2 / k, and the k that fits best.</summary>
    NegativeBinomial,
}

/// <summary>How a learning rate changes over a training.</summary>
public enum RateSchedule
{
    Constant,

    /// <summary>Half a cosine, to a twentieth.</summary>
    Cosine,
}

/// <summary>How a twin is calibrated. The defaults are what held on rolling validation origins (docs/concepts/forecasting.md).</summary>
public sealed record CalibrationSettings
{
    /// <summary>Standard deviation a week of the random walk that time-varying parameters follow, relative (of the logarithm), unless the model says one.</summary>
    public double Smoothness { get; init; } = 0.12;

    /// <summary>Spread of local values around the shared one for parameters that never change, in raw units.</summary>
    public double PoolSpread { get; init; } = 1.0;

    /// <summary>
    /// What is minimised for every target; null takes the noise that the model writes, else squared residuals on the target's scale.
    /// <see cref="LossKind.RootMeanSquare"/> is the paper's.
    /// </summary>
    public LossKind? Loss { get; init; }

    /// <summary>
    /// Share of a parameter's (log) distance from its mean that is left a week later, above 0: 1 is a random walk, which never comes
    /// back; below it the penalty is that of a stationary autoregression of first order with the same innovations.
    /// </summary>
    public double Persistence { get; init; } = 1;

    /// <summary>Standard deviation of a pooled parameter's local level around the shared path, relative (of the logarithm).</summary>
    public double LocalSpread { get; init; } = 0.3;

    /// <summary>Standard deviation a week of the walk by which a pooled parameter's local path leaves the shared one, relative.</summary>
    public double LocalSmoothness { get; init; } = 0.06;

    /// <summary>
    /// Threads of one training, at least 1. A search trains candidates side by side instead. The free path has the same bits for any
    /// number; a network for a given number.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Learn reporting factors a weekday where the target allows it.</summary>
    public bool WeekdayFactors { get; init; } = true;

    /// <summary>Evaluations of the objective at most, for the free path, from the point where it begins.</summary>
    public int Evaluations { get; init; } = 300;

    /// <summary>Evaluations before, at each of the points that a fresh free path tries before it goes on from the best.</summary>
    public int ScoutEvaluations { get; init; } = 40;

    /// <summary>Iterations of AdamW, for the network.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>Peak learning rate of the network.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Learning rate of learned values and weekday factors beside the network.</summary>
    public double LearnedRate { get; init; } = 2e-2;

    /// <summary>
    /// Starts, at least 1: of the free path further points drawn at random, of the network further initial weights; each is trained for a
    /// tenth of the budget, and the best goes on.
    /// </summary>
    public int Starts { get; init; } = 1;

    /// <summary>True for a free path that begins at one random point, drawn by <see cref="Seed"/>, and tries no other: a restart of an ensemble.</summary>
    public bool OnlyRandomStart { get; init; }

    /// <summary>How the network's learning rate changes.</summary>
    public RateSchedule Schedule { get; init; } = RateSchedule.Cosine;

    /// <summary>Gradients of the network longer than this are scaled to it.</summary>
    public double ClipNorm { get; init; } = 10;

    /// <summary>Days before the origin that the network does not train on, to stop early by; 0 trains on all, to the end.</summary>
    public double HeldOutDays { get; init; }

    /// <summary>Iterations without a better loss on the held-out days after which the network stops, with the weights that had the best.</summary>
    public int Patience { get; init; } = 100;

    /// <summary>Bytes that one training may take; null is what the process may.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Of initial weights.</summary>
    public ulong Seed { get; init; } = 1;
}
