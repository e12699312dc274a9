using NimmGen.Data;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

public sealed class FreePathTests
{
    private static readonly EvaluationSettings Loose = new() { Calibration = new() { Smoothness = 0.5, Evaluations = 600 } };

    [Fact]
    public void Noise_free_data_give_back_the_path_that_made_them()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, Loose);
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(new Origin(119), FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        Assert.Null(twin.Diverged);
        TwinAtOrigin explained = TwinExplanation.Of(evaluation, twin, data, new Extension(1, Tendency.Neutral));

        // What is fitted agrees within half a percent of the mean: the random-walk prior keeps a little curvature back.
        double mean = task.Panel.Values("cases")[..119].ToArray().Average();
        double rms = Math.Sqrt(Enumerable.Range(0, 119).Average(d => Math.Pow(explained.Fitted[d] - task.Panel.At("cases", d, 0), 2)));
        Assert.InRange(rms / mean, 0, 0.005);

        // The path itself, where there is an epidemic to show it; gamma and beta trade off a little, so within 10 %.
        ParameterSeries beta = explained.Series.First(s => s.Name == "beta");
        double gamma = explained.Parameters.First(p => p.Name == "gamma").Value;
        for (int i = 2; i < beta.Steps.Length && beta.Steps[i] < 112; i++)
        {
            double ratio = beta.Values[i] / gamma / (SimulatedEpidemic.Beta(beta.Steps[i]) / SimulatedEpidemic.Gamma);
            Assert.InRange(ratio, 0.9, 1.1);
        }
    }

    [Fact]
    public void Weekday_factors_are_found()
    {
        double[] factors = [0.6, 1.1, 1.1, 1.1, 1.1, 1.1, 0.9];
        ForecastTask task = SimulatedEpidemic.Task(day => factors[day]);
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, Loose);
        (CalibratedTwin twin, _) = evaluation.Calibrate(new Origin(119), FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);

        // Factors have geometric mean one in the twin; a prior of half a unit pulls them by less than a percent here.
        double geometric = Math.Exp(factors.Average(Math.Log));
        for (int day = 0; day < 7; day++)
        {
            Assert.Equal(factors[day] / geometric, twin.WeekdayFactors[day], 0.01);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e9)]
    public void Nothing_after_the_origin_reaches_a_twin(double poison)
    {
        var origin = new Origin(112);
        ForecastTask clean = SimulatedEpidemic.Task(), poisoned = SimulatedEpidemic.Task(change: (day, value) => day < 112 ? value : poison);
        Assert.Equal(Forecast(clean, origin), Forecast(poisoned, origin));
        Assert.Equal(
            NaiveForecasts.Methods(clean).SelectMany(m => NaiveForecasts.Forecast(clean, m, origin).Values),
            NaiveForecasts.Methods(clean).SelectMany(m => NaiveForecasts.Forecast(poisoned, m, origin).Values));
    }

    [Fact]
    public void Holding_keeps_the_rate_and_the_neutral_extension_has_a_reproduction_number_of_one()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, new EvaluationSettings());
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(new Origin(119), FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        ParameterSeries held = TwinExplanation.Of(evaluation, twin, data, new Extension(1, Tendency.Neutral)).Series.First(s => s.Name == "beta");
        Assert.Equal(held.Values[held.Steps.IndexOf(112)], held.Values[held.Steps.IndexOf(119)], 1e-12);

        // The derivative of the force of infection by prevalence counts the infectious among those they meet: a few percent here.
        ParameterSeries r = TwinExplanation.Of(evaluation, twin, data, new Extension(0, Tendency.Neutral)).Series.First(s => s.Name == "reproduction number");
        Assert.Equal(1, r.Values[r.Steps.IndexOf(119)], 0.01);
    }

    [Fact]
    public void Nudging_makes_the_last_two_weeks_agree()
    {
        // Cases that jump by half in the last two weeks, more than the walk can follow.
        ForecastTask task = SimulatedEpidemic.Task(change: (day, value) => day < 105 ? value : 1.5 * value);
        EvaluationSettings stiff = new() { Calibration = new() { Smoothness = 0.02 } };
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, stiff);
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(new Origin(119), FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        ForecastSession session = evaluation.Session(twin, data);
        double observed = Enumerable.Range(105, 14).Sum(d => task.Panel.At("cases", d, 0));
        double before = Enumerable.Range(105, 14).Sum(d => session.Fitted[d]);
        Assert.True(before < 0.97 * observed, $"{before} should fall short of {observed}, or there is nothing to nudge");
        Assert.InRange(session.NudgeFactors[0], 1.02, 4);
        double after = session.Forecast(new Extension(0, Tendency.Neutral))[..7].Average() * 14;
        Assert.InRange(after / observed, 0.85, 1.15);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        Assert.Equal(Forecast(task, new Origin(119)), Forecast(task, new Origin(119)));
        EvaluationSettings brief = new() { Calibration = new() { Iterations = 20 } };
        CalibratedTwin[] networks = [.. Enumerable.Range(0, 2).Select(_ => new RollingEvaluation(task, SimulatedEpidemic.Model, brief)
            .Calibrate(new Origin(84), NetworkCalibrator.Name, null, null, TestContext.Current.CancellationToken).Twin)];
        Assert.Equal(networks[0].State, networks[1].State);
    }

    [Fact]
    public void The_network_learns()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        EvaluationSettings brief = new() { Calibration = new() { Iterations = 150 } };
        CalibratedTwin twin = new RollingEvaluation(task, SimulatedEpidemic.Model, brief)
            .Calibrate(new Origin(84), NetworkCalibrator.Name, null, null, TestContext.Current.CancellationToken).Twin;

        // Half the logarithm of the residual variance: one less is a variance seven times smaller.
        Assert.True(twin.Objective < twin.LossCurve[0] - 1, $"from {twin.LossCurve[0]} to {twin.Objective}");
    }

    [Fact]
    public void Cancellation_ends_a_training()
    {
        ForecastTask task = SimulatedEpidemic.Task();
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, new EvaluationSettings());
        foreach (string calibrator in (string[])[FreePathCalibrator.Name, NetworkCalibrator.Name])
        {
            Assert.Throws<OperationCanceledException>(() => evaluation.Calibrate(new Origin(84), calibrator, null, null, new CancellationToken(canceled: true)));
        }
    }

    private static System.Collections.Immutable.ImmutableArray<double> Forecast(ForecastTask task, Origin origin)
    {
        var evaluation = new RollingEvaluation(task, SimulatedEpidemic.Model, new EvaluationSettings());
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(origin, FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        return evaluation.Session(twin, data).Forecast(new Extension(0.5, Tendency.Mean));
    }
}
