using System.Collections.Concurrent;
using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>Real-time forecasting: every calibrator at every rolling origin.</summary>
public sealed class ForecastEvaluator(ForecastTask task, EvaluationSettings settings) : ITwinEvaluator
{
    // What validation found, by mechanism and calibrator, so that the winner need not be validated again; a resumed run may
    // have to.
    private readonly ConcurrentDictionary<(string Hash, string Calibrator), RollingResult> _validated = new();

    public ImmutableArray<MethodScores> NaiveValidation() => Naive(NaiveForecasts.All(task, task.ValidationOrigins));

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation)
    {
        var evaluation = new RollingEvaluation(task, model, settings);
        var scores = ImmutableArray.CreateBuilder<MethodScores>();
        var failures = ImmutableArray.CreateBuilder<RollingFailure>();
        CalibratedTwin? free = null;
        foreach (string calibrator in Calibrators(evaluation))
        {
            progress(calibrator, 0);
            (RollingResult? result, RollingFailure? failure) = evaluation.Run(
                task.ValidationOrigins, calibrator, free, share => progress(calibrator, share), cancellation);
            if (result is null)
            {
                failures.Add(failure!);
                continue;
            }

            free ??= result.Last;
            _validated[(model.Hash, calibrator)] = result;
            scores.Add(result.BestScores);
        }

        return new(scores.ToImmutable(), failures.ToImmutable());
    }

    public Conclusion Test(
        MechanismIr model, ImmutableArray<MethodScores> validation, int jobs, Action<int, int> progress, CancellationToken cancellation)
    {
        string[] calibrators = [.. validation.OrderBy(s => s.Mean).Select(s => s.Method)];
        int total = calibrators.Length * (task.TestOrigins.Length + 1), done = 0;
        var trained = new Trained[calibrators.Length];
        Workers.Run(
            calibrators.Length, jobs, i => trained[i] = Train(model, calibrators[i], () => progress(Interlocked.Increment(ref done), total), cancellation), cancellation);
        ImmutableDictionary<string, ImmutableArray<OriginForecast>> naive = NaiveForecasts.All(task, task.TestOrigins);
        return new(
            calibrators[0], trained[0].Extension.ToString(), trained[0].Origins, [.. trained.Select(t => t.Scores), .. Naive(naive)], naive);
    }

    private static IEnumerable<string> Calibrators(RollingEvaluation evaluation) =>
        evaluation.TakesNetwork ? [FreePathCalibrator.Name, evaluation.Network] : [FreePathCalibrator.Name];

    private ImmutableArray<MethodScores> Naive(ImmutableDictionary<string, ImmutableArray<OriginForecast>> forecasts) =>
        [.. NaiveForecasts.Methods(task).Select(m => Metrics.Score(task, m, forecasts[m]))];

    // The test origins go on from one to the next as the validation origins did, with the extension chosen on those.
    private Trained Train(MechanismIr model, string calibrator, Action step, CancellationToken cancellation)
    {
        var evaluation = new RollingEvaluation(task, model, settings);
        CalibratedTwin? free = calibrator != FreePathCalibrator.Name ? Validated(evaluation, model, FreePathCalibrator.Name, null, cancellation)?.Last : null;
        RollingResult validation = Validated(evaluation, model, calibrator, free, cancellation)
            ?? throw new InvalidOperationException($"{calibrator} was scored in the search and diverged when repeated");
        step();
        CalibratedTwin twin = validation.Last;
        var origins = ImmutableArray.CreateBuilder<TwinAtOrigin>();
        foreach (Origin origin in task.TestOrigins)
        {
            (twin, CalibrationData data) = evaluation.Calibrate(origin, calibrator, twin, free, cancellation);
            origins.Add(TwinExplanation.Of(evaluation, twin, data, validation.Extension));
            step();
        }

        MethodScores scores = Metrics.Score(task, calibrator, origins.Select(o => new OriginForecast(o.TrainSteps, o.Forecast)));
        return new(origins.ToImmutable(), scores, validation.Extension);
    }

    private RollingResult? Validated(
        RollingEvaluation evaluation, MechanismIr model, string calibrator, CalibratedTwin? free, CancellationToken cancellation) =>
        _validated.TryGetValue((model.Hash, calibrator), out RollingResult? known)
            ? known
            : evaluation.Run(task.ValidationOrigins, calibrator, free, cancellation: cancellation).Result;

    private sealed record Trained(ImmutableArray<TwinAtOrigin> Origins, MethodScores Scores, Extension Extension);
}
