using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>What one calibrator made of a mechanism on a list of origins.</summary>
/// <param name="Calibrator">"free path" or "CalibNN".</param>
/// <param name="Scores">For each of <see cref="Extension.Choices"/>.</param>
/// <param name="Best">Index of the extension with the lowest mean aggregate RMSE.</param>
/// <param name="Last">The calibration at the last origin, to go on from.</param>
public sealed record RollingResult(string Calibrator, ImmutableArray<MethodScores> Scores, int Best, CalibratedTwin Last)
{
    public Extension Extension => Extension.Choices[Best];

    public MethodScores BestScores => Scores[Best];

    /// <summary>Its forecasts under that extension, one an origin, in the unit of the target.</summary>
    public required ImmutableArray<OriginForecast> Forecasts { get; init; }

    /// <summary>What <see cref="Last"/> was calibrated on.</summary>
    public CalibrationData? LastData { get; init; }
}

/// <summary>Forecasts of one calibrator on a list of origins, under every extension.</summary>
/// <param name="ByExtension">For each of <see cref="Extension.Choices"/> one forecast an origin, in the unit of the target.</param>
/// <param name="Last">The calibration at the last origin.</param>
/// <param name="LastData">What it was calibrated on.</param>
public sealed record RollingForecasts(ImmutableArray<ImmutableArray<OriginForecast>> ByExtension, CalibratedTwin Last, CalibrationData LastData);

/// <summary>A calibration that ended without a usable twin, or that went on without a location.</summary>
/// <param name="Calibrator">Which.</param>
/// <param name="Origin">At which origin.</param>
/// <param name="Divergence">The first value that was not finite, where one was found, or the location that was left out.</param>
public sealed record RollingFailure(string Calibrator, int Origin, Divergence? Divergence);

/// <summary>
/// Calibrates a mechanism at one origin after another, each going on from the one before, and scores its forecasts under
/// every extension. One object a mechanism; not thread-safe.
/// </summary>
public sealed class RollingEvaluation
{
    private readonly ForecastTask _task;
    private readonly MechanismIr _model;
    private readonly MechanismKernel _kernel;
    private readonly EvaluationSettings _settings;
    private readonly int _observation;

    /// <exception cref="ArgumentException">The model does not observe the task's target, or cannot be compiled.</exception>
    public RollingEvaluation(ForecastTask task, MechanismIr model, EvaluationSettings settings)
    {
        _task = task;
        _settings = settings;
        _kernel = MechanismKernel.Compile(model, new KernelOptions(task.StepDays));
        _model = _kernel.Model;
        _observation = _kernel.Layout.Observations.IndexOf(task.Target.Name);
        if (_observation < 0)
        {
            throw new ArgumentException($"the model observes {string.Join(", ", _kernel.Layout.Observations)}, not the target '{task.Target.Name}'", nameof(model));
        }
    }

    // The same mechanism from another start: the seed draws weights, and for a free path one more point beside the usual ones.
    private RollingEvaluation(RollingEvaluation first, int restart)
    {
        (_task, _kernel, _model, _observation) = (first._task, first._kernel, first._model, first._observation);
        CalibrationSettings settings = first._settings.Calibration;
        _settings = first._settings with { Calibration = settings with { Seed = settings.Seed + (ulong)restart, OnlyRandomStart = restart > 0 } };
    }

    public MechanismKernel Kernel => _kernel;

    /// <summary>How trainings are done.</summary>
    public CalibrationSettings Calibration => _settings.Calibration;

    /// <summary>True where there is something for a network to predict, and the panel is not too large for one, or the model brings its own.</summary>
    public bool TakesNetwork => _kernel.Layout.Neurals.Length > 0 && (_model.Network is not null || _settings.TakesNetwork(_task.Panel.StepCount * _task.Panel.LocationCount));

    /// <summary>"CalibNN", or the name of the model's own network.</summary>
    public string Network => NetworkCalibrator.NameFor(_model);

    /// <summary>Calibrates at one origin.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="calibrator">"free path" or "CalibNN".</param>
    /// <param name="warm">The same calibrator's twin at an earlier origin, or null.</param>
    /// <param name="learned">For a fresh network: the free path's learned values to start from, or null.</param>
    /// <param name="cancellation">Stops between two evaluations.</param>
    public (CalibratedTwin Twin, CalibrationData Data) Calibrate(
        Origin origin, string calibrator, CalibratedTwin? warm, CalibratedTwin? learned, CancellationToken cancellation)
    {
        bool network = calibrator != FreePathCalibrator.Name;
        CalibrationData data = CalibrationBuilder.Build(_task, _model, _kernel.Layout, origin, network);
        double cost = _kernel.Cost(data.TrainSteps, data.Lanes);
        CalibratedTwin twin = network
            ? NetworkCalibrator.Calibrate(
                _model, _kernel, data, _settings.Calibration, _settings.Iterations(data.TrainSteps * data.Lanes, cost, warm is not null), warm, learned, cancellation)
            : FreePathCalibrator.Calibrate(_model, _kernel, data, _settings.FreePath(cost, warm is not null), warm, cancellation);
        return (twin, data);
    }

    internal RollingEvaluation Restarted(int restart) => new(this, restart);

    /// <summary>Forecasts from a calibration.</summary>
    public ForecastSession Session(CalibratedTwin twin, CalibrationData data, bool flowTotals = false) =>
        new(_model, _kernel, data, twin, _observation, _settings.Nudge, flowTotals);

    /// <summary>In the unit of the task's target, from the unit of the model's observation.</summary>
    public double TargetFactor => _model.Observations.First(o => o.Channel == _task.Target.Name).Unit.FactorTo(_task.Target.Unit);

    /// <summary>All origins in ascending order under the extension that is best on them; a failure where a calibration diverges.</summary>
    public (RollingResult? Result, RollingFailure? Failure) Run(
        IReadOnlyList<Origin> origins, string calibrator, CalibratedTwin? learned = null, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        (RollingForecasts? rolling, RollingFailure? failure) = Forecasts(origins, calibrator, learned, progress, cancellation);
        if (rolling is null)
        {
            return (null, failure);
        }

        ImmutableArray<MethodScores> scores = [.. rolling.ByExtension.Select(f => Metrics.Score(_task, calibrator, f))];
        int best = Enumerable.Range(0, scores.Length).MinBy(e => double.IsFinite(scores[e].Mean) ? scores[e].Mean : double.PositiveInfinity);
        return double.IsFinite(scores[best].Mean)
            ? (new(calibrator, scores, best, rolling.Last) { Forecasts = rolling.ByExtension[best], LastData = rolling.LastData }, null)
            : (null, new(calibrator, origins[^1].TrainSteps, null));
    }

    /// <summary>All origins in ascending order, at least one, under every extension; a failure where a calibration diverges.</summary>
    public (RollingForecasts? Forecasts, RollingFailure? Failure) Forecasts(
        IReadOnlyList<Origin> origins, string calibrator, CalibratedTwin? learned = null, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var forecasts = Extension.Choices.Select(_ => new List<OriginForecast>()).ToArray();
        CalibratedTwin? warm = null;
        CalibrationData? last = null;
        for (int i = 0; i < origins.Count; i++)
        {
            (CalibratedTwin twin, CalibrationData data) = Calibrate(origins[i], calibrator, warm, learned, cancellation);
            if (!double.IsFinite(twin.Objective))
            {
                return (null, new(calibrator, origins[i].TrainSteps, twin.Diverged));
            }

            ForecastSession session = Session(twin, data);
            for (int e = 0; e < forecasts.Length; e++)
            {
                forecasts[e].Add(new(origins[i].TrainSteps, InTargetUnit(session.Forecast(Extension.Choices[e]))));
            }

            (warm, last) = (twin, data);
            progress?.Invoke((i + 1.0) / origins.Count);
        }

        return (new([.. forecasts.Select(f => f.ToImmutableArray())], warm!, last!), null);
    }

    /// <summary>Values of the model's observation in the unit of the target channel.</summary>
    public ImmutableArray<double> InTargetUnit(ImmutableArray<double> values)
    {
        double factor = TargetFactor;
        return factor == 1 ? values : [.. values.Select(v => v * factor)];
    }
}
