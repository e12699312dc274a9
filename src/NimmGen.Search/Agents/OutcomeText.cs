namespace NimmGen.Search;

/// <summary>What became of a candidate, in a few words, for prompts and tables.</summary>
internal static class OutcomeText
{
    public static string Of(CandidateRecord candidate)
    {
        string codes = string.Join(", ", RememberStage.Causes(candidate).Select(d => d.Code).Distinct());
        string why = codes.Length > 0 ? $" ({codes})" : "";
        return candidate.Outcome switch
        {
            Outcome.Scored => $"score {PromptNumber.Of(candidate.Score)}{Like(candidate)}",
            Outcome.NotCompiled => "did not compile" + why,
            Outcome.Rejected => "rejected" + why,
            Outcome.Diverged => "diverged in training" + why,
            Outcome.Stopped => $"stopped early: at a few origins its error was {PromptNumber.Of(candidate.Screening!.Score / candidate.Screening.Hurdle!.Value * Halving.Margin)} times the least so far",
            Outcome.Duplicate => "said the same as an earlier one",
            _ => throw new ArgumentOutOfRangeException(nameof(candidate), candidate.Outcome, "unknown outcome"),
        };
    }

    private static string Like(CandidateRecord candidate) =>
        candidate.Diagnostics.FirstOrDefault(d => d.Code == "NG9011") is { } like ? $" (NG9011: {like.Message})" : "";
}
