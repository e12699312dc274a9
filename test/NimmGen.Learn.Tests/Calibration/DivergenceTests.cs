using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

/// <summary>What a training says that cannot go on; what overflows and empty places are in <see cref="CalibratorTests"/>.</summary>
public sealed class DivergenceTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void A_step_too_long_is_told_from_a_model_without_limits()
    {
        // dV/dt = -rate V^3 from 10: steps of rate V^2 dt > 2 swing ever wider; true solutions decay.
        Expression v = new NimmGen.Ir.Reference("V");
        var model = new MechanismIr(
            "Decay", null,
            [
                new QuantitySymbol("V", Unit.One, null, null, Place.None),
                new LearnedSymbol("rate", Unit.Parse("1/day"), 0.03, 0.05, null, null, Place.None),
            ],
            [
                new RateStatement("V", -new NimmGen.Ir.Reference("rate") * v * v * v, Place.None),
                new StartStatement("V", new Number(10, Unit.One), Place.None),
                new ObserveStatement("volume", Unit.One, v, Place.None),
            ],
            Scheme.Euler, 1);
        CalibratedTwin twin = Calibrate(model, data => data with { Targets = [data.Targets[0] with { Values = [.. Enumerable.Repeat(1.0, 40)], Scale = LossScale.Raw }] }, 40, 1);
        Assert.Equal(DivergenceCause.LongStep, twin.Diverged!.Cause);
    }

    [Fact]
    public void An_infinite_observation_is_named()
    {
        CalibratedTwin twin = Calibrate(Epidemics.Seirm(), data => WithCases(data, i => i == 2 * 5 + 1 ? double.PositiveInfinity : 3), 30, 2);
        Assert.Equal(new Divergence("cases", 1, 5) { Cause = DivergenceCause.BadTarget, Location = "Cali" }, twin.Diverged);
    }

    [Fact]
    public void An_input_that_is_no_number_is_named()
    {
        CalibratedTwin twin = Calibrate(
            Epidemics.Seirm(), data => WithCases(data, _ => 3) with { Inputs = [.. data.Inputs.Select((v, i) => i == 2 * 7 ? double.NaN : v)] }, 30, 2);

        // The population is used where states start: only its first value counts, and that one is a number.
        Assert.Null(twin.Diverged);
        twin = Calibrate(
            Epidemics.Seirm(), data => WithCases(data, _ => 3) with { Inputs = [.. data.Inputs.Select((v, i) => i == 1 ? double.NaN : v)] }, 30, 2);
        Assert.Equal(new Divergence("population", 1, 0) { Cause = DivergenceCause.BadInput, Location = "Cali" }, twin.Diverged);
    }

    [Fact]
    public void Nothing_observed_anywhere_is_said()
    {
        CalibratedTwin twin = Calibrate(Epidemics.Seirm(), data => WithCases(data, _ => double.NaN), 30, 2);
        Assert.Equal((DivergenceCause.NothingObserved, "cases"), (twin.Diverged!.Cause, twin.Diverged.Quantity));
        Assert.Empty(twin.LeftOut);
    }

    // dV/dt = rate V^2 is infinite within half a day, whatever the step.
    [Fact]
    public void A_model_that_overflows_is_named_with_the_step()
    {
        Expression v = new NimmGen.Ir.Reference("V");
        var model = new MechanismIr(
            "Burst", null,
            [new QuantitySymbol("V", Unit.One, null, null, Place.None), new LearnedSymbol("rate", Unit.Parse("1/day"), 2, 3, null, null, Place.None)],
            [
                new RateStatement("V", new NimmGen.Ir.Reference("rate") * v * v, Place.None), new StartStatement("V", new Number(1, Unit.One), Place.None),
                new ObserveStatement("volume", Unit.One, v, Place.None),
            ],
            Scheme.Euler, 4);
        CalibratedTwin twin = Calibrate(model, data => data with { Targets = [data.Targets[0] with { Values = [.. Enumerable.Repeat(1.0, 40)], Scale = LossScale.Raw }] }, 40, 1);
        Assert.Equal((DivergenceCause.Overflow, "volume", "Bogota"), (twin.Diverged!.Cause, twin.Diverged.Quantity, twin.Diverged.Location));
        Assert.InRange(twin.Diverged.Step, 1, 39);
    }

    // All that is simulated is finite; the square of what is left to the observations is not.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_loss_that_is_not_finite_at_the_first_iteration_names_where_and_when(bool network)
    {
        CalibratedTwin twin = Trained(network, v => new NimmGen.Ir.Reference("rate") * v, start: 1e200, observed: step => step < 3 ? double.NaN : 1);
        Assert.Equal(new Divergence("volume", 0, 3) { Cause = DivergenceCause.Loss, Location = "Bogota" }, twin.Diverged);
        Assert.False(double.IsFinite(twin.Objective));
        Assert.NotEmpty(twin.LossCurve);
        Assert.All(twin.LossCurve, x => Assert.False(double.IsFinite(x)));
    }

    // The root of nothing is nothing, and infinitely steep.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gradient_that_is_not_finite_at_the_first_iteration_is_named(bool network)
    {
        CalibratedTwin twin = Trained(network, v => new NimmGen.Ir.Reference("rate") * new Call(Function.Sqrt, v), start: 0, observed: _ => 1);
        Assert.Equal((DivergenceCause.Gradient, "rate", "Bogota"), (twin.Diverged!.Cause, twin.Diverged.Quantity, twin.Diverged.Location));
        Assert.False(double.IsFinite(twin.Objective));
    }

    [Fact]
    public void A_feature_that_is_no_number_is_named_and_not_the_network()
    {
        MechanismIr model = Epidemics.Seirm();
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = WithCases(Epidemics.Empty(kernel, 30, 2), _ => 3) with { Locations = ["Bogota", "Cali"] };
        data.History[((4 * 2) + 1) * 2 + 1] = float.NaN;
        CalibratedTwin twin = NetworkCalibrator.Calibrate(model, kernel, data, new(), 5, cancellation: None);
        Assert.Equal(new Divergence("feature 2 of the history", 1, 4) { Cause = DivergenceCause.BadInput, Location = "Cali" }, twin.Diverged);
        Assert.False(double.IsFinite(twin.Objective));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_it_is_allocated()
    {
        var settings = new CalibrationSettings { MemoryBytes = 10_000 };
        CalibratedTwin twin = Calibrate(Epidemics.Seirm(), data => WithCases(data, _ => 3), 30, 2, settings);
        Assert.Equal(DivergenceCause.TooLarge, twin.Diverged!.Cause);
        Assert.Contains("2 locations x 30 steps", twin.Diverged.Detail, StringComparison.Ordinal);
        Assert.Empty(twin.State);
    }

    [Fact]
    public void The_estimate_of_memory_is_near_what_is_taken()
    {
        MechanismKernel kernel = Epidemics.Compile(Epidemics.Seirm(reporting: true));
        CalibrationData data = WithCases(Epidemics.Empty(kernel, 200, 500), i => i % 9);
        double expected = TrainingMemory.OfMechanism(kernel.Layout, data) - Bytes(data.Inputs) - data.Targets.Sum(t => Bytes(t.Values));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var objective = new TwinObjective(kernel.Model, kernel, data, new(), sharedPaths: true);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(objective);

        // What is not counted: values a segment, one a lane and week, and rows of one step.
        Assert.InRange(taken / expected, 0.85, 1.35);

        static double Bytes(double[] values) => sizeof(double) * (double)values.Length;
    }

    // dV/dt of one quantity with a rate in time, by the free path or by the network.
    private static CalibratedTwin Trained(bool network, Func<Expression, Expression> change, double start, Func<int, double> observed)
    {
        Expression v = new NimmGen.Ir.Reference("V");
        var model = new MechanismIr(
            "Quantity", null,
            [
                new QuantitySymbol("V", Unit.One, null, null, Place.None),
                new NeuralSymbol("rate", Unit.Parse("1/day"), 0.01, 0.05, Cadence.Weekly, null, null, Place.None),
            ],
            [new RateStatement("V", change(v), Place.None), new StartStatement("V", new Number(start, Unit.One), Place.None), new ObserveStatement("volume", Unit.One, v, Place.None)],
            Scheme.Euler, 4);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = WithCases(Epidemics.Empty(kernel, 40, 1, scale: LossScale.Raw), observed) with { Locations = ["Bogota"] };
        return network
            ? NetworkCalibrator.Calibrate(model, kernel, data, new(), 5, cancellation: None)
            : FreePathCalibrator.Calibrate(model, kernel, data, new() { Evaluations = 20 }, cancellation: None);
    }

    private static CalibrationData WithCases(CalibrationData data, Func<int, double> value) =>
        data with { Targets = [data.Targets[0] with { Values = [.. data.Targets[0].Values.Select((_, i) => value(i))] }] };

    private static CalibratedTwin Calibrate(MechanismIr model, Func<CalibrationData, CalibrationData> change, int steps, int lanes, CalibrationSettings? settings = null)
    {
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = change(Epidemics.Empty(kernel, steps, lanes)) with { Locations = ["Bogota", "Cali"] };
        return FreePathCalibrator.Calibrate(model, kernel, data, settings ?? new() { Evaluations = 20 }, cancellation: None);
    }
}
