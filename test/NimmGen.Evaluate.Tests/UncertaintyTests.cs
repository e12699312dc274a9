using NimmGen.Data;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

/// <summary>Intervals of parameters on the influenza outbreak in a boarding school, 1978.</summary>
public sealed class UncertaintyTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void A_bootstrap_of_residuals_agrees_with_the_curvature()
    {
        (RollingEvaluation evaluation, CalibratedTwin twin, CalibrationData data) = School();
        LaplaceApproximation laplace = ParameterUncertainty.Laplace(evaluation, twin, data, None)!;
        Assert.False(laplace.Damped);
        double[] observed = data.Targets[0].Values, fitted = [.. evaluation.Session(twin, data).Fitted];
        var random = new Random(1);
        var values = new List<double[]>();
        for (int b = 0; b < 60; b++)
        {
            double[] drawn = [.. fitted.Select(f => f + Residual(random.Next(observed.Length)))];
            CalibrationData again = data with { Targets = [data.Targets[0] with { Values = drawn }] };
            CalibratedTwin other = FreePathCalibrator.Calibrate(evaluation.Kernel.Model, evaluation.Kernel, again, evaluation.Calibration, twin, None);
            values.Add([.. Enumerable.Range(0, 2).Select(q => Transform(q).Value(other.Learned[q]))]);
        }

        // Sixty draws leave a deviation uncertain by a tenth; twelve residuals, of which three are spent on parameters, by more.
        for (int q = 0; q < 2; q++)
        {
            double mean = values.Average(v => v[q]), deviation = Math.Sqrt(values.Sum(v => (v[q] - mean) * (v[q] - mean)) / (values.Count - 1));
            Assert.InRange(laplace.Parameters[q].Deviation / deviation, 0.65, 1.6);
        }

        double Residual(int i) => observed[i] - fitted[i];

        // beta and gamma, in the order of declaration.
        static BoundedTransform Transform(int q) => q == 0 ? new(0.02, 5) : new(1 / 14.0, 1);
    }

    [Fact]
    public void Explanations_have_intervals_and_what_can_be_traded()
    {
        (RollingEvaluation evaluation, CalibratedTwin twin, CalibrationData data) = School();
        TwinAtOrigin explained = TwinExplanation.Of(evaluation, twin, data, new Extension(1, Tendency.Neutral));
        Assert.All(explained.Parameters.Where(p => p.Origin == "learned"), p =>
        {
            Assert.InRange(p.Value, p.Low!.Value, p.High!.Value);
            Assert.InRange(p.Low.Value, p.Min, p.High.Value);
            Assert.True(p.High <= p.Max);
        });

        // How many were infected on the first day and how fast it spread say much the same of the days that were seen.
        Assert.Contains(explained.Trades, t => t is { First: "beta", Second: "infected0", Correlation: < -0.95 });
    }

    [Fact]
    public void Restarts_end_in_one_place_and_are_the_same_for_any_number_of_jobs()
    {
        (RollingEvaluation evaluation, CalibratedTwin twin, _) = School();
        var ensemble = ParameterUncertainty.Ensemble(evaluation, new Origin(12), FreePathCalibrator.Name, 4, jobs: 2, None);
        Assert.Equal(4, ensemble.Length);
        Assert.Equal(twin.Objective, ensemble[0].Objective, 1e-4);
        Assert.Equal(
            ensemble.Select(t => t.Objective), ParameterUncertainty.Ensemble(evaluation, new Origin(12), FreePathCalibrator.Name, 4, jobs: 1, None).Select(t => t.Objective));
        Assert.True(ensemble.Count(t => Math.Abs(t.Objective - twin.Objective) < 1e-3) >= 3, string.Join(' ', ensemble.Select(t => t.Objective)));
    }

    private static (RollingEvaluation Evaluation, CalibratedTwin Twin, CalibrationData Data) School()
    {
        Assert.True(ForecastTask.TryCreate(Catalogue.Read("boarding-school").Panel!, null, out ForecastTask? task, out string problem), problem);
        var evaluation = new RollingEvaluation(task!, new SchoolSir().ToIr(), new EvaluationSettings());
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(new Origin(12), FreePathCalibrator.Name, null, null, None);
        return (evaluation, twin, data);
    }
}
