using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

public sealed class TwinForecastTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e9)]
    public void What_a_twin_learns_from_and_forecasts_does_not_depend_on_the_future(double poison)
    {
        ForecastTask task = RealData.Task("boarding-school");
        Origin origin = task.TestOrigins[0];
        (CalibrationData data, double[] forecast) = Forecast(task, origin);
        (CalibrationData same, double[] again) = Forecast(PoisonedFuture.Of(task, origin.TrainSteps, poison), origin);
        Assert.Equal(data.Inputs, same.Inputs);
        Assert.Equal(data.History, same.History);
        Assert.All(data.Targets.Zip(same.Targets), p => Assert.Equal(p.First.Values, p.Second.Values));
        Assert.Equal(forecast, again);
        Assert.All(forecast, v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void Nudging_makes_the_sums_what_the_counts_say_and_neutral_extension_starts_at_one()
    {
        (ForecastTask task, MechanismIr model) = (Towns.Task(), Towns.Sir("cases", incidence: true));
        var evaluation = new RollingEvaluation(task, model, new() { Calibration = new() { Evaluations = 60 } });
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(task.TestOrigins[0], FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        ForecastSession session = evaluation.Session(twin, data);
        int steps = Math.Clamp(14, 1, data.TrainSteps / 8), from = data.TrainSteps - steps;
        double[] held = [.. session.Forecast(new Extension(1, Tendency.Neutral))];
        double[] Sums(IReadOnlyList<double> values, int first) => [.. Enumerable.Range(0, data.Lanes).Select(l => Enumerable.Range(first, steps).Sum(t => values[t * data.Lanes + l]))];
        double[] told = ShrunkCounts.Of(Sums(data.Targets[0].Values, from), Sums(session.Fitted, from));
        for (int l = 0; l < data.Lanes; l++)
        {
            double modelled = 0;
            for (int t = from; t < data.TrainSteps; t++)
            {
                modelled += session.Trajectory.Buffers.ObservationLanes(t, 0)[l] * twin.WeekdayFactors[(t + data.FirstWeekday) % 7];
            }

            // Nudging stops within a thousandth.
            Assert.Equal(1, modelled / told[l], 0.002);
            for (int t = data.TrainSteps; t < data.TotalSteps; t++)
            {
                Assert.Equal(session.Trajectory.Buffers.NeuralLanes(data.TrainSteps - 1, 0)[l], session.Trajectory.Buffers.NeuralLanes(t, 0)[l]);
            }
        }

        double[] neutral = [.. session.Forecast(new Extension(0, Tendency.Neutral))];
        Assert.NotEqual(held, neutral);

        // The rate is set from the states at the origin and the rate of the last step, so R of the first step is one but for rounding.
        Assert.All(Enumerable.Range(0, data.Lanes), l => Assert.Equal(1, session.Reproduction(data.TrainSteps, data.TrainSteps, l), 1e-9));
    }

    [Fact]
    public void Places_without_observations_do_not_count()
    {
        ForecastTask task = Towns.Task(silent: true);
        Assert.Equal([0], Metrics.Reporting(task));
        Assert.All(NaiveForecasts.Methods(task), m =>
        {
            MethodScores scores = Metrics.Score(task, m, NaiveForecasts.All(task, task.TestOrigins)[m]);
            Assert.True(double.IsFinite(scores.Mean) && double.IsFinite(scores.MeanPerLocation));

            // One place: its error is that of the sum.
            Assert.Equal(scores.Mean, scores.MeanPerLocation, 1e-12 * scores.Mean);
        });
    }

    private static (CalibrationData Data, double[] Values) Forecast(ForecastTask task, Origin origin)
    {
        var evaluation = new RollingEvaluation(task, Towns.Sir(task.Target.Name, incidence: false), new() { Calibration = new() { Evaluations = 40 } });
        (CalibratedTwin twin, _) = evaluation.Calibrate(origin, FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        CalibrationData data = CalibrationBuilder.Build(task, Towns.Sir(task.Target.Name, incidence: false), evaluation.Kernel.Layout, origin, features: true);
        return (data, [.. evaluation.Session(twin, data).Forecast(new Extension(0.5, Tendency.Neutral))]);
    }
}
