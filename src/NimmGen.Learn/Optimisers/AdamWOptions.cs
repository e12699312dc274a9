namespace NimmGen.Learn.Optimisers;

/// <summary>Settings of <see cref="AdamW{T}"/>; the defaults are those of the published CalibNN trainings where these agree.</summary>
/// <param name="LearningRate">Step size at the start, positive.</param>
/// <param name="Beta1">Decay of the gradient's average, in [0, 1).</param>
/// <param name="Beta2">Decay of the squared gradient's average, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the squared gradient's average, positive.</param>
/// <param name="WeightDecay">Decoupled decay: each step multiplies by 1 - learning rate x this.</param>
/// <param name="ClipNorm">Gradients longer than this are scaled to it; positive infinity never clips.</param>
public sealed record AdamWOptions(
    double LearningRate = 5e-4,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-8,
    double WeightDecay = 0.01,
    double ClipNorm = 10)
{
    /// <summary>How the learning rate changes from step to step.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;
}
