using System.Collections.Immutable;

namespace NimmGen.Evaluate;

/// <summary>What predicts the samples of one outer fold, chosen on the inner folds of all others.</summary>
/// <param name="Held">The samples, by index.</param>
/// <param name="Candidates">Numbers of the candidates whose median is taken, the best on the inner folds first.</param>
/// <param name="TwinWeight">Of that median, 0 to 1.</param>
/// <param name="Naive">Of regression; with <paramref name="TwinWeight"/> they add up to one.</param>
public sealed record FoldChoice(ImmutableArray<int> Held, ImmutableArray<int> Candidates, double TwinWeight, ImmutableArray<BlendPart> Naive);
