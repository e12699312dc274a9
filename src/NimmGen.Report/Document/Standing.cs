using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Where the winner stands among all methods.</summary>
internal sealed class Standing
{
    private readonly FinalRecord _final;

    public Standing(FinalRecord final)
    {
        _final = final;
        Validation = Compare(final.Validation);
        Test = Compare(final.Test);
    }

    /// <summary>Null where there is no naive forecast or no score to compare.</summary>
    public Comparison? Validation { get; }

    public Comparison? Test { get; }

    /// <summary>The naive method with the smallest mean error before the test origins: the one that one would have picked.</summary>
    public string? ChosenNaive => Validation?.Naive.Method is { } name && _final.Naive.ContainsKey(name) ? name : _final.Naive.Keys.Order(StringComparer.Ordinal).FirstOrDefault();

    public bool IsNaive(string method) => _final.Naive.ContainsKey(method);

    /// <summary>The row of what the run stands by: the combination where there is one, else the winner, named after its calibrator.</summary>
    public bool IsWinner(string method) => string.Equals(method, _final.Chosen is null ? _final.Calibrator : RollingCombination.Name, StringComparison.OrdinalIgnoreCase);

    private Comparison? Compare(ImmutableArray<MethodScores> scores)
    {
        if (scores.IsDefaultOrEmpty)
        {
            return null;
        }

        MethodScores? winner = scores.FirstOrDefault(s => IsWinner(s.Method)) ?? scores.FirstOrDefault(s => !IsNaive(s.Method));
        MethodScores? naive = scores.Where(s => IsNaive(s.Method) && double.IsFinite(s.Mean)).MinBy(s => s.Mean);
        MethodScores? control = scores.FirstOrDefault(s => !IsNaive(s.Method) && !ReferenceEquals(s, winner));
        return winner is null || naive is null || !double.IsFinite(winner.Mean) ? null : new(winner, naive, control);
    }
}

/// <summary>The winner against the best naive forecast on one set of origins.</summary>
/// <param name="Winner">The chosen twin.</param>
/// <param name="Naive">The naive forecast with the smallest mean error on these origins.</param>
/// <param name="Control">Beside a combination the winner alone; beside the winner the same mechanism with the other calibrator, where it was trained.</param>
internal sealed record Comparison(MethodScores Winner, MethodScores Naive, MethodScores? Control)
{
    public int Origins => Winner.Aggregate.Length;

    /// <summary>Part by which the winner's mean error is smaller; negative where the naive forecast wins.</summary>
    public double Gain => Naive.Mean == 0 ? (Winner.Mean == 0 ? 0 : double.NegativeInfinity) : 1 - Winner.Mean / Naive.Mean;

    public bool NaiveWins => Winner.Mean > Naive.Mean;

    /// <summary>Origins at which the winner's error is the smaller one.</summary>
    public int OriginsWon => Winner.Aggregate.Zip(Naive.Aggregate).Count(p => p.First < p.Second);
}
