using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>
/// Chooses among scored candidates by the one-standard-error rule (Breiman, Friedman, Olshen and Stone 1984, section 3.4.3):
/// of all whose mean score is within one standard error of the best, the simplest. What validation cannot tell apart is not
/// decided by its noise; but where the best beats every naive forecast, the chosen one does so too. Scores are counted one by one, as
/// in the source, though windows overlap: this is the twin that is explained, and which one it is matters little to what is forecast.
/// </summary>
internal static class Choice
{
    private const int MostFinalists = 5;
    private const double Alike = 1e-3;

    // Times the least naive error: what is smaller is the rounding of arithmetic, which must not choose between exact mechanisms.
    private const double Rounding = 1e-9;

    /// <summary>The chosen candidate, or null where none was scored.</summary>
    /// <param name="candidates">All that were tried.</param>
    /// <param name="naive">Scores of the naive forecasts on the same validation data.</param>
    public static CandidateRecord? Of(IEnumerable<CandidateRecord> candidates, IEnumerable<MethodScores> naive)
    {
        CandidateRecord[] scored = [.. candidates.Where(c => c.Outcome == Outcome.Scored).OrderBy(c => c.Score).ThenBy(c => c.Number)];
        if (scored.Length == 0)
        {
            return null;
        }

        MethodScores best = Best(scored[0]);
        double hurdle = naive.Select(n => n.Mean).Append(double.PositiveInfinity).Min();
        return scored
            .Where(c => Best(c) is var s && s.Mean - best.Mean <= Math.Max(PairedBlocks.StandardError(More(s, best), 1), double.IsFinite(hurdle) ? Rounding * hurdle : 0) && (s.Mean < hurdle || best.Mean >= hurdle))
            .MinBy(c => (Complexity(c), c.Score));
    }

    /// <summary>
    /// The winner, then up to four others that validation cannot tell from it (<see cref="PairedBlocks.Margin"/>) and that forecast
    /// differently: what an ensemble is made of. Two candidates whose errors agree at every origin are one twin in two wordings.
    /// </summary>
    /// <param name="candidates">All that were tried.</param>
    /// <param name="winner">The chosen one.</param>
    /// <param name="block">Neighbouring scores whose windows overlap.</param>
    public static IEnumerable<CandidateRecord> Finalists(IEnumerable<CandidateRecord> candidates, CandidateRecord winner, int block)
    {
        var chosen = new List<CandidateRecord> { winner };
        foreach (CandidateRecord c in candidates.Where(c => c.Outcome == Outcome.Scored).OrderBy(c => c.Score).ThenBy(c => c.Number))
        {
            if (chosen.Count == MostFinalists)
            {
                break;
            }

            (MethodScores own, MethodScores best) = (Best(c), Best(winner));
            if (own.Mean - best.Mean <= PairedBlocks.Margin(More(own, best), block) && chosen.All(other => Differ(own, Best(other))))
            {
                chosen.Add(c);
            }
        }

        return chosen;
    }

    /// <summary>
    /// Of samples: the winner, then whatever is among the best of an outer fold by the inner folds of that one. Which of them
    /// predict a fold is chosen there again, by its own entry of the scores.
    /// </summary>
    public static IEnumerable<CandidateRecord> OfFolds(IEnumerable<CandidateRecord> candidates, CandidateRecord winner)
    {
        CandidateRecord[] scored = [.. candidates.Where(c => c.Outcome == Outcome.Scored).OrderBy(c => c.Number)];
        return Enumerable.Range(0, Best(winner).Aggregate.Length)
            .SelectMany(k => scored.OrderBy(c => Best(c).Aggregate[k]).Take(MostFinalists))
            .Prepend(winner).Distinct();
    }

    /// <summary>The better of a candidate's calibrators.</summary>
    public static MethodScores Best(CandidateRecord candidate) => candidate.Validation.MinBy(s => s.Mean)!;

    private static bool Differ(MethodScores a, MethodScores b) => a.Aggregate.Zip(b.Aggregate).Any(p => Math.Abs(p.First - p.Second) > Alike * Math.Max(p.First, p.Second));

    private static double[] More(MethodScores a, MethodScores b) => [.. a.Aggregate.Zip(b.Aggregate, (x, y) => x - y)];

    // Declarations and statements: what a reader has to take in.
    private static int Complexity(CandidateRecord candidate) =>
        candidate.Program.Split('\n').Count(line => line.TrimEnd().EndsWith(';') || line.Contains(";  //", StringComparison.Ordinal));
}
