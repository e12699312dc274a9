using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>
/// A calibrated twin at its origin: simulated over the training steps, its infected compartments scaled so that the last
/// steps agree with what was observed (nudging), ready to be continued under one extension after another. Not thread-safe.
/// </summary>
public sealed class ForecastSession
{
    // Days before the origin over which the modelled and the observed sum are made equal.
    private const double NudgeDays = 14;

    // But not over more than this part of a short series.
    private const int NudgeShare = 8;

    private const int MeanWeeks = 26;

    internal static readonly IReadOnlyDictionary<string, double> Nothing = ImmutableDictionary<string, double>.Empty;

    private readonly MechanismIr _model;
    private readonly CalibrationData _data;
    private readonly CalibratedTwin _twin;
    private readonly NextGenerationPlan? _plan;
    private readonly TargetSeries _target;
    private readonly Trajectory _trajectory;
    private readonly double[] _reproduction;
    private readonly double[] _nudge;
    private readonly double[] _level;
    private int _nudgeFrom;
    private double[]? _meanReproduction;

    /// <param name="model">The mechanism.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">What it was calibrated on, with inputs through the horizon.</param>
    /// <param name="twin">Its calibration on these data.</param>
    /// <param name="observation">Index of the observation to forecast.</param>
    /// <param name="nudge">False for the paper's protocol.</param>
    /// <param name="flowTotals">Keep what every flow moved, for explanations.</param>
    public ForecastSession(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibratedTwin twin, int observation, bool nudge = true, bool flowTotals = false)
    {
        _model = model;
        data = twin.Inhabited(model, kernel.Layout, data);
        _data = data;
        _twin = twin;
        _plan = ReproductionNumber.TryPlan(model);
        IsDelayed = model.Statements.SelectMany(s => s.Terms()).Any(t => t.Walk().Any(e => e is Delay or Smooth));
        _target = data.Targets.First(t => t.Observation == observation);
        var neurals = kernel.Layout.Neurals.Select(name => (NeuralSymbol)model.Find(name)!);
        var grid = new ParameterGrid([.. neurals], data.StepDays, data.TrainSteps, data.TotalSteps, data.Lanes);
        _trajectory = new Trajectory(model, kernel, data, grid, flowTotals);
        _trajectory.SetLearned(twin.Learned);
        _trajectory.SetNeural(Held(grid, twin.Raw));
        kernel.Start(_trajectory.Buffers);
        kernel.Simulate(_trajectory.Buffers, 0, data.TrainSteps);
        _nudge = [.. Enumerable.Repeat(1.0, data.Lanes)];
        _level = [.. Enumerable.Repeat(1.0, data.Lanes)];
        Fitted = Observations(0, data.TrainSteps);
        if (nudge && _plan is not null)
        {
            Nudge();
        }

        _reproduction = [.. Enumerable.Range(0, data.Lanes).Select(l => Reproduction(data.TrainSteps, data.TrainSteps - 1, l))];
    }

    /// <summary>What the twin says of the training steps, [step][location], in the unit of the observation.</summary>
    public ImmutableArray<double> Fitted { get; }

    /// <summary>By which infected compartments were scaled at the origin, one a location.</summary>
    public ImmutableArray<double> NudgeFactors => [.. _nudge];

    /// <summary>The buffers, simulated as far as the last call went.</summary>
    internal Trajectory Trajectory => _trajectory;

    /// <summary>Which compartments transmit; null where the model has no infection.</summary>
    internal NextGenerationPlan? Plan => _plan;

    internal MechanismIr Model => _model;

    /// <summary>True where a term depends on what was before its step.</summary>
    internal bool IsDelayed { get; }

    internal CalibrationData Data => _data;

    internal CalibratedTwin Twin => _twin;

    /// <summary>Expected observations over the horizon, [step][location], in the unit of the observation.</summary>
    public ImmutableArray<double> Forecast(Extension extension)
    {
        Extend(extension);
        _trajectory.Kernel.Simulate(_trajectory.Buffers, _data.TrainSteps, _data.TotalSteps);
        return Observations(_data.TrainSteps, _data.TotalSteps);
    }

    /// <summary>
    /// Simulates again from a step to the end, under what the buffers' multipliers hold, with the parameters of the last forecast
    /// and the nudging of the baseline: expected observations from that step on, [step][location].
    /// </summary>
    internal ImmutableArray<double> Replay(int from)
    {
        // What is delayed remembers all that was before, and needs one program from the first step to the last.
        (MechanismKernel kernel, SimulationBuffers buffers) = (_trajectory.Kernel, _trajectory.Buffers);
        int begin = IsDelayed ? 0 : from, split = Math.Max(begin, _nudgeFrom);
        if (begin == 0)
        {
            kernel.Start(buffers);
        }

        kernel.Simulate(buffers, begin, IsDelayed ? _data.TotalSteps : split);
        if (begin < _nudgeFrom)
        {
            Nudging.Scale(_trajectory, _plan!.Infected, Source, _nudgeFrom, _nudge);
        }

        if (!IsDelayed || _nudgeFrom > 0)
        {
            kernel.Simulate(buffers, split, _data.TotalSteps);
        }

        return Expected(from);
    }

    /// <summary>Expected observations as last simulated, from a step to the end, [step][location].</summary>
    internal ImmutableArray<double> Expected(int from) => Observations(from, _data.TotalSteps);

    /// <summary>The effective reproduction number from the states at <paramref name="stateStep"/> and the parameters of a step.</summary>
    internal double Reproduction(int stateStep, int parameterStep, int lane) =>
        _plan is null ? double.NaN : _plan.Evaluate(Values(stateStep, parameterStep, lane), Nothing, Nothing);

    /// <summary>Where infections come from: the susceptible compartment of the first infection flow.</summary>
    internal string Source => _model.Flows.First(f => f.Name == _plan!.InfectionFlows[0]).From!;

    // Geometric mean over the last half year, one a location: the level to which an epidemic's growth came back so far.
    private double[] MeanReproduction => _meanReproduction ??= [.. Enumerable.Range(0, _data.Lanes).Select(l =>
    {
        int perWeek = _trajectory.Grid.StepsPerWeek;
        double[] logs =
        [
            .. Enumerable.Range(1, Math.Min(MeanWeeks, _data.TrainSteps / perWeek))
                .Select(w => _data.TrainSteps - w * perWeek)
                .Select(step => Math.Log(Reproduction(step, step, l)))
                .Where(double.IsFinite),
        ];
        return logs.Length == 0 ? 1 : Math.Exp(logs.Average());
    })];

    /// <summary>Every symbol's value at a step, in declared units.</summary>
    internal Dictionary<string, double> Values(int stateStep, int parameterStep, int lane)
    {
        KernelLayout layout = _trajectory.Kernel.Layout;
        SimulationBuffers buffers = _trajectory.Buffers;
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int c = 0; c < layout.States.Length; c++)
        {
            values[layout.States[c]] = buffers.StateLanes(stateStep, c)[lane];
        }

        for (int p = 0; p < layout.Neurals.Length; p++)
        {
            values[layout.Neurals[p]] = buffers.NeuralLanes(parameterStep, p)[lane];
        }

        for (int k = 0; k < layout.Inputs.Length; k++)
        {
            values[layout.Inputs[k]] = buffers.InputLanes(parameterStep, k)[lane];
        }

        for (int q = 0; q < layout.Learneds.Length; q++)
        {
            values[layout.Learneds[q]] = buffers.Learned[q];
        }

        return values;
    }

    // The calibration's raw values, the last segment repeated over the horizon.
    private double[] Held(ParameterGrid grid, double[] raw)
    {
        var trained = new ParameterGrid(grid.Neurals, _data.StepDays, _data.TrainSteps, _data.TrainSteps, _data.Lanes);
        var held = new double[grid.Size];
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            for (int s = 0; s < grid.Segments(p); s++)
            {
                int from = Math.Min(s, trained.Segments(p) - 1);
                raw.AsSpan(trained.Offset(p) + from * _data.Lanes, _data.Lanes).CopyTo(held.AsSpan(grid.Offset(p) + s * _data.Lanes));
            }
        }

        return held;
    }

    private void Nudge()
    {
        int steps = Math.Clamp((int)Math.Round(NudgeDays / _data.StepDays), 1, Math.Max(1, _data.TrainSteps / NudgeShare));
        int from = _data.TrainSteps - steps;
        var observed = new double[_data.Lanes];
        for (int l = 0; l < _data.Lanes; l++)
        {
            double[] present = [.. Enumerable.Range(from, steps).Select(s => _target.Values[s * _data.Lanes + l]).Where(v => !double.IsNaN(v))];
            observed[l] = present.Length == 0 ? double.NaN : present.Sum();
        }

        void Modelled(double[] sums)
        {
            ImmutableArray<double> modelled = Observations(from, _data.TrainSteps);
            Array.Clear(sums);
            for (int i = 0; i < modelled.Length; i++)
            {
                sums[i % _data.Lanes] += double.IsNaN(_target.Values[from * _data.Lanes + i]) ? 0 : modelled[i];
            }
        }

        if (_target.Counts)
        {
            var before = new double[_data.Lanes];
            Modelled(before);
            observed = ShrunkCounts.Of(observed, before);
        }

        (double[] compartments, double[] levels) = Nudging.Apply(_trajectory, _plan!.Infected, Source, from, _data.TrainSteps, observed, Modelled);
        _nudgeFrom = from;
        compartments.CopyTo(_nudge, 0);
        levels.CopyTo(_level, 0);
    }

    private void Extend(Extension extension)
    {
        KernelLayout layout = _trajectory.Kernel.Layout;
        SimulationBuffers buffers = _trajectory.Buffers;
        int last = _data.TrainSteps - 1;
        for (int p = 0; p < layout.Neurals.Length; p++)
        {
            var symbol = (NeuralSymbol)_model.Find(layout.Neurals[p])!;
            bool damped = _plan is not null && symbol.Role == "transmission" && symbol.Every != Cadence.Never;
            ReadOnlySpan<double> held = buffers.NeuralLanes(last, p);
            for (int step = _data.TrainSteps; step < _data.TotalSteps; step++)
            {
                // R is proportional to the rate: a rate of held / R would be neutral, were the susceptibles those of the origin.
                double weeks = 1 + (step - _data.TrainSteps) / _trajectory.Grid.StepsPerWeek;
                double power = Math.Pow(extension.Factor, weeks) - 1;
                Span<double> next = buffers.NeuralLanes(step, p);
                for (int l = 0; l < next.Length; l++)
                {
                    double r = _reproduction[l];
                    double toward = extension.Tendency == Tendency.Mean ? MeanReproduction[l] : 1;
                    next[l] = damped && r > 0 && double.IsFinite(r) ? held[l] * Math.Pow(r / toward, power) : held[l];
                }
            }
        }
    }

    private ImmutableArray<double> Observations(int from, int to)
    {
        var values = new double[(to - from) * _data.Lanes];
        for (int step = from; step < to; step++)
        {
            double factor = _target.Weekdays ? _twin.WeekdayFactors[(step + _data.FirstWeekday) % 7] : 1;
            ReadOnlySpan<double> lanes = _trajectory.Buffers.ObservationLanes(step, _target.Observation);
            for (int l = 0; l < lanes.Length; l++)
            {
                values[(step - from) * _data.Lanes + l] = lanes[l] * factor * (step < _data.TrainSteps ? 1 : _level[l]);
            }
        }

        return [.. values];
    }
}
