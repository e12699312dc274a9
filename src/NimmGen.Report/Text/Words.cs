using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Fixed vocabulary of the report.</summary>
internal static class Words
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Scored => "scored",
        Outcome.NotCompiled => "did not compile",
        Outcome.Rejected => "rejected by the verifier",
        Outcome.Diverged => "diverged",
        Outcome.Stopped => "stopped early as hopeless",
        Outcome.Duplicate => "same as an earlier one",
        _ => throw new InvalidOperationException($"no words for {outcome}"),
    };

    /// <summary>"2026-11-23T20:30:00Z" is "23 November 2026, 20:30 UTC"; anything else as it is.</summary>
    public static string Time(string iso) =>
        DateTimeOffset.TryParse(iso, out DateTimeOffset time) ? time.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'") : iso;
}
