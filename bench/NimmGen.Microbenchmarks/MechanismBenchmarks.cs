using BenchmarkDotNet.Attributes;
using NimmGen.Learn.Benchmarks;

namespace NimmGen.Microbenchmarks;

/// <summary>Objective and gradient of a free path of SEIRM, plain, coupled and with a closure, on the shape of influenza-usa.</summary>
public class MechanismBenchmarks
{
    private FreePathTraining? _training;

    [Params("Plain", "Coupled", "Closure")]
    public string Variant { get; set; } = "";

    [GlobalSetup]
    public void Build() => _training = new(SyntheticTraining.Seirm(Enum.Parse<SyntheticTraining.Variant>(Variant)), EngineShape.InfluenzaUsa, 1);

    [Benchmark]
    public void Iteration() => _training!.Iterate();
}
