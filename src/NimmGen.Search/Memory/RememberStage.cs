using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>
/// Makes the memory from the records of the rounds that have ended. Nothing is carried along: a resumed run, or one whose
/// candidates ended in another order, remembers the same.
/// </summary>
internal sealed class RememberStage(bool errors)
{
    private const int BestKept = 5;
    private const int RecentKept = 8;

    /// <param name="history">Candidates of ended rounds, in order of number.</param>
    /// <param name="reflection">The last critique.</param>
    /// <param name="round">Candidates a round.</param>
    public SearchMemory Run(IReadOnlyList<CandidateRecord> history, string reflection, int round) => new(
        [.. history.Where(c => c.Outcome == Outcome.Scored).OrderBy(c => c.Score).ThenBy(c => c.Number).Take(BestKept)],
        errors ? Errors(history, round) : [],
        reflection,
        [.. history.TakeLast(RecentKept)]);

    /// <summary>Errors by code and cause; each candidate counts once for each.</summary>
    internal static ImmutableArray<ErrorEntry> Errors(IReadOnlyList<CandidateRecord> history, int round)
    {
        var entries =
            from candidate in history
            from error in Causes(candidate)
            group (candidate, error) by (error.Code, Key: Key(error)) into same
            let last = same.MaxBy(s => s.candidate.Number)
            // A cure worked where the round after it went without the error; of several, the last that did is told.
            let worked = same.OrderByDescending(s => s.candidate.Number).FirstOrDefault(s => s.candidate.Repair is not null && Gone(history, s.candidate, same.Key, round))
            let cured = worked.candidate is not null
            let told = cured ? worked : last
            select new ErrorEntry(
                same.Key.Code, told.candidate.Repair?.Cause ?? told.error.Message, same.Select(s => s.candidate.Number).Distinct().Count(),
                told.candidate.Repair?.Proposal ?? told.error.Fix ?? "", cured, last.candidate.Number);
        return [.. entries.OrderByDescending(e => e.Count).ThenByDescending(e => e.Last).ThenBy(e => e.Code, StringComparer.Ordinal)];
    }

    /// <summary>What stopped a candidate: its errors, or where training diverged the warning that says so.</summary>
    public static IEnumerable<Diagnostic> Causes(CandidateRecord candidate)
    {
        IEnumerable<Diagnostic> errors = candidate.Diagnostics.Where(d => d.Severity == Severity.Error);
        return candidate.Outcome switch
        {
            Outcome.NotCompiled or Outcome.Rejected => errors,
            Outcome.Diverged => candidate.Diagnostics.Where(d => d.Code == "NG9003").Take(1),
            _ => [],
        };
    }

    private static bool Gone(IReadOnlyList<CandidateRecord> history, CandidateRecord candidate, (string Code, string Key) error, int round)
    {
        int next = (candidate.Number - 1) / round * round + round + 1;
        CandidateRecord[] after = [.. history.Where(c => c.Number >= next && c.Number < next + round)];
        return after.Length > 0 && !after.Any(c => Causes(c).Any(d => d.Code == error.Code && Key(d) == error.Key));
    }

    // The beginning of the message without numbers: names come later in it, and differ from program to program.
    private static string Key(Diagnostic error) => new([.. error.Message.Where(c => !char.IsDigit(c)).Take(40)]);
}
