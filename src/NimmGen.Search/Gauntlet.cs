using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>Takes a proposal through every gate, cheap ones first: compile, novelty, verify, calibrate and score.</summary>
internal sealed class Gauntlet(ForecastTask task, ITwinEvaluator evaluator, TimeProvider time)
{
    private static readonly VerifierOptions Options = new() { Simulator = new KernelSimulator() };

    private readonly DataContext _context = DataContexts.Of(task.Panel);

    /// <param name="proposal">The program.</param>
    /// <param name="seen">Canonical hashes of earlier rounds with the candidate that had them.</param>
    /// <param name="progress">Told each stage.</param>
    /// <param name="cancellation">Stops inside a training; nothing is recorded then.</param>
    public CandidateRecord Try(Proposal proposal, IReadOnlyDictionary<string, int> seen, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        void Stage(string name, double fraction = 0) => progress.Report(new StageReached(proposal.Number, name, fraction));
        CandidateRecord Record(Outcome outcome, IEnumerable<Diagnostic> diagnostics, string? hash = null, IEnumerable<MethodScores>? scores = null)
        {
            ImmutableArray<MethodScores> scored = [.. scores ?? []];
            return new(
                proposal.Number, proposal.Parent, proposal.Name, proposal.Change, proposal.Program, hash, outcome, [.. diagnostics], scored,
                scored.IsEmpty ? double.NaN : scored.Min(s => s.Mean), time.GetElapsedTime(started).TotalSeconds);
        }

        Stage("compile");
        Frontend.ReadResult read = ModelReader.Read(proposal.Program, $"candidate {proposal.Number}", cancellation);
        if (read.Models.IsEmpty || read.Diagnostics.Any(d => d.Severity == Severity.Error))
        {
            return Record(Outcome.NotCompiled, read.Diagnostics);
        }

        MechanismIr model = read.Models[0];
        if (seen.TryGetValue(model.Hash, out int earlier))
        {
            var note = new Diagnostic("NG9002", Severity.Warning, Place.None, $"says the same as candidate {earlier}", Fix: "change something that matters");
            return Record(Outcome.Duplicate, [note], model.Hash);
        }

        Stage("verify");
        Verdict verdict = Verifier.Verify(model, _context, Options);
        ImmutableArray<Diagnostic> findings = [.. read.Diagnostics, .. verdict.Findings];
        if (findings.Any(d => d.Severity == Severity.Error))
        {
            return Record(Outcome.Rejected, findings, model.Hash);
        }

        Validation validation = evaluator.Validate(model, (calibrator, share) => Stage($"train {calibrator}", share), cancellation);
        findings = findings.AddRange(validation.Failures.Select(f => Failures.Describe(f, task)));
        return validation.Scores.IsEmpty
            ? Record(Outcome.Diverged, findings, model.Hash)
            : Record(Outcome.Scored, findings, model.Hash, validation.Scores);
    }
}
