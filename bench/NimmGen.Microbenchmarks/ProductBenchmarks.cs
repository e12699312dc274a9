using BenchmarkDotNet.Attributes;
using NimmGen.Compile;
using NimmGen.Learn.Kernels;

namespace NimmGen.Microbenchmarks;

/// <summary>Products in the shapes in which the layers call them, and of couplings between places.</summary>
public unsafe class ProductBenchmarks
{
    private readonly KernelSet _kernels = KernelSet.For(SimdWidth.Widest);
    private readonly AlignedBuffer _a = new(1 << 18), _b = new(1 << 18), _c = new(1 << 18);
    private readonly double[] _x = new double[644], _y = new double[644];
    private readonly CouplingMatrix _dense = new(644, [.. Enumerable.Range(0, 644 * 644).Select(i => 1.0 / (1 + i % 7))]);
    private readonly CouplingMatrix _sparse = new(644, [.. Enumerable.Range(0, 644 * 644).Select(i => i % 101 < 3 ? 0.5 : 0)]);

    [Benchmark]
    public void Projection() => _kernels.Gemm(294, 192, 64, _a.Pointer, 64, 1, _b.Pointer, 192, null, 0, _c.Pointer, 192);

    [Benchmark]
    public void WeightGradient() => _kernels.Gemm(64, 192, 294, _a.Pointer, 1, 64, _b.Pointer, 192, _c.Pointer, 192, _c.Pointer, 192);

    [Benchmark]
    public void RecurrentFourLanes() => _kernels.Gemm(4, 96, 32, _a.Pointer, 32, 1, _b.Pointer, 96, _c.Pointer, 96, _c.Pointer, 96);

    [Benchmark]
    public void DenseCoupling() => _dense.Multiply(_x, _y, transposed: false);

    [Benchmark]
    public void SparseCoupling() => _sparse.Multiply(_x, _y, transposed: false);
}
