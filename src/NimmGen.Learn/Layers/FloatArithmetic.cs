using NimmGen.Ir;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>Float by the hand-written kernels of one vector width.</summary>
internal sealed unsafe class FloatArithmetic(SimdWidth width) : Arithmetic<float>
{
    private readonly KernelSet _kernels = KernelSet.For(width);

    public override void Gemm(
        int rows, int columns, int depth, float* a, nint aRow, nint aColumn, float* b, nint bRow, float* init, nint initRow, float* c, nint cRow) =>
        _kernels.Gemm(rows, columns, depth, a, aRow, aColumn, b, bRow, init, initRow, c, cRow);

    public override void Activate(Activation function, int length, float* x, float* y)
    {
        switch (function)
        {
            case Activation.Tanh:
                _kernels.Apply(Elementwise.Tanh, length, x, y);
                break;
            case Activation.Relu:
                _kernels.Apply(Elementwise.Relu, length, x, y);
                break;
            case Activation.Sigmoid:
                _kernels.Apply(Elementwise.Sigmoid, length, x, y);
                break;
            case Activation.Gelu:
                _kernels.Apply(Elementwise.Gelu, length, x, y);
                break;
            default:
                PlainArithmetic<float>.Elements(function, length, x, y);
                break;
        }
    }

    public override void Softmax(int rows, int columns, int padded, float scale, float* s, nint row, float* sums) =>
        _kernels.Softmax(rows, columns, padded, scale, s, row, sums);

    public override bool HasRecurrence(int hidden) => hidden % Networks.Lanes.Width == 0;

    public override void GruForward(GruShape shape, float* gates, float* memory, float* output, float* weights, float* bias, nint biasStride, float* initial) =>
        _kernels.GruForward(shape, 0, shape.Steps, gates, memory, output, weights, bias, biasStride, initial);

    public override void GruBackward(
        GruShape shape, float* gates, float* memory, float* output, float* outputAdjoint, float* transposed, float* initial, float* carry) =>
        _kernels.GruBackward(shape, 0, shape.Steps, gates, memory, output, outputAdjoint, transposed, initial, carry);

    public override void LstmForward(LstmShape shape, float* gates, float* cells, float* output, float* weights, float* zero) =>
        _kernels.LstmForward(shape, gates, cells, output, weights, zero);

    public override void LstmBackward(
        LstmShape shape, float* gates, float* cells, float* outputAdjoint, float* transposed, float* zero, float* back, float* cellBack) =>
        _kernels.LstmBackward(shape, gates, cells, outputAdjoint, transposed, zero, back, cellBack);

    public override void AddGeluAdjoint(int length, float* x, float* dy, float* dx) => _kernels.AddGeluAdjoint(length, x, dy, dx);

    public override void Transpose(int rows, int columns, float* x, nint row, float* target, nint targetRow) =>
        KernelSet.Transpose(rows, columns, x, row, target, targetRow);
}
