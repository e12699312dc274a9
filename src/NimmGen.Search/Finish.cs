using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>Chooses the winner on validation scores alone, then has it scored on the test data: the only place that asks for that.</summary>
internal sealed class Finish(ForecastTask task, ITwinEvaluator evaluator, TimeProvider time)
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

        MechanismIr model = ModelReader.Read(winner.Program, $"candidate {winner.Number}", cancellation).Models[0];
        Verdict verdict = Verifier.Verify(model, DataContexts.Of(task.Panel), new VerifierOptions { Simulator = new KernelSimulator() });
        Conclusion conclusion = evaluator.Test(
            model, winner.Validation, jobs, (done, total) => progress.Report(new TestOriginReached(done, total)), cancellation);
        return new(
            winner.Number,
            conclusion.Calibrator,
            conclusion.Extension,
            model,
            [.. verdict.Proofs.Select(p => p.ToString())],
            [.. verdict.Findings],
            [.. winner.Validation.OrderBy(s => s.Mean), .. naive],
            conclusion.Scores,
            conclusion.Origins,
            conclusion.Naive,
            time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    }
}
