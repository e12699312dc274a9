using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

/// <summary>Scenarios on every model of the zoo, and on a trained twin.</summary>
public sealed class ScenarioTests
{
    private const int TrainSteps = 90;
    private const int TotalSteps = 120;
    private const int Lanes = 3;

    private static readonly Extension Held = new(1, Tendency.Neutral);

    public static TheoryData<string> Zoo => [.. Models.Keys.Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, Type> Models = typeof(global::Models.Sir).Assembly.GetTypes()
        .Where(t => t.Namespace == "Models" && t.IsSubclassOf(typeof(Model)) && !t.IsAbstract)
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Strength_zero_is_the_baseline(string name)
    {
        (ForecastSession session, ScenarioSimulation simulation) = Simulation(name);
        double[] baseline = [.. session.Expected(0)];
        foreach (int from in (int[])[0, 40, TrainSteps - 3, TrainSteps + 4])
        {
            (Turn, int?)[] nothing = [.. simulation.Roles.Select(r => (new Turn(r, 1, from), (int?)null))];
            (ImmutableArray<double> still, double[]? infections) = simulation.Run([], from);
            (ImmutableArray<double> expected, double[]? infected) = simulation.Run(nothing, from);
            Assert.Equal(still.ToArray(), expected.ToArray());
            Assert.Equal(infections, infected);

            // Going on from a stored state may cost the last bit where units are converted.
            Close(baseline[(from * Lanes)..], still);

            // A scenario leaves no trace.
            simulation.Run([.. simulation.Roles.Select(r => (new Turn(r, 0.5, from, from + 20), (int?)1))], from);
            Close(baseline, session.Expected(0));
        }
    }

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-13 * Math.Abs(pair.First), $"{pair}"));

    // Closed populations in which nobody becomes susceptible again.
    [Theory]
    [InlineData(nameof(global::Models.Sir))]
    [InlineData(nameof(global::Models.Seir))]
    [InlineData(nameof(global::Models.AgeSeir))]
    public void More_transmission_never_means_fewer_infections(string name)
    {
        (_, ScenarioSimulation simulation) = Simulation(name);
        foreach (int from in (int[])[0, 30, TrainSteps])
        {
            double before = double.NegativeInfinity;
            foreach (double factor in (double[])[0, 0.2, 0.4, 0.6, 0.8, 0.99, 1, 1.01, 1.5, 3, 10])
            {
                double infections = simulation.Run([(new Turn("transmission", factor, from), null)], from).Infections!.Sum();

                // Rounding may cost a part in 10^12 where the whole population is infected anyway.
                Assert.True(infections >= before * (1 - 1e-12), $"factor {factor} from step {from}: {infections} after {before}");
                before = infections;
            }

            Assert.True(before > 0);
        }
    }

    [Fact]
    public void A_scenario_in_one_place_changes_no_other()
    {
        (ForecastSession session, ScenarioSimulation simulation) = Simulation(nameof(global::Models.Seir));
        double[] baseline = [.. session.Expected(50)];
        double[] turned = [.. simulation.Run([(new Turn("transmission", 0.5, 50), 1)], 50).Expected];
        for (int i = 0; i < turned.Length; i++)
        {
            Assert.True(i % Lanes == 1 ? i < 10 * Lanes || turned[i] < baseline[i] : turned[i] == baseline[i], $"cell {i}: {turned[i]} and {baseline[i]}");
        }
    }

    [Fact]
    public void Turns_of_one_role_multiply_and_end_when_they_say()
    {
        (_, ScenarioSimulation simulation) = Simulation(nameof(global::Models.Seir));
        double[] Run(params (Turn, int?)[] turns) => [.. simulation.Run(turns, 30).Expected];
        Assert.Equal(Run((new Turn("transmission", 0.25, 30), null)), Run((new Turn("transmission", 0.5, 30), null), (new Turn("transmission", 0.5, 30), null)));
        double[] week = Run((new Turn("transmission", 0.5, 30, 37), null)), always = Run((new Turn("transmission", 0.5, 30), null));
        Assert.Equal(always[..(7 * Lanes)], week[..(7 * Lanes)]);
        Assert.NotEqual(always, week);
    }

    [Fact]
    public void A_trained_twin_answers_with_peak_and_difference()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        ScenarioTwin twin = Trained(task, ahead: 60);
        ScenarioOutcome baseline = twin.Run(new Scenario("baseline", []));
        Assert.Equal(0, baseline.Difference);
        Assert.Equal(baseline.Baseline, baseline.Values);
        double last = double.PositiveInfinity;
        foreach (double strength in (double[])[0, 0.2, 0.4, 0.6, 0.8])
        {
            ScenarioOutcome outcome = twin.Run(Scenario.Distancing(strength, 70));
            Assert.Equal(outcome.Values.Max(), outcome.Peak);
            Assert.Equal(outcome.Values[outcome.PeakStep - 70], outcome.Peak);
            Assert.Equal(outcome.Values.Sum(), outcome.Cumulative, 1e-9 * outcome.Cumulative);
            Assert.Equal(outcome.Values.Sum() - twin.Expected[70..].Sum(), outcome.Difference, 1e-6);
            Assert.Equal(strength == 0, outcome.Difference == 0);
            Assert.True(outcome.Cumulative < last);
            last = outcome.Cumulative;
        }

        Assert.Equal(task.TestOrigins[0].TrainSteps + 60, twin.TotalSteps);
    }

    [Theory]
    [InlineData("vaccination", 0.5, 70, null, "it has: transmission")]
    [InlineData("transmission", -0.1, 70, null, "0 or more")]
    [InlineData("transmission", double.NaN, 70, null, "0 or more")]
    [InlineData("transmission", 0.5, 9999, null, "from step 9999")]
    [InlineData("transmission", 0.5, 70, "elsewhere", "no place 'elsewhere'")]
    public void What_cannot_be_answered_is_refused_with_the_reason(string role, double factor, int from, string? place, string expected)
    {
        ScenarioTwin twin = Trained(SimulatedEpidemic.Task(), ahead: null);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => twin.Run(new("x", [new(role, factor, from, null, place)])));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_twin_answers_as_the_trained_one()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, new() { Calibration = new() { Evaluations = 40 } });
        (CalibratedTwin trained, CalibrationData data) = evaluation.Calibrate(task.TestOrigins[0], FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        TwinAtOrigin report = TwinExplanation.Of(evaluation, trained, data, Held);
        var twin = new ScenarioTwin(task, SimulatedEpidemic.Model, report.State!.At(FreePathCalibrator.Name, report.TrainSteps), Held);
        Assert.Equal(report.Forecast, twin.Expected[report.TrainSteps..]);
    }

    private static ScenarioTwin Trained(ForecastTask task, int? ahead)
    {
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, new() { Calibration = new() { Evaluations = 60 } });
        (CalibratedTwin trained, _) = evaluation.Calibrate(task.TestOrigins[0], FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        return new(task, SimulatedEpidemic.Model, trained, Held, ahead);
    }

    // Any model, with inputs of a plausible size and its parameters in the middle of their ranges.
    private static (ForecastSession Session, ScenarioSimulation Simulation) Simulation(string name)
    {
        MechanismKernel kernel = MechanismKernel.Compile(((Model)Activator.CreateInstance(Models[name])!).ToIr(), new KernelOptions(1));
        MechanismIr model = kernel.Model;
        KernelLayout layout = kernel.Layout;
        double[] inputs = new double[TotalSteps * layout.Inputs.Length * Lanes];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Value((InputSymbol)model.Find(layout.Inputs[i / Lanes % layout.Inputs.Length])!, i / (Lanes * layout.Inputs.Length));
        }

        ImmutableArray<NeuralSymbol> neurals = [.. layout.Neurals.Select(n => (NeuralSymbol)model.Find(n)!)];
        var data = new CalibrationData(
            TrainSteps, TotalSteps, Lanes, 1, 0, inputs,
            [.. layout.Observations.Select((_, o) => new TargetSeries(o, [.. Enumerable.Repeat(100.0, TrainSteps * Lanes)], LossScale.Raw, false))], 0, [])
        {
            Couplings = layout.Couplings.ToImmutableDictionary(c => c, _ => new CouplingMatrix(Lanes, [.. Enumerable.Repeat(1.0 / Lanes, Lanes * Lanes)])),
        };
        var raw = new double[new ParameterGrid(neurals, 1, TrainSteps, TrainSteps, Lanes).Size];
        var twin = new CalibratedTwin(
            FreePathCalibrator.Name, TrainSteps, raw, new double[layout.Learneds.Length + layout.WeightCount], [1, 1, 1, 1, 1, 1, 1], 0, [], null, []);
        var session = new ForecastSession(model, kernel, data, twin, 0, nudge: true, flowTotals: true);
        session.Forecast(Held);
        return (session, new ScenarioSimulation(session));
    }

    private static double Value(InputSymbol input, int step) =>
        input.Name == Expansion.TimeInput ? step
            : input.Groups is { Length: 2 } ? 1.0 / 16
            : input.Unit.Dimension == Unit.Of("people").Dimension ? Math.Max(input.Min ?? 0, 1e5)
            : Math.Min(Math.Max(input.Min ?? 0, 1), input.Max ?? 1);
}
