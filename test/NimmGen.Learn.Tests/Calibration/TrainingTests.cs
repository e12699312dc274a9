using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

/// <summary>Threads, starts, early stopping, and going back after a divergence.</summary>
public sealed class TrainingTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void Free_path_has_the_same_bits_on_any_number_of_threads()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Many(lanes: 150, steps: 28);
        double[] one = Free(1).State;
        Assert.Equal(one, Free(1).State);
        Assert.Equal(one, Free(2).State);
        Assert.Equal(one, Free(3).State);

        CalibratedTwin Free(int threads) => FreePathCalibrator.Calibrate(model, kernel, data, new() { Evaluations = 12, Threads = threads }, cancellation: None);
    }

    [Fact]
    public void Network_has_the_same_bits_for_a_number_of_threads_and_nearly_the_same_for_another()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Many(lanes: 10, steps: 28);
        double[] two = Network(2).State, one = Network(1).State;
        Assert.Equal(two, Network(2).State);
        Assert.Equal(one, Network(1).State);

        // Sums of gradients in another order: rounding of floats, amplified by the first steps of AdamW, which divide by their size.
        double distance = Math.Sqrt(one.Zip(two, (a, b) => (a - b) * (a - b)).Sum()), size = Math.Sqrt(one.Sum(a => a * a));
        Assert.InRange(distance / size, 0, 1e-2);

        CalibratedTwin Network(int threads) => NetworkCalibrator.Calibrate(model, kernel, data, new() { Threads = threads }, 4, cancellation: None);
    }

    [Fact]
    public void Gradients_of_two_workers_are_those_of_one()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Many(lanes: 10, steps: 28);
        float[] one = Gradients(1), two = Gradients(2);
        double distance = Math.Sqrt(one.Zip(two, (a, b) => (double)(a - b) * (a - b)).Sum()), size = Math.Sqrt(one.Sum(a => (double)a * a));
        Assert.InRange(distance / size, 0, 1e-5);

        float[] Gradients(int threads)
        {
            var training = new NetworkTraining(model, kernel, data, new() { Threads = threads }, 10);
            Assert.True(double.IsFinite(training.Evaluate()));
            training.Backward();
            return training.Network.Gradients.ToArray();
        }
    }

    [Fact]
    public void Starts_are_reproducible_and_never_worse_than_the_first()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Many(lanes: 1);
        var settings = new CalibrationSettings { Evaluations = 60 };
        CalibratedTwin single = FreePathCalibrator.Calibrate(model, kernel, data, settings, cancellation: None);
        CalibratedTwin several = FreePathCalibrator.Calibrate(model, kernel, data, settings with { Starts = 4 }, cancellation: None);
        Assert.Equal(several.State, FreePathCalibrator.Calibrate(model, kernel, data, settings with { Starts = 4 }, cancellation: None).State);
        // The best of more starting points need not end lower, but here all lead to one minimum.
        Assert.Equal(single.Objective, several.Objective, 0.05);
        CalibratedTwin network = NetworkCalibrator.Calibrate(model, kernel, data, new() { Starts = 3 }, 20, cancellation: None);
        Assert.True(network.Objective < network.LossCurve[0]);
    }

    [Fact]
    public void A_network_stops_when_the_held_out_days_get_worse()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Many(lanes: 1);
        var settings = new CalibrationSettings { HeldOutDays = 14, Patience = 3, LearningRate = 0.05, Schedule = RateSchedule.Constant };
        CalibratedTwin stopped = NetworkCalibrator.Calibrate(model, kernel, data, settings, 400, cancellation: None);
        Assert.InRange(stopped.LossCurve.Length, 4, 200);
        Assert.True(double.IsFinite(stopped.Objective));

        // The last steps were not trained on: what they are changes nothing but when to stop.
        CalibrationData other = data with { Targets = [data.Targets[0] with { Values = [.. data.Targets[0].Values.Select((v, i) => i >= 70 ? 5 * v : v)] }, .. data.Targets.Skip(1)] };
        CalibratedTwin again = NetworkCalibrator.Calibrate(model, kernel, other, settings, 400, cancellation: None);
        int common = Math.Min(4, Math.Min(stopped.LossCurve.Length, again.LossCurve.Length));
        Assert.Equal(stopped.LossCurve[..common], again.LossCurve[..common]);
    }

    [Fact]
    public void A_training_that_steps_too_far_goes_back()
    {
        // At this rate weights overflow within some steps; the checkpoint and ever smaller rates bring it through or end it with a name.
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Many(lanes: 1);
        CalibratedTwin twin = NetworkCalibrator.Calibrate(
            model, kernel, data, new() { LearningRate = 1e36, Schedule = RateSchedule.Constant }, 40, cancellation: None);
        Assert.True(double.IsFinite(twin.Objective) || twin.Diverged is { Cause: DivergenceCause.Network }, $"{twin.Objective} {twin.Diverged}");
    }

    [Fact]
    public void The_polish_reaches_the_last_digits_of_learned_values()
    {
        // Exponential decay, observed without noise: two values, ten digits.
        Expression v = new NimmGen.Ir.Reference("V"), rate = new NimmGen.Ir.Reference("rate");
        var model = new MechanismIr(
            "Decay", null,
            [
                new QuantitySymbol("V", Unit.One, null, null, Place.None),
                new LearnedSymbol("rate", Unit.Parse("1/day"), 0.001, 1, null, null, Place.None),
                new LearnedSymbol("first", Unit.One, 1, 1000, null, null, Place.None),
            ],
            [
                new RateStatement("V", -rate * v, Place.None),
                new StartStatement("V", new NimmGen.Ir.Reference("first"), Place.None),
                new ObserveStatement("volume", Unit.One, v, Place.None),
            ],
            Scheme.Euler, 1);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Empty(kernel, 30, 1, scale: LossScale.Raw);
        data = data with { Targets = [data.Targets[0] with { Weekdays = false, Values = [.. Enumerable.Range(1, 30).Select(t => 20 * Math.Pow(0.93, t))] }] };
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new() { Evaluations = 5 }, cancellation: None);
        Assert.Equal(0.07, new BoundedTransform(0.001, 1).Value(twin.Learned[0]), 1e-9);
        Assert.Equal(20, new BoundedTransform(1, 1000).Value(twin.Learned[1]), 1e-7);
    }

    private static (MechanismIr Model, MechanismKernel Kernel, CalibrationData Data) Many(int lanes, int steps = 84)
    {
        MechanismIr model = Epidemics.Seirm(reporting: true);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData empty = Epidemics.Empty(kernel, steps, lanes);
        return (model, kernel, Epidemics.Observed(model, kernel, empty, step => 0.35 * Math.Exp(0.3 * Math.Sin(step / 15.0)), [0.3, 0.5]).Data);
    }
}
