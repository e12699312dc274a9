using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

public sealed class TwinObjectiveTests
{
    private const int Lanes = 3;

    public static TheoryData<LossScale, bool, bool> Cases => new(
        from scale in Enum.GetValues<LossScale>() from mixed in new[] { false, true } from shared in new[] { false, true } select (scale, mixed, shared));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_is_that_of_central_differences(LossScale scale, bool mixed, bool shared)
    {
        MechanismIr model = Epidemics.Seirm(mixed ? Cadence.Weekly : Cadence.EveryStep, reporting: mixed);
        MechanismKernel kernel = Epidemics.Compile(model);
        var random = new Random(7);
        CalibrationData data = Epidemics.Empty(kernel, 30, Lanes, scale: scale);
        data = data with
        {
            Targets = [.. data.Targets.Select(t => t with { Values = [.. t.Values.Select(_ => random.Next(4) == 0 ? double.NaN : random.Next(1, 200))] })],
        };
        var objective = new TwinObjective(model, kernel, data, new CalibrationSettings(), shared);
        Assert.Equal(7, objective.WeekdayCount);
        GradientAgrees(objective);
    }

    /// <summary>Every derivative of an objective, at a random point.</summary>
    internal static void GradientAgrees(TwinObjective objective)
    {
        var random = new Random(5);
        int size = objective.Grid.Size, learned = size + objective.LearnedCount, all = learned + objective.WeekdayCount;
        double[] x = [.. Enumerable.Range(0, all).Select(_ => random.NextDouble() - 0.5)];
        var gradient = new double[all];
        double At(double[] point, double[] into) => objective.Evaluate(
            point.AsSpan(0, size), point.AsSpan(size, learned - size), point.AsSpan(learned),
            into.AsSpan(0, size), into.AsSpan(size, learned - size), into.AsSpan(learned));
        double value = At(x, gradient);
        Assert.True(double.IsFinite(value));

        // A step of 1e-5 leaves an error of about 1e-10 from truncation and 1e-11 of the value from rounding; the gradient is of order 1e-3 to 1.
        const double Step = 1e-5;
        double rounding = 2e-8 * Math.Max(1, Math.Abs(value));
        var scratch = new double[all];
        for (int i = 0; i < all; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += Step;
            down[i] -= Step;
            double expected = (At(up, scratch) - At(down, scratch)) / (2 * Step);
            Assert.True(Math.Abs(gradient[i] - expected) <= rounding + 1e-6 * Math.Abs(expected), $"variable {i}: {gradient[i]}, expected {expected}");
        }
    }

    [Fact]
    public void Series_without_observations_does_not_count()
    {
        MechanismIr model = Epidemics.Seirm();
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Empty(kernel, 30, 1);
        CalibrationData observed = Epidemics.Observed(model, kernel, data, _ => 0.4, [0, 0]).Data;
        CalibrationData half = data with { Targets = [observed.Targets[0], data.Targets[1]] };
        Assert.True(double.IsFinite(FreePathCalibrator.Calibrate(model, kernel, half, new() { Evaluations = 5 }, cancellation: TestContext.Current.CancellationToken).Objective));
        CalibratedTwin nothing = FreePathCalibrator.Calibrate(model, kernel, data, new() { Evaluations = 5 }, cancellation: TestContext.Current.CancellationToken);
        Assert.False(double.IsFinite(nothing.Objective));
        Assert.Equal((DivergenceCause.NothingObserved, "cases, deaths"), (nothing.Diverged!.Cause, nothing.Diverged.Quantity));
    }
}
