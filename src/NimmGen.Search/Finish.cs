using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Learn;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>Chooses the winner on validation scores alone, then scores it on the test origins: the only place that looks at them.</summary>
internal sealed class Finish(ForecastTask task, EvaluationSettings settings, TimeProvider time)
{
    /// <summary>The final record, or null where no candidate was scored.</summary>
    public FinalRecord? Conclude(
        ImmutableArray<CandidateRecord> candidates,
        ImmutableArray<MethodScores> naive,
        int jobs,
        IProgress<RunEvent> progress,
        CancellationToken cancellation)
    {
        if (Choice.Of(candidates) is not { } winner)
        {
            return null;
        }

        MechanismIr model = ModelReader.Read(winner.Program, $"candidate {winner.Number}", cancellation).Models[0];
        Verdict verdict = Verifier.Verify(model, DataContexts.Of(task.Panel));
        string[] calibrators = [.. winner.Validation.OrderBy(s => s.Mean).Select(s => s.Method)];
        int total = calibrators.Length * (task.TestOrigins.Length + 1), done = 0;
        var trained = new Trained[calibrators.Length];
        Workers.Run(calibrators.Length, jobs, i => trained[i] = Train(model, calibrators[i], () =>
            progress.Report(new TestOriginReached(Interlocked.Increment(ref done), total)), cancellation), cancellation);

        ImmutableDictionary<string, ImmutableArray<OriginForecast>> naiveForecasts = NaiveForecasts.All(task, task.TestOrigins);
        return new(
            winner.Number,
            calibrators[0],
            trained[0].Extension.ToString(),
            model,
            [.. verdict.Proofs.Select(p => p.ToString())],
            [.. verdict.Findings],
            [.. winner.Validation.OrderBy(s => s.Mean), .. naive],
            [.. trained.Select(t => t.Scores), .. NaiveForecasts.Methods(task).Select(m => Metrics.Score(task, m, naiveForecasts[m]))],
            trained[0].Origins,
            naiveForecasts,
            time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    }

    // The extension is chosen again on the validation origins (the same calibrations, so the same choice), then the origins
    // go on from one to the next as they did there.
    private Trained Train(MechanismIr model, string calibrator, Action step, CancellationToken cancellation)
    {
        var evaluation = new RollingEvaluation(task, model, settings);
        CalibratedTwin? free = null;
        if (calibrator == NetworkCalibrator.Name)
        {
            free = evaluation.Run(task.ValidationOrigins, FreePathCalibrator.Name, cancellation: cancellation).Result?.Last;
        }

        RollingResult validation = evaluation.Run(task.ValidationOrigins, calibrator, free, cancellation: cancellation).Result
            ?? throw new InvalidOperationException($"{calibrator} was scored in the search and diverged when repeated");
        step();
        CalibratedTwin twin = validation.Last;
        var origins = ImmutableArray.CreateBuilder<TwinAtOrigin>();
        foreach (Origin origin in task.TestOrigins)
        {
            (twin, CalibrationData data) = evaluation.Calibrate(origin, calibrator, twin, free, null, cancellation);
            origins.Add(TwinExplanation.Of(evaluation, twin, data, validation.Extension));
            step();
        }

        MethodScores scores = Metrics.Score(task, calibrator, origins.Select(o => new OriginForecast(o.TrainSteps, o.Forecast)));
        return new(origins.ToImmutable(), scores, validation.Extension);
    }

    private sealed record Trained(ImmutableArray<TwinAtOrigin> Origins, MethodScores Scores, Extension Extension);
}
