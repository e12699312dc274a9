using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Evaluate.Baselines;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Ir;
using NimmGen.Learn;
using NimmGen.Learn.Networks;

namespace NimmGen.Search.Benchmarks;

/// <summary>
/// Grad-Metapopulation with CalibNN, as the paper's baseline: ages of a city, states of a country or facilities that exchange
/// patients. Correct, or as the public code has it.
/// </summary>
/// <param name="asPublished">The faults of the public code too: see <see cref="GradMetapopulationPrograms.AsPublished"/>.</param>
internal sealed class GradMetapopulationMethod(bool asPublished) : ForecastMethod
{
    private const int Iterations = 1000;
    private const int LeastIterations = 150;

    // Steps times locations times iterations, above which there are fewer of them.
    private const double Budget = 1.6e6;

    private const int Smoothing = 7;

    public override string Name => asPublished ? "grad-metapopulation-as-published" : "grad-metapopulation";

    public override string Title => asPublished ? "Grad-Metapopulation, as published" : "Grad-Metapopulation";

    public override string Settings =>
        $"CalibNN {(asPublished ? "summing, targets smoothed over a week, " : "averaging, ")}RMSE, AdamW {LearningRate}, {Iterations} iterations, fewer above {Budget:0.0e0} cells, free decoder; programs {Revision}";

    public override bool Seeded => true;

    protected override bool Cheap => false;

    private double LearningRate => asPublished ? 5e-4 : 2e-3;

    // To be raised with the programs.
    private const int Revision = 1;

    protected override string? WhyNot(ForecastTask task) => Program(task) is null
        ? asPublished ? "the public code has groups by age, and this task no contact matrix of its own" : "needs a matrix of contacts, mobility or transfers"
        : null;

    protected override double[] Forecast(ForecastTask task, Origin origin, CellContext context)
    {
        MechanismIr program = BaselineProgram.Read(Program(task)!, Name, context.Cancellation);
        MechanismKernel kernel = MechanismKernel.Compile(program, new KernelOptions(task.StepDays));
        MechanismIr model = kernel.Model;
        CalibrationData data = CalibrationBuilder.Build(task, model, kernel.Layout, origin, features: true);
        if (asPublished)
        {
            data = data with { Targets = [.. data.Targets.Select(t => t with { Values = Smoothed(t.Values, data.Lanes) })] };
        }

        int observation = kernel.Layout.Observations.IndexOf(task.Target.Name);
        int iterations = (int)Math.Clamp(Budget / (data.TrainSteps * data.Lanes), LeastIterations, Iterations);
        double[] modelled = DecoderCalibration.Run(
            model, kernel, data, observation,
            new(context.Scaled(iterations, 2), LearningRate, asPublished ? AttentionReduction.Sum : AttentionReduction.Mean, (ulong)context.Seed), context.Cancellation);
        double factor = model.Observations.First(o => o.Channel == task.Target.Name).Unit.FactorTo(task.Target.Unit);
        return [.. modelled[(data.TrainSteps * data.Lanes)..].Select(v => v * factor)];
    }

    private string? Program(ForecastTask task) =>
        task.Panel.MatrixNames.Contains("contacts") && task.Target.Name == "cases" ? asPublished ? GradMetapopulationPrograms.AsPublished : GradMetapopulationPrograms.Ages
        : asPublished ? null
        : task.Panel.MatrixNames.Contains("mobility") && task.Target.Name == "ili" ? GradMetapopulationPrograms.States
        : task.Panel.MatrixNames.Contains("transfers") && task.Target.Name == "infections" ? GradMetapopulationPrograms.Facilities
        : null;

    // The mean of the last seven steps, fewer at the beginning.
    private static double[] Smoothed(double[] values, int lanes) =>
        [.. values.Select((_, i) => Enumerable.Range(0, Smoothing).Select(k => i - k * lanes).Where(j => j >= 0).Average(j => values[j]))];
}
