using System.Numerics;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>A row of a table for each location: the linear map of its one-hot vector, looked up.</summary>
internal sealed unsafe class PlaceOperation<T>(Tensor output, ParameterBlock table) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
        Rows<T>.Clear(Output.Length, frame.Value(Output));
        Rows<T>.Copy((long)frame.Count * Output.Channels, Row(frame, frame.Parameters), frame.Value(Output));
    }

    public override void Backward(in Frame<T> frame) =>
        Rows<T>.Add((long)frame.Count * Output.Channels, frame.Adjoint(Output), Row(frame, frame.Gradients));

    private T* Row(in Frame<T> frame, T* numbers) => numbers + table.Offset + (long)frame.First * Output.Channels;
}
