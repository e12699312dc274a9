using System.Runtime.Intrinsics;

namespace NimmGen.Learn.Kernels;

/// <summary>
/// The kernels for one vector width behind one virtual call each. A call covers a whole product or a whole pass over time, so
/// that the indirection costs nothing; inside there is none.
/// </summary>
internal abstract unsafe class KernelSet
{
    /// <summary>The set for <paramref name="width"/>, or the widest that this processor accelerates.</summary>
    /// <exception cref="PlatformNotSupportedException">This processor has no vectors of the width that was asked for.</exception>
    public static KernelSet For(SimdWidth width) => width switch
    {
        SimdWidth.Widest when Vector512.IsHardwareAccelerated => new KernelSet<Vector512<float>, Simd512>(),
        SimdWidth.Widest when Vector256.IsHardwareAccelerated => new KernelSet<Vector256<float>, Simd256>(),
        SimdWidth.Widest or SimdWidth.Scalar => new KernelSet<float, SimdScalar>(),
        SimdWidth.Vector256 when Vector256.IsHardwareAccelerated => new KernelSet<Vector256<float>, Simd256>(),
        SimdWidth.Vector512 when Vector512.IsHardwareAccelerated => new KernelSet<Vector512<float>, Simd512>(),
        _ => throw new PlatformNotSupportedException(
            $"This processor does not accelerate {width} kernels; use {nameof(SimdWidth)}.{nameof(SimdWidth.Widest)}."),
    };

    /// <inheritdoc cref="Gemm{TVector, TSimd}.Run"/>
    public abstract void Gemm(
        int rows, int columns, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow);

    /// <inheritdoc cref="GruForwardKernel{TVector, TSimd}.Forward"/>
    public abstract void GruForward(
        GruShape shape, int from, int to, float* gates, float* memory, float* output, float* weights, float* bias, nint biasStride, float* initial);

    /// <inheritdoc cref="GruBackwardKernel{TVector, TSimd}.Backward"/>
    public abstract void GruBackward(
        GruShape shape, int from, int to, float* gates, float* memory, float* output, float* outputAdjoint, float* transposed, float* initial, float* carry);

    /// <inheritdoc cref="LstmKernel{TVector, TSimd}.Forward"/>
    public abstract void LstmForward(LstmShape shape, float* gates, float* cells, float* output, float* weights, float* zero);

    /// <inheritdoc cref="LstmKernel{TVector, TSimd}.Backward"/>
    public abstract void LstmBackward(
        LstmShape shape, float* gates, float* cells, float* outputAdjoint, float* transposed, float* zero, float* back, float* cellBack);

    /// <inheritdoc cref="VectorKernel{TVector, TSimd}.AddGeluAdjoint"/>
    public abstract void AddGeluAdjoint(int length, float* x, float* dy, float* dx);

    /// <inheritdoc cref="SoftmaxKernel{TVector, TSimd}.Forward"/>
    public abstract void Softmax(int rows, int columns, int padded, float scale, float* s, nint row, float* sums);

    /// <inheritdoc cref="SoftmaxKernel{TVector, TSimd}.BackwardOfColumnSums"/>
    public abstract void SoftmaxBackward(int rows, int padded, float scale, float* p, nint row, float* g);

    /// <summary>y = f(x), elementwise; in place where y = x.</summary>
    public abstract void Apply(Elementwise function, int length, float* x, float* y);

    /// <inheritdoc cref="VectorKernel{TVector, TSimd}.ApplyAdjoint"/>
    public abstract void ApplyAdjoint(Elementwise function, int length, float* y, float* dy);

    /// <inheritdoc cref="VectorKernel{TVector, TSimd}.RowDots"/>
    public abstract void RowDots(int rows, int columns, float* x, nint row, float* v, float* target);

    /// <summary>target[j] += sum_i x[i, j].</summary>
    public void AddColumnSums(int rows, int columns, float* x, nint row, float* target)
    {
        // A product with a left factor of ones, all of them the same float.
        var one = 1f;
        Gemm(1, columns, rows, &one, 0, 0, x, row, target, 0, target, 0);
    }

    /// <summary>target[j, i] = x[i, j], for x [rows, columns].</summary>
    public static void Transpose(int rows, int columns, float* x, nint row, float* target, nint targetRow) =>
        Transposition.Run(rows, columns, x, row, target, targetRow);
}

/// <inheritdoc cref="KernelSet"/>
internal sealed unsafe class KernelSet<TVector, TSimd> : KernelSet
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    public override void Gemm(
        int rows, int columns, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow) =>
        Gemm<TVector, TSimd>.Run(rows, columns, depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);

    public override void GruForward(
        GruShape shape, int from, int to, float* gates, float* memory, float* output, float* weights, float* bias, nint biasStride, float* initial) =>
        GruForwardKernel<TVector, TSimd>.Forward(shape, from, to, gates, memory, output, weights, bias, biasStride, initial);

    public override void GruBackward(
        GruShape shape, int from, int to, float* gates, float* memory, float* output, float* outputAdjoint, float* transposed, float* initial, float* carry) =>
        GruBackwardKernel<TVector, TSimd>.Backward(shape, from, to, gates, memory, output, outputAdjoint, transposed, initial, carry);

    public override void LstmForward(LstmShape shape, float* gates, float* cells, float* output, float* weights, float* zero) =>
        LstmKernel<TVector, TSimd>.Forward(shape, gates, cells, output, weights, zero);

    public override void LstmBackward(
        LstmShape shape, float* gates, float* cells, float* outputAdjoint, float* transposed, float* zero, float* back, float* cellBack) =>
        LstmKernel<TVector, TSimd>.Backward(shape, gates, cells, outputAdjoint, transposed, zero, back, cellBack);

    public override void AddGeluAdjoint(int length, float* x, float* dy, float* dx) => VectorKernel<TVector, TSimd>.AddGeluAdjoint(length, x, dy, dx);

    public override void Softmax(int rows, int columns, int padded, float scale, float* s, nint row, float* sums) =>
        SoftmaxKernel<TVector, TSimd>.Forward(rows, columns, padded, scale, s, row, sums);

    public override void SoftmaxBackward(int rows, int padded, float scale, float* p, nint row, float* g) =>
        SoftmaxKernel<TVector, TSimd>.BackwardOfColumnSums(rows, padded, scale, p, row, g);

    public override void Apply(Elementwise function, int length, float* x, float* y) =>
        VectorKernel<TVector, TSimd>.Apply(function, length, x, y);

    public override void ApplyAdjoint(Elementwise function, int length, float* y, float* dy) =>
        VectorKernel<TVector, TSimd>.ApplyAdjoint(function, length, y, dy);

    public override void RowDots(int rows, int columns, float* x, nint row, float* v, float* target) =>
        VectorKernel<TVector, TSimd>.RowDots(rows, columns, x, row, v, target);
}
