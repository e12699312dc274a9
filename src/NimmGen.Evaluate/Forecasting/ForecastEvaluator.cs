using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
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

    // The free path alone, at origins spread evenly over those of validation: the dear network follows where that promises something.
    public double? Screen(MechanismIr model, CancellationToken cancellation)
    {
        int all = task.ValidationOrigins.Length, some = settings.ScreeningOrigins;
        if (all < 2 * some)
        {
            return null;
        }

        Origin[] origins = [.. Enumerable.Range(0, some).Select(i => task.ValidationOrigins[i * (all - 1) / (some - 1)])];
        return new RollingEvaluation(task, model, settings.ForScreening).Run(origins, FreePathCalibrator.Name, cancellation: cancellation).Result?.BestScores.Mean;
    }

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1)
    {
        var evaluation = new RollingEvaluation(task, model, settings.With(starts));
        var scores = ImmutableArray.CreateBuilder<MethodScores>();
        var failures = ImmutableArray.CreateBuilder<RollingFailure>();
        CalibratedTwin? free = null;
        RollingResult? best = null;
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

            failures.AddRange(LeftOut(result.Last, calibrator));
            free ??= result.Last;
            _validated[(model.Hash, calibrator)] = result;
            scores.Add(result.BestScores);
            best = best is null || result.BestScores.Mean < best.BestScores.Mean ? result : best;
        }

        return new(scores.ToImmutable(), failures.ToImmutable()) { Residuals = best is null ? null : Residuals.Of(task, evaluation, best) };
    }

    // One warning a cause, however many places there are.
    private static IEnumerable<RollingFailure> LeftOut(CalibratedTwin twin, string calibrator) => twin.LeftOut.GroupBy(d => d.Cause).Select(group =>
    {
        Divergence[] places = [.. group];
        string names = string.Join(", ", places.Take(3).Select(d => d.Location ?? $"place {d.Lane}"));
        return new RollingFailure(
            calibrator, twin.TrainSteps, places[0] with { Location = places.Length <= 3 ? names : string.Create(CultureInfo.InvariantCulture, $"{names} and {places.Length - 3} more") });
    });

    public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation)
    {
        Job[] all = [.. Jobs(finalists)];
        int winners = finalists[0].Validation.Length, total = all.Length * (task.TestOrigins.Length + 1), done = 0;
        void Step() => progress(Interlocked.Increment(ref done), total);
        var validated = new RollingResult[all.Length];
        Workers.Run(all.Length, jobs, i =>
        {
            validated[i] = Repeat(all[i], cancellation);
            Step();
        }, cancellation);

        // Whether to combine is decided on validation origins, before any test origin is looked at.
        ImmutableDictionary<string, ImmutableArray<OriginForecast>> past = NaiveForecasts.All(task, task.ValidationOrigins);
        int[] twins = [0, .. Enumerable.Range(winners, all.Length - winners)];
        var combination = new RollingCombination(task, [.. twins.Select(i => validated[i].Forecasts)], past);
        int count = combination.Pays ? all.Length : winners;
        var trained = new Trained[count];
        Workers.Run(count, jobs, i => trained[i] = Train(all[i], validated[i], Step, cancellation), cancellation);
        if (!combination.Pays)
        {
            // What was kept for the others is not needed.
            progress(total, total);
        }

        ImmutableDictionary<string, ImmutableArray<OriginForecast>> naive = NaiveForecasts.All(task, task.TestOrigins);
        var results = new TestResults(task);
        ChosenForecast? chosen = null;
        if (combination.Pays)
        {
            chosen = Combine(combination, [.. twins.Select(i => (all[i], trained[i]))], naive);
            results.Add(RollingCombination.Name, combination.Forecasts, chosen.Origins);
        }

        for (int i = 0; i < winners; i++)
        {
            results.Add(all[i].Calibrator, validated[i].Forecasts, trained[i].Forecasts);
        }

        foreach (string method in NaiveForecasts.Methods(task))
        {
            results.Add(method, past[method], naive[method]);
        }

        ImmutableArray<EnsembleMember> members =
        [
            .. twins.Where(i => i < count).Select(i => new EnsembleMember(
                all[i].Finalist.Candidate, all[i].Finalist.Name, all[i].Calibrator, validated[i].Extension, trained[i].Origins[^1].TrainSteps, trained[i].Origins[^1].State!)),
        ];

        // What simulates a twin again is kept once, with the members.
        ImmutableArray<TwinAtOrigin> origins = [.. trained[0].Origins.Select(o => o with { State = null })];
        return new(all[0].Calibrator, validated[0].Extension.ToString(), origins, results.Scores, naive)
        {
            Chosen = chosen,
            Intervals = results.Intervals,
            Members = members,
            Scenarios = StandardScenarios.Answer(task, members.Select((m, i) => (all[twins[i]].Finalist.Model, m))),
        };
    }

    // The winner by each of its calibrators, the better one first; the others by their better one.
    private static IEnumerable<Job> Jobs(ImmutableArray<Finalist> finalists) =>
        finalists[0].Validation.OrderBy(s => s.Mean).Select(s => new Job(finalists[0], s.Method))
            .Concat(finalists.Skip(1).Select(f => new Job(f, f.Validation.MinBy(s => s.Mean)!.Method)));

    private static ChosenForecast Combine(
        RollingCombination combination,
        ImmutableArray<(Job Job, Trained Trained)> twins,
        ImmutableDictionary<string, ImmutableArray<OriginForecast>> naive)
    {
        string[] methods = [.. naive.Keys.Order(StringComparer.Ordinal).Where(m => combination.WeightOf(m) > 0)];
        int origins = twins[0].Trained.Origins.Length;
        return new(
            [.. twins.Select(t => $"{t.Job.Finalist.Name} {t.Job.Finalist.Candidate}")],
            combination.TwinWeight,
            [.. methods.Select(m => new BlendPart(m, combination.WeightOf(m)))],
            combination.Scores,
            combination.Gain,
            [.. Enumerable.Range(0, origins).Select(i => combination.Mix(
                [.. twins.Select(t => t.Trained.Forecasts[i])], m => naive[m][i]))]);
    }

    private static IEnumerable<string> Calibrators(RollingEvaluation evaluation) =>
        evaluation.TakesNetwork ? [FreePathCalibrator.Name, evaluation.Network] : [FreePathCalibrator.Name];

    private ImmutableArray<MethodScores> Naive(ImmutableDictionary<string, ImmutableArray<OriginForecast>> forecasts) =>
        [.. NaiveForecasts.Methods(task).Select(m => Metrics.Score(task, m, forecasts[m]))];

    private RollingResult Repeat(Job job, CancellationToken cancellation)
    {
        var evaluation = new RollingEvaluation(task, job.Finalist.Model, settings.With(job.Finalist.Starts));
        return Validated(evaluation, job, FreeFor(evaluation, job, cancellation), cancellation)
            ?? throw new InvalidOperationException($"{job.Calibrator} was scored in the search and diverged when repeated");
    }

    // The test origins go on from one to the next as the validation origins did, with the extension chosen on those.
    private Trained Train(Job job, RollingResult validation, Action step, CancellationToken cancellation)
    {
        var evaluation = new RollingEvaluation(task, job.Finalist.Model, settings.With(job.Finalist.Starts));
        CalibratedTwin? free = FreeFor(evaluation, job, cancellation);
        CalibratedTwin twin = validation.Last;
        var origins = ImmutableArray.CreateBuilder<TwinAtOrigin>();
        foreach (Origin origin in task.TestOrigins)
        {
            (twin, CalibrationData data) = evaluation.Calibrate(origin, job.Calibrator, twin, free, cancellation);
            origins.Add(TwinExplanation.Of(evaluation, twin, data, validation.Extension));
            step();
        }

        return new(origins.ToImmutable(), [.. origins.Select(o => new OriginForecast(o.TrainSteps, o.Forecast))]);
    }

    // A network starts from what the free path learned.
    private CalibratedTwin? FreeFor(RollingEvaluation evaluation, Job job, CancellationToken cancellation) =>
        job.Calibrator != FreePathCalibrator.Name ? Validated(evaluation, job with { Calibrator = FreePathCalibrator.Name }, null, cancellation)?.Last : null;

    private RollingResult? Validated(RollingEvaluation evaluation, Job job, CalibratedTwin? free, CancellationToken cancellation)
    {
        if (_validated.TryGetValue((job.Finalist.Model.Hash, job.Calibrator), out RollingResult? known))
        {
            return known;
        }

        RollingResult? result = evaluation.Run(task.ValidationOrigins, job.Calibrator, free, cancellation: cancellation).Result;
        return result is null ? null : _validated[(job.Finalist.Model.Hash, job.Calibrator)] = result;
    }

    private sealed record Job(Finalist Finalist, string Calibrator);

    private sealed record Trained(ImmutableArray<TwinAtOrigin> Origins, ImmutableArray<OriginForecast> Forecasts);
}
