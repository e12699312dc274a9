using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Ir;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>y = f(x W + b).</summary>
internal sealed unsafe class LinearOperation<T>(ImmutableArray<Tensor> parts, Tensor output, Activation activation, ParameterBlock weight, ParameterBlock bias, Space work)
    : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Projection<T> _projection = new(parts, output.Time, output.Channels, work);

    public override long Flops => _projection.Flops;

    public override void Prepare(in Frame<T> frame) => _projection.Prepare(frame, frame.Parameters + weight.Offset);

    public override void Forward(in Frame<T> frame)
    {
        T* y = frame.Value(Output);
        _projection.Forward(frame, frame.Parameters + weight.Offset, frame.Parameters + bias.Offset, y);
        if (activation != Activation.None)
        {
            frame.Kernels.Activate(activation, checked((int)Output.Length), y, y);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        Rows<T>.Slope(activation, activation == Activation.None ? 0 : Output.Length, frame.Value(Output), dy);
        frame.Kernels.AddColumnSums(Output.Rows, Output.Channels, dy, Output.Channels, frame.Gradients + bias.Offset);
        _projection.Backward(frame, dy, frame.Gradients + weight.Offset);
    }
}
