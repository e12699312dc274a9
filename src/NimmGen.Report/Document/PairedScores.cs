using System.Collections.Immutable;
using NimmGen.Evaluate;

namespace NimmGen.Report;

/// <summary>
/// Every method against a naive forecast at the same validation origins. Of the test origins, which mostly lie in one stretch that
/// their windows share, no such thing is said.
/// </summary>
/// <param name="Naive">The method that all are compared with.</param>
/// <param name="Block">Origins whose windows overlap.</param>
/// <param name="Rows">The other methods in the order of the table; null where they were scored at other origins.</param>
internal sealed record PairedScores(string Naive, int Block, ImmutableArray<(string Method, PairedDifference? Difference)> Rows)
{
    /// <summary>Against the last value, or where it was not scored against the best naive forecast; null where there is nothing to compare.</summary>
    public static PairedScores? Of(RunView view)
    {
        // Patients have one score each way, and where twins were chosen on the test origins there are no others.
        if (view.IsSamples || view.Final is not { Validation.IsDefaultOrEmpty: false } final || view.Scores is not { } standing || view.Data.ValidationOrigins.SequenceEqual(view.Data.TestOrigins))
        {
            return null;
        }

        MethodScores? naive = final.Validation.FirstOrDefault(s => s.Method == NaiveForecasts.LastValue) ?? standing.Validation?.Naive;
        if (naive is null || naive.Aggregate.IsDefaultOrEmpty)
        {
            return null;
        }

        int block = PairedBlocks.Length(view.Data.ValidationOrigins, view.Data.Horizon);
        ImmutableArray<(string, PairedDifference?)> rows =
            [.. final.Validation.Where(s => !ReferenceEquals(s, naive)).Select(s => (s.Method, s.Aggregate.IsDefault ? null : PairedDifference.Of(s.Aggregate, naive.Aggregate, block)))];
        return rows.IsEmpty ? null : new(naive.Method, block, rows);
    }

    /// <summary>Over how many origins, what counts as one window, and what the chosen row suffers from.</summary>
    public string InWords(RunView view)
    {
        if (Rows.Select(r => r.Difference).OfType<PairedDifference>().FirstOrDefault() is not { } any)
        {
            return "The methods were scored at different origins.";
        }

        string origins = Figures.Count(any.Origins, "validation origin"), unit = Figures.Unit(view.Data.TargetUnit) is { Length: > 0 } u ? $", in {u}" : "";
        string blocks = any.TooFew ? $"Their windows overlap so much that they are one: too few for an interval."
            : Block > 1 ? $"Windows of {Figures.Count(Block)} neighbouring origins overlap and count as one, which leaves {Figures.Count(any.Blocks)}; the intervals are Student's t over these."
            : "Their windows do not overlap; the intervals are Student's t over them.";
        return $"Error of each method less that of {Naive}, mean over {origins}{unit}: negative is better. {(any.Origins == 1 ? "One window is too few for an interval." : blocks)} Each row stands for itself. What was chosen was chosen on these same origins, which flatters it.";
    }

    /// <summary>"-320 to -45", a dash where there is none.</summary>
    public static string Interval(PairedDifference? d) => d is null || !double.IsFinite(d.Low) ? Figures.None : $"{Figures.Number(d.Low)} to {Figures.Number(d.High)}";

    /// <summary>"better", "worse", or that they cannot be told apart and why.</summary>
    public static string Verdict(PairedDifference? d) => d switch
    {
        null => "scored at other origins",
        { Verdict: PairedVerdict.Better } => "better",
        { Verdict: PairedVerdict.Worse } => "worse",
        { Mean: double.NaN } => "cannot be told apart (without an error at some origins)",
        { TooFew: true } => "cannot be told apart (too few windows)",
        _ => "cannot be told apart",
    };
}
