using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

public sealed class EvaluationBudgetTests
{
    private static readonly EvaluationSettings Full = new();

    [Fact]
    public void A_city_and_fifty_states_get_all_evaluations()
    {
        // SEIRM on influenza-usa: 51 places, 179 weeks of 28 sub-steps, some 150 nodes.
        Assert.Equal(Full.Calibration, Full.FreePath(1.3e7, warm: false));
        Assert.Equal(Full.Calibration with { Evaluations = 80 }, Full.FreePath(1.3e7, warm: true));
        Assert.Equal((176, 18), (Full.Iterations(51 * 179, 1.3e7, false), Full.Iterations(51 * 179, 1.3e7, true)));
        Assert.True(Full.TakesNetwork(51 * 183));
    }

    [Fact]
    public void A_dear_mechanism_and_a_large_panel_get_fewer_but_never_none()
    {
        CalibrationSettings ages = Full.FreePath(6e7, warm: false), huge = Full.FreePath(1e12, warm: false);
        Assert.Equal((100, 14), (ages.Evaluations, ages.ScoutEvaluations));
        Assert.Equal((30, 4), (huge.Evaluations, huge.ScoutEvaluations));
        Assert.Equal(8, Full.FreePath(1e12, warm: true).Evaluations);
        Assert.Equal(334, Full.Iterations(330, 6e7, warm: false));
        Assert.Equal(150, Full.Iterations(644 * 235, 6e7, warm: false));
        Assert.False(Full.TakesNetwork(644 * 244));
        Assert.True(EvaluationSettings.Quick.TakesNetwork(644 * 244));
        Assert.Equal(EvaluationSettings.Quick.Calibration with { Evaluations = 30 }, EvaluationSettings.Quick.FreePath(6e7, warm: false));
    }

    [Fact]
    public void Without_a_network_the_free_path_is_what_is_scored()
    {
        ForecastTask task = Towns.Task();
        MechanismIr model = Towns.Sir("cases", incidence: true);
        EvaluationSettings small = Full with { LargestNetwork = 100, Calibration = new() { Evaluations = 10 }, WarmEvaluations = 4 };
        Validation validation = new ForecastEvaluator(task, small).Validate(model, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal([FreePathCalibrator.Name], validation.Scores.Select(s => s.Method));
    }

    [Fact]
    public void Twice_the_steps_or_four_more_lanes_cost_twice()
    {
        Compile.MechanismKernel kernel = new RollingEvaluation(Towns.Task(), Towns.Sir("cases", incidence: true), Full).Kernel;
        Assert.Equal(2 * kernel.Cost(50, 4), kernel.Cost(100, 4));
        Assert.Equal(2 * kernel.Cost(50, 4), kernel.Cost(50, 8));
        Assert.Equal(kernel.Cost(50, 4), kernel.Cost(50, 1));
    }
}
