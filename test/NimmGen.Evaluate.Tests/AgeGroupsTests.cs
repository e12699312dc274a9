using NimmGen.Data;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

/// <summary>A model of sixteen age groups, trained on the daily cases of Bogota with its contact matrix and populations.</summary>
public sealed class AgeGroupsTests
{
    [Fact]
    public void A_model_of_age_groups_follows_Bogota()
    {
        ForecastTask task = RealData.Task("covid-bogota");
        var settings = new EvaluationSettings { Calibration = new CalibrationSettings { Evaluations = 60 } };
        var evaluation = new RollingEvaluation(task, new Models.AgeSeir().ToIr(), settings);
        Assert.Equal(5 * 16, evaluation.Kernel.Layout.States.Length);
        Origin origin = task.TestOrigins[0];
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(origin, FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        Assert.Null(twin.Diverged);

        // The objective is half the logarithm of the unexplained share of variance, with small penalties: below -0.8 more than four
        // fifths of the variance of the square roots is explained.
        Assert.InRange(twin.Objective, -10, -0.8);

        // What the data say of the groups has come in: all people, and the share of a column's contacts.
        int inputs = evaluation.Kernel.Layout.Inputs.Length;
        double Input(string name) => data.Inputs[evaluation.Kernel.Layout.Inputs.IndexOf(name)];
        Assert.Equal(16 + 256, inputs);
        Assert.Equal(task.Panel.Constant("population")[0], evaluation.Kernel.Layout.Inputs.Where(n => n.StartsWith("population", StringComparison.Ordinal)).Sum(Input), 1e-6);
        Assert.Equal(task.Panel.Matrix("contacts")[2, 5], Input("contacts_10_15_25_30"));
    }
}
