namespace NimmGen.Evaluate;

/// <summary>A forecast whose time has passed.</summary>
/// <param name="TrainSteps">Its origin.</param>
/// <param name="Expected">[step][series].</param>
/// <param name="Observed">[step][series]; NaN is missing.</param>
internal sealed record PastForecast(int TrainSteps, double[] Expected, double[] Observed);
