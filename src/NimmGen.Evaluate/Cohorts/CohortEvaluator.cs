using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>
/// Clinical tasks: parameters are learned from single days of the training patients; the score is the root of the mean squared
/// one-day error over patients, days and states (the first day counts as zero error, as in HDTwinGen), in the data's units;
/// beside it, in <see cref="MethodScores.PerLocation"/>, the error of the target rolled out from the first day. States that no
/// column shows go on from day to day in both (<see cref="HiddenStates"/>).
/// </summary>
public sealed class CohortEvaluator : ITwinEvaluator
{
    // Relative errors below this are those of arithmetic.
    private const double Exact = 1e-6;

    private readonly ForecastTask _task;
    private readonly Cohort _cohort;
    private readonly EvaluationSettings _settings;

    public CohortEvaluator(ForecastTask task, EvaluationSettings settings)
    {
        _task = task;
        _cohort = task.Cohort ?? throw new ArgumentException("the task has no cohort of patients", nameof(task));
        _settings = settings;
    }

    public ImmutableArray<MethodScores> NaiveValidation() => [Persistence(_cohort.Validation)];

    // A cohort is scored in one go.
    public double? Screen(MechanismIr model, CancellationToken cancellation) => null;

    public Validation Validate(MechanismIr model, Action<string, double> progress, CancellationToken cancellation, int starts = 1)
    {
        progress(FreePathCalibrator.Name, 0);
        (MechanismKernel kernel, CalibratedTwin twin) = Calibrate(model, cancellation);
        if (!double.IsFinite(twin.Objective))
        {
            return new([], [new(FreePathCalibrator.Name, 0, twin.Diverged is { } d ? OfPatient(d) : null)]);
        }

        MethodScores scores = Score(_cohort.Validation, kernel.Model, kernel, twin);
        return double.IsFinite(scores.Mean)
            ? new([scores], []) { Residuals = Residuals(kernel, twin) }
            : new([], [new(FreePathCalibrator.Name, 0, null)]);
    }

    // A mechanism of patients is exact or it is not: nothing is gained by averaging, so the winner stands alone.
    public Conclusion Test(ImmutableArray<Finalist> finalists, int jobs, Action<int, int> progress, CancellationToken cancellation)
    {
        (MechanismKernel kernel, CalibratedTwin twin) = Calibrate(finalists[0].Model, cancellation);
        progress(1, 2);
        MethodScores scores = Score(_cohort.Test, kernel.Model, kernel, twin);
        TwinAtOrigin shown = Shown(kernel.Model, kernel, twin);
        progress(2, 2);
        ImmutableArray<double> held = [.. Enumerable.Range(0, _task.Horizon).SelectMany(_ => Enumerable.Range(0, _task.Panel.LocationCount), (_, l) => _task.Panel.At(_task.Target.Name, 0, l))];
        return new(
            FreePathCalibrator.Name,
            "parameters are the same for all patients and days",
            [shown],
            [scores, Persistence(_cohort.Test)],
            ImmutableDictionary<string, ImmutableArray<OriginForecast>>.Empty.Add(NaiveForecasts.LastValue, [new(1, held)]));
    }

    // A lane is one day of one patient.
    private Divergence OfPatient(Divergence divergence)
    {
        int patients = _cohort.Training.LocationCount;
        return divergence with
        {
            Lane = divergence.Lane % patients,
            Step = divergence.Lane / patients + divergence.Step,
            Location = _cohort.Training.Locations[divergence.Lane % patients],
        };
    }

    /// <summary>
    /// Calibrates on the training patients and scores the test patients one by one: of each the mean over days and states of
    /// the squared one-day error, and over all the root mean squared error of the target rolled out.
    /// </summary>
    public (ImmutableArray<double> Squares, double RollOut) PatientErrors(MechanismIr model, CancellationToken cancellation)
    {
        (MechanismKernel kernel, CalibratedTwin twin) = Calibrate(model, cancellation);
        Panel patients = _cohort.Test;
        CalibrationData single = CohortData.OneStep(patients, kernel.Model, kernel.Layout);
        Trajectory steps = Days(kernel, single, twin, patients);
        var squares = new double[patients.LocationCount];
        foreach (TargetSeries target in single.Targets)
        {
            int i = 0;
            foreach (double error in Errors(steps, target, 1))
            {
                squares[i++ % squares.Length] += error * error;
            }
        }

        double cells = patients.Card.Targets.Count() * (double)patients.StepCount;
        return ([.. squares.Select(s => s / cells)], Score(patients, kernel.Model, kernel, twin).PerLocation[0]);
    }

    private (MechanismKernel Kernel, CalibratedTwin Twin) Calibrate(MechanismIr model, CancellationToken cancellation)
    {
        MechanismKernel kernel = MechanismKernel.Compile(model, new KernelOptions(1));
        if (!kernel.Layout.Observations.Contains(_task.Target.Name))
        {
            throw new ArgumentException($"the model observes {string.Join(", ", kernel.Layout.Observations)}, not the target '{_task.Target.Name}'", nameof(model));
        }

        CalibrationData data = CohortData.OneStep(_cohort.Training, kernel.Model, kernel.Layout);
        return (kernel, FreePathCalibrator.Calibrate(kernel.Model, kernel, data, _settings.Calibration, null, cancellation));
    }

    private ResidualSummary Residuals(MechanismKernel kernel, CalibratedTwin twin)
    {
        Panel patients = _cohort.Validation;
        CalibrationData data = CohortData.OneStep(patients, kernel.Model, kernel.Layout);
        Trajectory days = Days(kernel, data, twin, patients);
        double[] squares = [.. data.Targets.Select(t => Errors(days, t, 1).Sum(e => e * e))];
        TargetSeries target = data.Targets.First(t => kernel.Layout.Observations[t.Observation] == _task.Target.Name);
        double[] misses = [.. Errors(days, target, 1)];
        for (int l = 0; l < misses.Length; l++)
        {
            misses[l] = Math.Log(1 + misses[l] / target.Values[l]);
        }

        return new(FreePathCalibrator.Name, [.. TwinExplanation.Parameters(kernel.Model, days, data)])
        {
            Shares = [.. squares.Select((s, i) => new ErrorShare(kernel.Layout.Observations[data.Targets[i].Observation], s / squares.Sum()))],
            Drivers = Math.Sqrt(misses.Where(double.IsFinite).Select(m => m * m).DefaultIfEmpty(0).Average()) < Exact
                ? []
                : [.. patients.Channels.Select(c => new ResidualDriver(c.Name, Correlation.Of(misses, Driver(patients, c, misses.Length))))],
        };
    }

    // Growth a head depends on the level by its logarithm, if at all.
    private double[] Driver(Panel patients, Channel channel, int lanes)
    {
        double[] values = patients.Values(channel.Name)[..lanes].ToArray();
        return channel.Name == _task.Target.Name ? [.. values.Select(v => Math.Log(v))] : values;
    }

    private MethodScores Score(Panel patients, MechanismIr model, MechanismKernel kernel, CalibratedTwin twin)
    {
        CalibrationData single = CohortData.OneStep(patients, model, kernel.Layout);
        Trajectory steps = Days(kernel, single, twin, patients);
        double squares = 0;
        foreach (TargetSeries target in single.Targets)
        {
            squares += Errors(steps, target, 1).Sum(e => e * e);
        }

        CalibrationData whole = CohortData.RollOut(patients, model, kernel.Layout);
        Trajectory days = Simulate(model, kernel, whole, twin);
        TargetSeries volume = whole.Targets.First(t => kernel.Layout.Observations[t.Observation] == _task.Target.Name);
        double[] errors = [.. Errors(days, volume, whole.TrainSteps)];
        double states = patients.Card.Targets.Count() * (double)patients.LocationCount * patients.StepCount;
        return new(
            FreePathCalibrator.Name,
            [Math.Sqrt(squares / states)],
            [Math.Sqrt(errors.Average(e => e * e))],
            [errors.Average(Math.Abs)]);
    }

    private MethodScores Persistence(Panel patients)
    {
        int lanes = (patients.StepCount - 1) * patients.LocationCount;
        double squares = 0;
        foreach (Channel state in patients.Card.Targets)
        {
            ReadOnlySpan<double> values = patients.Values(state.Name);
            for (int i = 0; i < lanes; i++)
            {
                double change = values[i + patients.LocationCount] - values[i];
                squares += change * change;
            }
        }

        ReadOnlySpan<double> target = patients.Values(_task.Target.Name);
        double rolled = 0, absolute = 0;
        for (int i = patients.LocationCount; i < target.Length; i++)
        {
            double error = target[i] - target[i % patients.LocationCount];
            rolled += error * error;
            absolute += Math.Abs(error);
        }

        double cells = patients.Card.Targets.Count() * (double)target.Length;
        return new(NaiveForecasts.LastValue, [Math.Sqrt(squares / cells)], [Math.Sqrt(rolled / lanes)], [absolute / lanes]);
    }

    private TwinAtOrigin Shown(MechanismIr model, MechanismKernel kernel, CalibratedTwin twin)
    {
        CalibrationData data = CohortData.RollOut(_cohort.Shown, model, kernel.Layout);
        Trajectory days = Simulate(model, kernel, data, twin);
        LaplaceApproximation? laplace = LaplaceApproximation.Of(
            model, kernel, CohortData.OneStep(_cohort.Training, model, kernel.Layout), _settings.Calibration, twin);
        int observation = kernel.Layout.Observations.IndexOf(_task.Target.Name);
        double factor = model.Observations.First(o => o.Channel == _task.Target.Name).Unit.FactorTo(_task.Target.Unit);
        ImmutableArray<double> forecast = [.. Enumerable.Range(0, data.TrainSteps).SelectMany(t => days.Buffers.ObservationLanes(t, observation).ToArray()).Select(v => v * factor)];
        ImmutableArray<double> first = [.. Enumerable.Range(0, data.Lanes).Select(l => _cohort.Shown.At(_task.Target.Name, 0, l))];
        return new(
            1, first, forecast, [.. TwinExplanation.Parameters(model, days, data).Select(p => TwinExplanation.WithInterval(p, laplace))], [], TwinExplanation.Flows(days, data), null, null,
            [.. Enumerable.Repeat(1.0, data.Lanes)])
        {
            Trades = laplace is null ? [] : ParameterUncertainty.Trades(laplace),
        };
    }

    // One-day steps, in which what the data do not show goes on from the day before.
    private static Trajectory Days(MechanismKernel kernel, CalibrationData single, CalibratedTwin twin, Panel patients)
    {
        Trajectory days = Started(kernel.Model, kernel, single, twin);
        HiddenStates.Carry(kernel, days.Buffers, HiddenStates.Of(kernel, days.Buffers), patients.LocationCount);
        return days;
    }

    private static Trajectory Simulate(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibratedTwin twin)
    {
        Trajectory trajectory = Started(model, kernel, data, twin);
        kernel.Simulate(trajectory.Buffers, 0, data.TrainSteps);
        return trajectory;
    }

    private static Trajectory Started(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibratedTwin twin)
    {
        var grid = new ParameterGrid([.. kernel.Layout.Neurals.Select(n => (NeuralSymbol)model.Find(n)!)], 1, data.TrainSteps, data.TrainSteps, data.Lanes);
        var trajectory = new Trajectory(model, kernel, data, grid, flowTotals: true);
        trajectory.SetLearned(twin.Learned);
        kernel.Start(trajectory.Buffers);
        return trajectory;
    }

    private static IEnumerable<double> Errors(Trajectory trajectory, TargetSeries target, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int l = 0; l < trajectory.Lanes; l++)
            {
                yield return trajectory.Buffers.ObservationLanes(t, target.Observation)[l] - target.Values[t * trajectory.Lanes + l];
            }
        }
    }
}
