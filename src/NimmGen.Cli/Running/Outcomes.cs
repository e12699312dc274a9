using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>What became of a candidate, in words.</summary>
internal static class Outcomes
{
    public static string Words(CandidateRecord candidate) => candidate.Outcome switch
    {
        Outcome.Scored => $"scored {Figures.Score(candidate.Score)}",
        Outcome.NotCompiled => "did not compile" + Codes(candidate),
        Outcome.Rejected => "rejected" + Codes(candidate),
        Outcome.Diverged => "diverged in training" + Codes(candidate),
        Outcome.Stopped => candidate.Screening is { Hurdle: { } hurdle } first
            ? $"stopped early: {Figures.Score(first.Score)} at a few origins, at most {Figures.Score(hurdle)} was asked for"
            : "stopped early",
        Outcome.Duplicate => "tried before",
        _ => throw new ArgumentOutOfRangeException(nameof(candidate), candidate.Outcome, "unknown outcome"),
    };

    private static string Codes(CandidateRecord candidate)
    {
        string codes = string.Join(", ", candidate.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Code).Distinct());
        return codes.Length > 0 ? $" ({codes})" : "";
    }
}
