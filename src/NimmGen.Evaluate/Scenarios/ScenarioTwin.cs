using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>
/// A trained twin that answers scenarios: its kernels are run again from the step at which a scenario begins, with the
/// parameters and the nudging of the baseline, so that nothing differs but what the scenario turns. Milliseconds a question.
/// Parameters do not react: people who would meet less in a larger wave do not, which is what a scenario leaves out. Not thread-safe.
/// </summary>
public sealed class ScenarioTwin
{
    private readonly ForecastTask _task;
    private readonly ForecastSession _session;
    private readonly RollingEvaluation _evaluation;
    private readonly ScenarioSimulation _simulation;
    private readonly ImmutableArray<int> _reporting;
    private readonly ImmutableArray<double> _expected;
    private readonly double[]? _infections;

    /// <param name="task">The task it was trained on.</param>
    /// <param name="model">Its mechanism.</param>
    /// <param name="calibration">Its calibration at the origin <see cref="CalibratedTwin.TrainSteps"/>.</param>
    /// <param name="extension">How it is continued beyond the origin.</param>
    /// <param name="ahead">Steps beyond the origin to simulate; null: the task's horizon.</param>
    /// <param name="nudge">As in its forecasts.</param>
    /// <exception cref="ArgumentException">The calibration does not fit the mechanism or the data.</exception>
    public ScenarioTwin(ForecastTask task, MechanismIr model, CalibratedTwin calibration, Extension extension, int? ahead = null, bool nudge = true)
    {
        _task = task;
        _evaluation = new(task, model, new EvaluationSettings { Nudge = nudge });
        CalibrationData data = CalibrationBuilder.Build(task, _evaluation.Kernel.Model, _evaluation.Kernel.Layout, new Origin(calibration.TrainSteps), features: false, ahead);
        _session = _evaluation.Session(calibration, data, flowTotals: true);
        _session.Forecast(extension);
        _simulation = new(_session);
        _reporting = Metrics.Reporting(task);
        _expected = _evaluation.InTargetUnit(_session.Expected(0));
        _infections = _simulation.Infections(0);
    }

    /// <summary>What a scenario may turn in this mechanism.</summary>
    public ImmutableArray<string> Roles => _simulation.Roles;

    /// <summary>The origin.</summary>
    public int TrainSteps => _session.Data.TrainSteps;

    /// <summary>Steps simulated, from the first step of the data on.</summary>
    public int TotalSteps => _simulation.TotalSteps;

    /// <summary>What the twin says of every step without a scenario, over all locations.</summary>
    public ImmutableArray<double> Expected => [.. Aggregate(_expected)];

    /// <summary>Simulates a scenario.</summary>
    /// <exception cref="ArgumentException">A role that the mechanism does not have, a place that the data do not have, a factor that is no number of 0 or more, or steps that are not simulated.</exception>
    public ScenarioOutcome Run(Scenario scenario)
    {
        foreach (Turn turn in scenario.Turns)
        {
            Check(turn);
        }

        int from = scenario.Begins ?? TrainSteps;
        (ImmutableArray<double> expected, double[]? infections) = _simulation.Run(
            [.. scenario.Turns.Select(t => (t, t.Location is null ? (int?)null : _task.Panel.Locations.IndexOf(t.Location)))], from);
        ImmutableArray<double> values = _evaluation.InTargetUnit(expected);
        double[] series = Aggregate(values), baseline = [.. Aggregate(_expected)[from..]];
        double days = _task.Target.Kind == ChannelKind.New ? 1 : _task.StepDays;
        int peak = Array.IndexOf(series, series.Max());
        double? infected = infections?.Sum();
        return new(
            scenario.Name, from, [.. series], [.. baseline], values, series[peak], from + peak,
            days * series.Sum(), days * series.Zip(baseline, (a, b) => a - b).Sum(), infected, infected - _infections?[from..].Sum());
    }

    private void Check(Turn turn)
    {
        string? problem = !Roles.Contains(turn.Role)
            ? $"the twin has no role '{turn.Role}'; {(Roles.IsEmpty ? "nothing in it has one" : "it has: " + string.Join(", ", Roles))}"
            : !(turn.Factor >= 0) || !double.IsFinite(turn.Factor) ? FormattableString.Invariant($"a factor of {turn.Factor} for {turn.Role}; expected a number of 0 or more")
            : turn.Location is { } place && !_task.Panel.Locations.Contains(place) ? $"no place '{place}' in {_task.Panel.Name}"
            : turn.From < 0 || turn.From >= TotalSteps ? $"a scenario from step {turn.From} of {TotalSteps}"
            : turn.To is { } to && to <= turn.From ? $"a scenario that ends at step {to}, before it begins at {turn.From}"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException(problem, nameof(turn));
        }
    }

    private double[] Aggregate(ImmutableArray<double> values) => Metrics.Aggregate(values.AsSpan(), _reporting, _task.Panel.LocationCount, _task.Aggregate);
}
