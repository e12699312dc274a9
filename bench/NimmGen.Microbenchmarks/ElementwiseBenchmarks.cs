using BenchmarkDotNet.Attributes;
using NimmGen.Learn.Kernels;

namespace NimmGen.Microbenchmarks;

/// <summary>Functions of 4096 numbers.</summary>
public unsafe class ElementwiseBenchmarks
{
    private const int Length = 4096;
    private readonly KernelSet _kernels = KernelSet.For(SimdWidth.Widest);
    private readonly AlignedBuffer _x = new(Length), _y = new(Length);

    [Params("Exp", "Sigmoid", "Tanh", "Relu", "Gelu")]
    public string Function { get; set; } = "";

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Length; i++)
        {
            _x.Span[i] = 8 * MathF.Sin(i);
        }
    }

    [Benchmark(OperationsPerInvoke = Length)]
    public void Apply() => _kernels.Apply(Enum.Parse<Elementwise>(Function), Length, _x.Pointer, _y.Pointer);
}
