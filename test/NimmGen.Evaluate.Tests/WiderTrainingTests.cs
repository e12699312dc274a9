using NimmGen.Data;
using NimmGen.Learn;
using static NimmGen.Units;

namespace NimmGen.Evaluate.Tests;

/// <summary>Delays, coupling between places and closures, trained on real data from the panel to the objective.</summary>
public sealed class WiderTrainingTests
{
    /// <summary>New infections are reported late, by a gamma density with a learned mean.</summary>
    private sealed class DelayedSeir : Model
    {
        readonly Compartment S = new(People);
        readonly Compartment E = new(People, stages: 2);
        readonly Compartment I = new(People);
        readonly Compartment R = new(People);

        readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };
        readonly Constant sigma = new(PerDay, 1 / 3.0);
        readonly Learned gamma = new(PerDay, 1 / 10.0, 1 / 3.0);
        readonly Learned reported = new(Fraction, 0.02, 0.8) { Role = Role.Reporting };
        readonly Learned lag = new(Days, 2, 14);
        readonly Learned infected0 = new(Fraction, 1e-7, 1e-3);
        readonly Input population = new(People, min: 1);

        protected override void Define()
        {
            Flow infection = Flow(S, E, beta * I / population);
            Flow(E, I, sigma);
            Flow(I, R, gamma);
            Start(E, infected0 * population);
            Start(I, infected0 * population);
            Start(R, 0);
            StartRest(S, population);
            Observe("cases", People, Delay(reported * Incidence(infection), mean: lag));
        }
    }

    /// <summary>States infect each other by the shares of their people who are in another state on a day.</summary>
    private sealed class TravellingStates : Model
    {
        readonly Compartment S = new(People);
        readonly Compartment I = new(People);
        readonly Compartment R = new(People);

        readonly Matrix mobility = new(Fraction, Location);
        readonly Neural beta = new(PerDay, 0.1, 1) { Role = Role.Transmission };
        readonly Learned gamma = new(PerDay, 1 / 7.0, 1 / 2.0);
        readonly Learned waning = new(PerDay, 1 / 700.0, 1 / 60.0);
        readonly Learned visits = new(One, 1, 1000) { Role = Role.Reporting };
        readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
        readonly Input population = new(People, min: 1);

        protected override void Define()
        {
            Flow infection = Flow(S, I, beta * Mix(mobility, I / population));
            Flow(I, R, gamma);
            Flow(R, S, waning);
            Start(I, infected0 * population);
            Start(R, 0.3 * population);
            StartRest(S, population);
            Solver(Scheme.Hazard, subSteps: 7);
            Observe("ili", Percent, visits * Incidence(infection) / population * Percent);
        }
    }

    /// <summary>Transmission falls with what has been infected by a function that is learned.</summary>
    private sealed class LearnedSaturation : Model
    {
        readonly Compartment S = new(People);
        readonly Compartment I = new(People);
        readonly Compartment R = new(People);

        readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };
        readonly Closure caution = new(One, 0.2, 1.8, hidden: 4);
        readonly Learned gamma = new(PerDay, 1 / 10.0, 1 / 3.0);
        readonly Learned reported = new(Fraction, 0.02, 0.8) { Role = Role.Reporting };
        readonly Learned infected0 = new(Fraction, 1e-7, 1e-3);
        readonly Input population = new(People, min: 1);

        protected override void Define()
        {
            Flow infection = Flow(S, I, beta * caution.Of(1000 * I / population) * I / population);
            Flow(I, R, gamma);
            Start(I, infected0 * population);
            Start(R, 0);
            StartRest(S, population);
            Observe("cases", People, reported * Incidence(infection));
        }
    }

    // Half the logarithm of the share of variance that is not explained, with small penalties.
    [Theory]
    [InlineData("delay", "covid-bogota", -1)]
    [InlineData("closure", "covid-bogota", -1)]
    [InlineData("travel", "influenza-usa", -0.4)]
    public void It_trains_on_real_data(string what, string name, double bound)
    {
        ForecastTask task = RealData.Task(name);
        Model model = what switch { "delay" => new DelayedSeir(), "closure" => new LearnedSaturation(), _ => new TravellingStates() };
        var settings = new EvaluationSettings { Calibration = new CalibrationSettings { Evaluations = 80 } };
        var evaluation = new RollingEvaluation(task, model.ToIr(), settings);
        Origin origin = what == "travel" ? new Origin(80) : task.TestOrigins[0];
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(origin, FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        Assert.Null(twin.Diverged);
        Assert.InRange(twin.Objective, -10, bound);
        Assert.All(evaluation.Session(twin, data).Forecast(Extension.Choices[0]), f => Assert.InRange(f, 0, 1e8));
    }
}
