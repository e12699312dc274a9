using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

public sealed class CalibratorTests
{
    private const int Steps = 84;

    [Fact]
    public void Free_path_recovers_transmission_and_incidence()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data, double[] cases, double[] beta) = Simulated();
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new() { Smoothness = 0.3 }, cancellation: TestContext.Current.CancellationToken);
        Trajectory fitted = Simulate(model, kernel, data, twin);
        double squares = 0, total = 0;
        for (int t = 0; t < Steps; t++)
        {
            double error = fitted.Buffers.ObservationLanes(t, 0)[0] - cases[t];
            squares += error * error;
            total += cases[t] * cases[t];
        }

        // The random walk's prior pulls at a beta that swings: incidence is matched to a few percent, beta to a fifth.
        Assert.True(Math.Sqrt(squares / total) < 0.03, $"relative error of incidence {Math.Sqrt(squares / total)}");
        double worst = Enumerable.Range(1, beta.Length - 3).Max(s => Math.Abs(Math.Log(fitted.NeuralValues[s] / beta[s])));
        Assert.True(worst < 0.25, $"log error of beta {worst}");
    }

    [Fact]
    public void Weekday_factors_are_recovered()
    {
        double[] logs = [-0.3, 0.1, 0.2, 0.1, 0.05, 0, -0.15];
        (MechanismIr model, MechanismKernel kernel, CalibrationData data, _, _) = Simulated(d => Math.Exp(logs[d]));
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new() { Smoothness = 0.3 }, cancellation: TestContext.Current.CancellationToken);

        // Priors shrink them by less than what twelve weeks of noise-free data say.
        Assert.All(logs, (w, d) => Assert.Equal(w, Math.Log(twin.WeekdayFactors[d]), 0.03));
    }

    [Fact]
    public void Same_data_give_the_same_bits()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data, _, _) = Simulated();
        var settings = new CalibrationSettings { Evaluations = 30 };
        CancellationToken none = TestContext.Current.CancellationToken;
        Assert.Equal(FreePathCalibrator.Calibrate(model, kernel, data, settings, cancellation: none).State, FreePathCalibrator.Calibrate(model, kernel, data, settings, cancellation: none).State);
        Assert.Equal(
            NetworkCalibrator.Calibrate(model, kernel, data, settings, 5, cancellation: none).State,
            NetworkCalibrator.Calibrate(model, kernel, data, settings, 5, cancellation: none).State);
    }

    [Fact]
    public void Network_reduces_the_loss()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data, _, _) = Simulated();
        CalibratedTwin twin = NetworkCalibrator.Calibrate(model, kernel, data, new(), 100, cancellation: TestContext.Current.CancellationToken);
        Assert.True(twin.Objective < twin.LossCurve[0] - 0.3, $"{twin.LossCurve[0]} to {twin.Objective}");
    }

    [Fact]
    public void Cancellation_ends_both()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data, _, _) = Simulated();
        var cancelled = new CancellationToken(true);
        Assert.Throws<OperationCanceledException>(() => FreePathCalibrator.Calibrate(model, kernel, data, new(), cancellation: cancelled));
        Assert.Throws<OperationCanceledException>(() => NetworkCalibrator.Calibrate(model, kernel, data, new(), 10, cancellation: cancelled));
    }

    [Fact]
    public void Overflow_is_a_record_that_names_quantity_location_and_step()
    {
        MechanismIr model = Epidemics.Explosive();
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Empty(kernel, 60, 2);
        data = data with { Targets = [data.Targets[0] with { Values = [.. Enumerable.Repeat(1.0, 120)], Scale = LossScale.Raw }] };
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new(), cancellation: TestContext.Current.CancellationToken);
        Assert.False(double.IsFinite(twin.Objective));
        Assert.NotNull(twin.Diverged);
        Assert.Equal(0, twin.Diverged.Lane);
        Assert.InRange(twin.Diverged.Step, 1, 60);
        Assert.Contains(twin.Diverged.Quantity, (string[])["V", "volume"]);
        Assert.Equal(DivergenceCause.Overflow, twin.Diverged.Cause);
    }

    [Fact]
    public void An_empty_place_alone_is_named()
    {
        MechanismIr model = Epidemics.Seirm();
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Observed(model, kernel, Epidemics.Empty(kernel, 30, 1), _ => 0.4, [0, 0]).Data;
        data = data with { Inputs = [.. data.Inputs.Select(_ => 0.0)] };
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new(), cancellation: TestContext.Current.CancellationToken);
        Assert.False(double.IsFinite(twin.Objective));
        Assert.Equal((DivergenceCause.EmptyPlace, "population", 0), (twin.Diverged!.Cause, twin.Diverged.Quantity, twin.Diverged.Lane));
    }

    [Fact]
    public void Other_places_train_without_one_that_is_empty()
    {
        MechanismIr model = Epidemics.Seirm();
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData all = Epidemics.Observed(model, kernel, Epidemics.Empty(kernel, 30, 2), _ => 0.4, [0, 0]).Data with { Locations = ["Bogota", "Cali"] };
        CalibrationData data = all with { Inputs = [.. all.Inputs.Select((v, i) => i % 2 == 1 ? 0 : v)] };
        CalibrationData one = all with { Targets = [all.Targets[0] with { Values = [.. all.Targets[0].Values.Select((v, i) => i % 2 == 1 ? double.NaN : v)] }] };
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new(), cancellation: TestContext.Current.CancellationToken);
        CalibratedTwin alone = FreePathCalibrator.Calibrate(model, kernel, one, new(), cancellation: TestContext.Current.CancellationToken);
        Assert.Null(twin.Diverged);
        Assert.Equal([new Divergence("population", 1, 0) { Cause = DivergenceCause.EmptyPlace, Location = "Cali", LeftOut = true }], twin.LeftOut);
        Assert.Equal([new Divergence("cases", 1, 0) { Cause = DivergenceCause.NothingObserved, Location = "Cali", LeftOut = true }], alone.LeftOut);

        // What the empty place would have said counts for nothing: data without noise are fitted as closely as where it was never observed.
        Assert.InRange(alone.Objective, double.NegativeInfinity, -12);
        Assert.InRange(twin.Objective, double.NegativeInfinity, -12);
        CalibrationData inhabited = twin.Inhabited(model, kernel.Layout, data);
        Assert.All(Enumerable.Range(0, inhabited.Inputs.Length), i => Assert.Equal(i % 2 == 1 ? 1 : all.Inputs[i], inhabited.Inputs[i]));
    }

    private static (MechanismIr Model, MechanismKernel Kernel, CalibrationData Data, double[] Cases, double[] Beta) Simulated(Func<int, double>? weekday = null)
    {
        MechanismIr model = Epidemics.Seirm();
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData empty = Epidemics.Empty(kernel, Steps, 1);
        (CalibrationData data, double[] cases, double[] beta) = Epidemics.Observed(
            model, kernel, empty, step => 0.35 * Math.Exp(0.3 * Math.Sin(step / 15.0)), [0.3, 0.5], weekday);
        return (model, kernel, data, cases, beta);
    }

    private static Trajectory Simulate(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibratedTwin twin)
    {
        var trajectory = new Trajectory(model, kernel, data, Epidemics.Grid(model, kernel, data));
        trajectory.SetLearned(twin.Learned);
        trajectory.SetNeural(twin.Raw);
        kernel.Start(trajectory.Buffers);
        kernel.Simulate(trajectory.Buffers, 0, data.TrainSteps);
        return trajectory;
    }
}
