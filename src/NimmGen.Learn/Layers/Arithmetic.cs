using System.Numerics;
using NimmGen.Ir;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>
/// What the layers are written in: products, activations, softmax and the recurrence of a GRU, each a whole pass, so that the virtual call
/// costs nothing. The layers themselves are the same code for float, which trains, and double, in which their gradients are checked.
/// </summary>
internal abstract unsafe class Arithmetic<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="Gemm{TVector, TSimd}.Run"/>
    public abstract void Gemm(int rows, int columns, int depth, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* init, nint initRow, T* c, nint cRow);

    /// <summary>y = f(x); in place where y = x.</summary>
    public abstract void Activate(Activation function, int length, T* x, T* y);

    /// <summary>s[i, :] becomes softmax(scale s[i, :columns]), zero up to padded (a multiple of 16); sums [padded] gains the sum over rows.</summary>
    public abstract void Softmax(int rows, int columns, int padded, T scale, T* s, nint row, T* sums);

    /// <summary>True where recurrences have fused kernels for this width.</summary>
    public abstract bool HasRecurrence(int hidden);

    /// <inheritdoc cref="GruForwardKernel{TVector, TSimd}.Forward"/>
    public abstract void GruForward(GruShape shape, T* gates, T* memory, T* output, T* weights, T* bias, nint biasStride, T* initial);

    /// <inheritdoc cref="GruBackwardKernel{TVector, TSimd}.Backward"/>
    public abstract void GruBackward(GruShape shape, T* gates, T* memory, T* output, T* outputAdjoint, T* transposed, T* initial, T* carry);

    /// <inheritdoc cref="LstmKernel{TVector, TSimd}.Forward"/>
    public abstract void LstmForward(LstmShape shape, T* gates, T* cells, T* output, T* weights, T* zero);

    /// <inheritdoc cref="LstmKernel{TVector, TSimd}.Backward"/>
    public abstract void LstmBackward(LstmShape shape, T* gates, T* cells, T* outputAdjoint, T* transposed, T* zero, T* back, T* cellBack);

    /// <summary>dx += dy f'(x) for the Gaussian error linear unit.</summary>
    public abstract void AddGeluAdjoint(int length, T* x, T* dy, T* dx);

    /// <summary>target[j, i] = x[i, j], for x [rows, columns].</summary>
    public abstract void Transpose(int rows, int columns, T* x, nint row, T* target, nint targetRow);

    /// <summary>target[j] += sum_i x[i, j].</summary>
    public void AddColumnSums(int rows, int columns, T* x, nint row, T* target)
    {
        T one = T.One;
        Gemm(1, columns, rows, &one, 0, 0, x, row, target, 0, target, 0);
    }
}
