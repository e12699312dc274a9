using NimmGen.Data;
using NimmGen.Learn;

namespace NimmGen.Evaluate.Tests;

/// <summary>The textbook model of the embedded outbreak.</summary>
internal sealed class SchoolSir : Model
{
    readonly Compartment S = new(Units.People);
    readonly Compartment I = new(Units.People);
    readonly Compartment R = new(Units.People);
    readonly Learned beta = new(Units.PerDay, 0.02, 5) { Role = Role.Transmission };
    readonly Learned gamma = new(Units.PerDay, 1 / 14.0, 1);
    readonly Learned infected0 = new(Units.Fraction, 1e-7, 1e-2);
    readonly Input population = new(Units.People, min: 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I + R));
        Flow(I, R, gamma);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);
        Solver(Scheme.RungeKutta4, subSteps: 4);
        Observe("in_bed", Units.People, I);
    }
}

public sealed class BoardingSchoolTests
{
    [Fact]
    public void Agrees_with_least_squares_done_elsewhere()
    {
        Assert.True(ForecastTask.TryCreate(Catalogue.Read("boarding-school").Panel!, null, out ForecastTask? task, out string problem), problem);
        var evaluation = new RollingEvaluation(task!, new SchoolSir().ToIr(), new EvaluationSettings());
        (CalibratedTwin twin, CalibrationData data) = evaluation.Calibrate(new Origin(12), FreePathCalibrator.Name, null, null, TestContext.Current.CancellationToken);
        TwinAtOrigin explained = TwinExplanation.Of(evaluation, twin, data, new Extension(1, Tendency.Neutral));

        // Least squares of the first 12 days with a free start, by a script of its own (Runge-Kutta, 20 steps a day, random
        // search): R0 3.906, infectious period 2.232 days. The weak prior on learned values moves ours by less than 1 %.
        Assert.Equal(3.906, explained.BasicReproduction!.Value, 0.04);
        Assert.Equal(2.232, explained.InfectiousPeriodDays!.Value, 0.02);
    }
}
