using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Tests.Calibration;

public sealed class LaplaceTests
{
    private const int Steps = 60;
    private const double Scatter = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_straight_line_it_is_the_covariance_of_least_squares(bool byDifferences)
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Line(byDifferences);
        var settings = new CalibrationSettings();
        CancellationToken none = TestContext.Current.CancellationToken;
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, settings, cancellation: none);
        LaplaceApproximation laplace = LaplaceApproximation.Of(model, kernel, data, settings, twin, none)!;
        Assert.False(laplace.Damped);

        // y = a + b t: (X'X)^-1 times the mean squared residual, or the variance that the model says, t from 1 to 60.
        double[] t = [.. Enumerable.Range(1, Steps).Select(i => (double)i)], y = data.Targets[0].Values;
        double mt = t.Average(), my = y.Average(), stt = t.Sum(x => (x - mt) * (x - mt));
        double b = t.Zip(y, (x, v) => (x - mt) * (v - my)).Sum() / stt, a = my - b * mt;
        double variance = byDifferences ? Scatter * Scatter : t.Zip(y, (x, v) => Math.Pow(v - a - b * x, 2)).Average();
        double deviationB = Math.Sqrt(variance / stt), deviationA = Math.Sqrt(variance * (1.0 / Steps + mt * mt / stt));
        ParameterInterval slope = laplace.Parameters.Single(p => p.Name == "slope"), first = laplace.Parameters.Single(p => p.Name == "first");

        // The floor of the residual variance (1e-3 of the data's), and priors that are wide against the data, are what differs.
        Assert.Equal(b, slope.Value, 0.05 * deviationB);
        Assert.Equal(a, first.Value, 0.05 * deviationA);
        Assert.Equal(deviationB, slope.Deviation, 0.02 * deviationB);
        Assert.Equal(deviationA, first.Deviation, 0.02 * deviationA);
        Assert.InRange(slope.Value, slope.Low, slope.High);
        Assert.Equal(1.96 * 2 * deviationB, slope.High - slope.Low, 0.03 * deviationB * 4);
        int n = laplace.Parameters.Length, i = laplace.Parameters.IndexOf(slope), j = laplace.Parameters.IndexOf(first);
        Assert.Equal(-mt / Math.Sqrt(mt * mt + stt / Steps), laplace.Correlation[i * n + j], 0.01);
    }

    [Fact]
    public void A_profile_of_the_likelihood_agrees_on_an_epidemic()
    {
        MechanismIr model = Epidemics.Seirm(Cadence.Never);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Observed(model, kernel, Epidemics.Empty(kernel, 70, 1), _ => 0.5, [0.3, 0.5]).Data;
        var random = new Random(1);
        data = data with
        {
            Targets = [.. data.Targets.Select(t => t with { Weekdays = false, Values = [.. t.Values.Select(v => v * Math.Exp(0.2 * (random.NextDouble() + random.NextDouble() - 1)))] })],
        };
        var settings = new CalibrationSettings();
        CancellationToken none = TestContext.Current.CancellationToken;
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, settings, cancellation: none);
        LaplaceApproximation laplace = LaplaceApproximation.Of(model, kernel, data, settings, twin, none)!;
        var function = new FreePathObjective(model, kernel, data, settings);
        do
        {
            function.Evaluate(twin.State, new double[twin.State.Length]);
        }
        while (function.Twin.LowerFloor());
        int gamma = function.Path.Count + kernel.Layout.Learneds.IndexOf("gamma");
        double raw = twin.State[gamma], deviation = laplace.Parameters.Single(p => p.Name == "gamma").Deviation / function.Twin.Trajectory.LearnedTransform(0).Derivative(raw);

        // At 1.96 standard deviations to either side, the rest fitted anew, the log-likelihood is 1.92 lower: half the 95 % point of chi-squared.
        foreach (double side in (double[])[-1.96, 1.96])
        {
            double[] point = [.. twin.State];
            point[gamma] = raw + side * deviation;
            LimitedMemoryBfgs.Minimise(
                (x, gradient) =>
                {
                    double value = function.Evaluate(x, gradient);
                    gradient[gamma] = 0;
                    return value;
                },
                point, 400, tolerance: 1e-12, cancellation: none);
            double drop = function.Twin.ObservationCount * (function.Evaluate(point, new double[point.Length]) - twin.Objective);
            Assert.InRange(drop, 1.5, 2.4);
        }
    }

    [Fact]
    public void A_network_and_a_training_that_failed_have_none()
    {
        (MechanismIr model, MechanismKernel kernel, CalibrationData data) = Line(byDifferences: false);
        CancellationToken none = TestContext.Current.CancellationToken;
        CalibratedTwin twin = FreePathCalibrator.Calibrate(model, kernel, data, new(), cancellation: none);
        Assert.Null(LaplaceApproximation.Of(model, kernel, data, new(), twin with { Calibrator = NetworkCalibrator.Name }, none));
        Assert.Null(LaplaceApproximation.Of(model, kernel, data, new(), twin with { Objective = double.NaN }, none));
    }

    // A quantity that grows by a learned amount a day; a scatter that the model says takes it off the path of exact sensitivities.
    private static (MechanismIr Model, MechanismKernel Kernel, CalibrationData Data) Line(bool byDifferences)
    {
        Unit perDay = Unit.Parse("1/day");
        Expression slope = new NimmGen.Ir.Reference("slope");
        var model = new MechanismIr(
            "Line", null,
            [
                new QuantitySymbol("V", Unit.One, null, null, Place.None),
                new LearnedSymbol("slope", perDay, 0.05, 5, null, null, Place.None),
                new LearnedSymbol("first", Unit.One, 0, 60, null, null, Place.None),
            ],
            [
                new RateStatement("V", slope, Place.None),
                new StartStatement("V", new NimmGen.Ir.Reference("first"), Place.None),
                new ObserveStatement("volume", Unit.One, new NimmGen.Ir.Reference("V"), Place.None)
                {
                    Noise = byDifferences ? new Noise(NoiseFamily.Gaussian, new Number(Scatter, Unit.One)) : null,
                },
            ],
            Scheme.Euler, 1);
        MechanismKernel kernel = Epidemics.Compile(model);
        CalibrationData data = Epidemics.Empty(kernel, Steps, 1, scale: LossScale.Raw);
        var random = new Random(6);
        double[] values = [.. Enumerable.Range(1, Steps).Select(t => 25 + 0.6 * t + 6 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
        return (model, kernel, data with { Targets = [data.Targets[0] with { Weekdays = false, Values = values }] });
    }
}
