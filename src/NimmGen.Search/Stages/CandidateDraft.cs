using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>A candidate on its way through the stages: what was said of it so far and how long each stage took.</summary>
internal sealed class CandidateDraft(Proposed proposed, string author, TimeProvider time)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<StageTime> _timings = proposed.Asked > 0 ? [new("propose", proposed.Asked)] : [];
    private readonly long _started = time.GetTimestamp();
    private long _lap = time.GetTimestamp();

    public Proposal Proposal => proposed.Proposal;

    public string? Hash { get; set; }

    public Judgement? Judgement { get; set; }

    public Screening? Screening { get; set; }

    public bool HasErrors => _diagnostics.Exists(d => d.Severity == Severity.Error);

    public void Add(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary>The time since the last call, or since the beginning, was this stage's.</summary>
    public void Took(string stage)
    {
        long now = time.GetTimestamp();
        _timings.Add(new(stage, time.GetElapsedTime(_lap, now).TotalSeconds));
        _lap = now;
    }

    public CandidateRecord Record(Outcome outcome, Validation? validation = null)
    {
        ImmutableArray<MethodScores> scores = validation?.Scores ?? [];
        return new(
            Proposal.Number, Proposal.Parent, Proposal.Name, Proposal.Change, Proposal.Program, Hash, outcome, [.. _diagnostics], scores,
            scores.IsEmpty ? double.NaN : scores.Min(s => s.Mean), proposed.Asked + time.GetElapsedTime(_started).TotalSeconds)
        {
            Author = author,
            Aim = Proposal.Aim,
            Screening = Screening,
            Judgement = Judgement,
            Residuals = validation?.Residuals,
            Timings = [.. _timings],
        };
    }
}
