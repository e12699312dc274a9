using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>Chooses the winner on validation scores alone, then has it scored on the test data: the only place that asks for that.</summary>
internal sealed class Finish(ForecastTask task, ITwinEvaluator evaluator, TimeProvider time, IModelReader reader)
{
    /// <summary>The final record, or null where no candidate was scored.</summary>
    public FinalRecord? Conclude(
        ImmutableArray<CandidateRecord> candidates,
        ImmutableArray<MethodScores> naive,
        int jobs,
        IProgress<RunEvent> progress,
        CancellationToken cancellation)
    {
        if (Choice.Of(candidates, naive) is not { } winner)
        {
            return null;
        }

        ImmutableArray<Finalist> finalists = [.. (task.Folds.IsEmpty ? Choice.Finalists(candidates, winner, PairedBlocks.Length(task)) : Choice.OfFolds(candidates, winner)).Select(c => new Finalist(c.Number, c.Name, StoredModel.Of(c, reader, cancellation), c.Validation, Halving.StartsOf(c.Screening)))];
        MechanismIr model = finalists[0].Model;
        Verdict verdict = Verifier.Verify(model, DataContexts.Of(task.Panel), new VerifierOptions { Simulator = new KernelSimulator() });
        Conclusion conclusion = evaluator.Test(
            finalists, jobs, (done, total) => progress.Report(new TestTrainingDone(done, total)), cancellation);
        return new(
            winner.Number,
            conclusion.Calibrator,
            conclusion.Extension,
            model,
            [.. verdict.Proofs.Select(p => p.ToString())],
            [.. verdict.Findings],
            [.. conclusion.Chosen is { } chosen ? [chosen.Validation] : Array.Empty<MethodScores>(), .. winner.Validation.OrderBy(s => s.Mean), .. naive],
            conclusion.Scores,
            conclusion.Origins,
            conclusion.Naive,
            time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))
        {
            Chosen = conclusion.Chosen,
            Intervals = conclusion.Intervals,
            Members = conclusion.Members,
            Scenarios = conclusion.Scenarios,
            Folds = conclusion.Folds,
            Against = conclusion.Against,
            Covariates = Covariates.Of(task, model, conclusion.Calibrator),
        };
    }
}
