using System.Numerics;
using NimmGen.Ir;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>A convolution over time: one product a tap, on rows that are shifted; zero beyond the ends.</summary>
internal sealed unsafe class ConvolutionOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor _input;
    private readonly Conv1dDeclaration _layer;
    private readonly Activation _activation;
    private readonly ParameterBlock _weight;
    private readonly ParameterBlock _bias;
    private readonly long _transposed;

    public ConvolutionOperation(Tensor input, Tensor output, Conv1dDeclaration layer, Activation activation, ParameterBlock weight, ParameterBlock bias, Space work)
        : base(output)
    {
        (_input, _layer, _activation, _weight, _bias) = (input, layer, activation, weight, bias);
        _transposed = input.HasAdjoint ? work.Reserve(weight.Length) : -1;
    }

    public override long Flops => (long)_layer.Kernel * Output.Rows * _input.Channels * Output.Channels * (_input.HasAdjoint ? 6 : 4);

    public override void Prepare(in Frame<T> frame)
    {
        int tap = _input.Channels * Output.Channels;
        for (int k = 0; k < (_input.HasAdjoint ? _layer.Kernel : 0); k++)
        {
            frame.Kernels.Transpose(
                _input.Channels, Output.Channels, frame.Parameters + _weight.Offset + k * tap, Output.Channels, frame.Work + _transposed + k * tap, _input.Channels);
        }
    }

    public override void Forward(in Frame<T> frame)
    {
        T* y = frame.Value(Output);
        for (int row = 0; row < Output.Rows; row++)
        {
            Rows<T>.Copy(Output.Channels, frame.Parameters + _bias.Offset, y + (long)row * Output.Channels);
        }

        for (int k = 0; k < _layer.Kernel; k++)
        {
            if (Overlap(k, out long from, out long to, out int rows))
            {
                T* c = y + to * Output.Channels;
                frame.Kernels.Gemm(
                    rows, Output.Channels, _input.Channels, frame.Value(_input) + from * _input.Channels, _input.Channels, 1,
                    frame.Parameters + _weight.Offset + k * _input.Channels * Output.Channels, Output.Channels, c, Output.Channels, c, Output.Channels);
            }
        }

        if (_activation != Activation.None)
        {
            frame.Kernels.Activate(_activation, checked((int)Output.Length), y, y);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        Rows<T>.Slope(_activation, _activation == Activation.None ? 0 : Output.Length, frame.Value(Output), dy);
        frame.Kernels.AddColumnSums(Output.Rows, Output.Channels, dy, Output.Channels, frame.Gradients + _bias.Offset);
        for (int k = 0; k < _layer.Kernel; k++)
        {
            if (Overlap(k, out long from, out long to, out int rows))
            {
                int tap = k * _input.Channels * Output.Channels;
                T* gradient = frame.Gradients + _weight.Offset + tap;
                T* slice = dy + to * Output.Channels;
                frame.Kernels.Gemm(
                    _input.Channels, Output.Channels, rows, frame.Value(_input) + from * _input.Channels, 1, _input.Channels, slice, Output.Channels,
                    gradient, Output.Channels, gradient, Output.Channels);
                if (_input.HasAdjoint)
                {
                    T* dx = frame.Adjoint(_input) + from * _input.Channels;
                    frame.Kernels.Gemm(
                        rows, _input.Channels, Output.Channels, slice, Output.Channels, 1, frame.Work + _transposed + tap, _input.Channels,
                        dx, _input.Channels, dx, _input.Channels);
                }
            }
        }
    }

    // The rows of the input that a tap reads, and of the output that it adds to.
    private bool Overlap(int tap, out long from, out long to, out int rows)
    {
        int offset = _layer.Dilation * (_layer.Causal ? tap - (_layer.Kernel - 1) : tap - (_layer.Kernel - 1) / 2);
        int steps = Output.Time - Math.Abs(offset);
        from = (long)Math.Max(0, offset) * Output.Lanes;
        to = (long)Math.Max(0, -offset) * Output.Lanes;
        rows = Math.Max(0, steps) * Output.Lanes;
        return rows > 0;
    }
}
