using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn.Benchmarks;

/// <summary>The objective and gradient of a free path on seeded data, to be timed.</summary>
internal sealed class FreePathTraining
{
    private readonly FreePathObjective _objective;
    private readonly double[] _point;
    private readonly double[] _gradient;

    public FreePathTraining(MechanismIr model, EngineShape shape, int threads)
    {
        Kernel = MechanismKernel.Compile(model, new KernelOptions(shape.StepDays));
        CalibrationData data = SyntheticTraining.Data(shape, Kernel.Layout, seed: 1, history: false);
        _objective = new FreePathObjective(model, Kernel, data, new CalibrationSettings { Threads = threads });
        _point = new double[_objective.Count];
        _gradient = new double[_objective.Count];
    }

    public MechanismKernel Kernel { get; }

    /// <summary>One iteration of a training; a diverged one does less work, and its time would say nothing.</summary>
    public void Iterate()
    {
        double value = _objective.Evaluate(_point, _gradient);
        if (!double.IsFinite(value))
        {
            throw new InvalidOperationException($"the objective is {value}: the synthetic data are outside what the mechanism can follow");
        }
    }
}
