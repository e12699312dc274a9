using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Ir.Differences;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>
/// Takes a proposal through every gate, cheap ones first: compile, novelty, verify, judge, calibrate and score. A candidate
/// that fails is looked at by the repair agent, for the memory of later ones.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="evaluator">Calibrates and scores.</param>
/// <param name="author">As stored with each candidate.</param>
/// <param name="mode">Of the run: whether programs bring a network.</param>
/// <param name="agents">Those of a language model.</param>
/// <param name="slots">For compiling, verifying and training.</param>
/// <param name="time">Of the timings.</param>
/// <param name="reader">Reads the programs.</param>
/// <param name="halving">True for a first look before the full validation.</param>
internal sealed class Gauntlet(
    ForecastTask task, ITwinEvaluator evaluator, string author, string mode, GateAgents agents, Slots slots, TimeProvider time, IModelReader reader, bool halving = false)
{
    private static readonly VerifierOptions Options = new() { Simulator = new KernelSimulator() };

    private readonly DataContext _context = DataContexts.Of(task.Panel);
    private readonly Likeness _likeness = new(reader);

    /// <param name="proposed">The program, or why there is none.</param>
    /// <param name="novelty">Of the round.</param>
    /// <param name="hurdle">Of the round's first looks; null where there is none.</param>
    /// <param name="progress">Told each stage.</param>
    /// <param name="cancellation">Stops inside a training; nothing is recorded then.</param>
    public async Task<CandidateRecord> TryAsync(Proposed proposed, Novelty novelty, double? hurdle, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        var draft = new CandidateDraft(proposed, author, time);
        CandidateRecord record = await PassAsync(proposed, draft, novelty, hurdle, progress, cancellation);
        if (agents.Repair is null || proposed.Failure is not null || RememberStage.Causes(record).ToArray() is not { Length: > 0 } causes)
        {
            return record;
        }

        progress.Report(new StageReached(record.Number, "reflect", 0));
        Repair? repair = await agents.Repair.RepairAsync(proposed.Proposal, causes, cancellation);
        draft.Took("reflect");
        return draft.Record(record.Outcome) with { Repair = repair };
    }

    private async Task<CandidateRecord> PassAsync(Proposed proposed, CandidateDraft draft, Novelty novelty, double? hurdle, IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        int number = draft.Proposal.Number;
        void Stage(string name, double fraction = 0) => progress.Report(new StageReached(number, name, fraction));
        if (proposed.Failure is { } nothing)
        {
            novelty.Tell(number, null, "");
            draft.Add([nothing]);
            return draft.Record(Outcome.NotCompiled);
        }

        Stage("compile");
        ReadResult read = await slots.RunAsync(() => reader.Read(draft.Proposal.Program, $"candidate {number}", cancellation).AsOneModel($"candidate {number}"), cancellation);
        draft.Took("compile");
        draft.Add(read.Diagnostics);
        if (read.Models.IsEmpty || draft.HasErrors)
        {
            novelty.Tell(number, null, "");
            return draft.Record(Outcome.NotCompiled);
        }

        MechanismIr model = read.Models[0];
        if (ModeRule.Broken(model, mode) is { } other)
        {
            novelty.Tell(number, null, "");
            draft.Add([other]);
            return draft.Record(Outcome.Rejected);
        }

        draft.Hash = model.Hash;
        novelty.Tell(number, model.Hash, draft.Proposal.Program);
        int? earlier = await novelty.EarlierAsync(number, model.Hash, cancellation);
        draft.Took("wait");
        if (earlier is not null)
        {
            draft.Add([new("NG9002", Severity.Warning, Place.None, $"says the same as candidate {earlier}", Fix: "change something that matters")]);
            return draft.Record(Outcome.Duplicate);
        }

        IReadOnlyList<Said> before = await novelty.BeforeAsync(number, cancellation);
        if (await slots.RunAsync(() => _likeness.Find(model, before, cancellation), cancellation) is { } like)
        {
            draft.Add([new(
                "NG9011", Severity.Warning, Place.None, $"says almost the same as candidate {like.Number}: it only {ModelDifferences.InWords(like.Changes)}",
                Fix: "change something that the equations show: a compartment, a flow, a form, what is observed")]);
        }

        draft.Took("compare");
        Stage("verify");
        Verdict verdict = await slots.RunAsync(() => Verifier.Verify(model, _context, Options), cancellation);
        draft.Took("verify");
        draft.Add(verdict.Findings);
        if (draft.HasErrors)
        {
            return draft.Record(Outcome.Rejected);
        }

        if (agents.Verification is not null)
        {
            Stage("judge");
            (draft.Judgement, Diagnostic? objection) = await agents.Verification.JudgeAsync(number, model, verdict, cancellation);
            draft.Took("judge");
            draft.Add(objection is null ? [] : [objection]);
            if (draft.HasErrors)
            {
                return draft.Record(Outcome.Rejected);
            }
        }

        Stage("wait");
        if (halving)
        {
            double? screen = await slots.RunAsync(
                () =>
                {
                    draft.Took("wait");
                    Stage("screen");
                    return evaluator.Screen(model, cancellation);
                },
                cancellation);
            draft.Took("screen");
            draft.Screening = screen is { } score ? new(score, hurdle) : null;
            if (draft.Screening is { Stops: true })
            {
                return draft.Record(Outcome.Stopped);
            }
        }

        Validation validation = await slots.RunAsync(
            () =>
            {
                draft.Took("wait");
                return evaluator.Validate(model, (calibrator, share) => Stage($"train {calibrator}", share), cancellation, Halving.StartsOf(draft.Screening));
            },
            cancellation);
        draft.Took("train");
        draft.Add(validation.Failures.Select(f => Failures.Describe(f, task)));
        return validation.Scores.IsEmpty ? draft.Record(Outcome.Diverged) : draft.Record(Outcome.Scored, validation);
    }
}

/// <summary>The agents that stand at the gates; null where there is none.</summary>
internal sealed record GateAgents(VerificationAgent? Verification = null, RepairAgent? Repair = null);
