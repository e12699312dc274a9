using BenchmarkDotNet.Attributes;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Benchmarks;

namespace NimmGen.Microbench;

/// <summary>
/// The mechanism alone: SEIRM on the shapes of the benchmark's tasks, whose places are the kernel's lanes, on one thread. Nothing may be allocated.
/// </summary>
public class MechanismBenchmarks
{
    private MechanismKernel _kernel = null!;
    private SimulationBuffers _buffers = null!;

    /// <summary>1: covid-bogota, 294 days; 51: influenza-usa, 179 weeks; 644: mrsa-virginia, 232 weeks. Four sub-steps a day.</summary>
    [Params(1, 51, 644)]
    public int Lanes { get; set; }

    [Params(Scheme.Hazard, Scheme.Patankar, Scheme.RungeKutta4)]
    public Scheme Scheme { get; set; }

    /// <summary>[step][channel][lane] of the last simulation.</summary>
    internal ReadOnlySpan<double> Observations => _buffers.Observations;

    /// <summary>[step][parameter][lane] of the last reverse pass.</summary>
    internal ReadOnlySpan<double> NeuralAdjoint => _buffers.NeuralAdjoint;

    [GlobalSetup]
    public void Setup()
    {
        EngineShape shape = EngineShape.All.Single(s => s.Locations == Lanes);
        _kernel = MechanismKernel.Compile(SyntheticTraining.Seirm() with { Scheme = Scheme }, new(shape.StepDays));
        _buffers = _kernel.CreateBuffers(Lanes, shape.Steps);
        Array.Fill(_buffers.Inputs, 1e6);
        Array.Fill(_buffers.ObservationAdjoint, 1e-3);
        for (int i = 0; i < _kernel.Layout.Learneds.Length; i++)
        {
            _buffers.Learned[i] = _kernel.Layout.Learneds[i] switch { "reported" => 0.3, "infected0" => 1e-4, var other => throw Unknown(other) };
        }

        for (int row = 0; row < shape.Steps * _kernel.Layout.Neurals.Length; row++)
        {
            _buffers.Neural.AsSpan(row * _buffers.Stride, _buffers.Stride).Fill(
                _kernel.Layout.Neurals[row % _kernel.Layout.Neurals.Length] switch
                {
                    "beta" => 0.3,
                    "sigma" => 0.25,
                    "gamma" => 0.2,
                    "fatality" => 0.01,
                    var other => throw Unknown(other),
                });
        }

        // The reverse pass reads what a simulation leaves.
        Simulate();
    }

    /// <summary>Start values and all steps.</summary>
    [Benchmark]
    public void Simulate()
    {
        _kernel.Start(_buffers);
        _kernel.Simulate(_buffers, 0, _buffers.Steps);
    }

    /// <summary>Back through all steps and the start values.</summary>
    [Benchmark]
    public void Differentiate() => _kernel.Differentiate(_buffers, 0, _buffers.Steps, throughStart: true);

    private static InvalidOperationException Unknown(string name) => new($"the mechanism has {name}, for which this benchmark has no value: give it one");
}
