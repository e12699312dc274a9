using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>
/// One layer of long short-term memory, gate order i, f, g, o and two biases as in PyTorch, from a state of zero. Widths that are multiples of
/// 16 run in fused kernels, others step by step.
/// </summary>
internal sealed unsafe class LstmOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Projection<T> _projection;
    private readonly RecurrentBlocks _blocks;
    private readonly LstmShape _shape;
    private readonly long _gates;
    private readonly long _cells;
    private readonly long _transposed;
    private readonly long _bias;
    private readonly long _zero;
    private readonly long _back;
    private readonly long _cellBack;

    public LstmOperation(ImmutableArray<Tensor> parts, Tensor output, RecurrentBlocks blocks, Space kept, Space work)
        : base(output)
    {
        _blocks = blocks;
        _shape = new(output.Time, output.Lanes, blocks.Hidden, blocks.Directions);
        _projection = new(parts, output.Time, _shape.GateWidth, work);
        _gates = kept.Reserve((long)output.Rows * _shape.GateWidth);
        _cells = kept.Reserve(output.Length);
        _transposed = work.Reserve((long)_shape.GateWidth * blocks.Hidden);
        _bias = work.Reserve(_shape.GateWidth);
        _zero = work.Reserve(output.StepLength);
        _back = work.Reserve(output.StepLength);
        _cellBack = work.Reserve(output.StepLength);
    }

    public override long Flops => _projection.Flops + 6L * Output.Rows * _shape.GateWidth * _shape.Hidden;

    public override void Prepare(in Frame<T> frame)
    {
        int h = _shape.Hidden;
        _projection.Prepare(frame, frame.Parameters + _blocks.InputWeight.Offset);
        for (int d = 0; d < _shape.Directions; d++)
        {
            long offset = (long)d * 4 * h * h;
            frame.Kernels.Transpose(h, 4 * h, frame.Parameters + _blocks.RecurrentWeight.Offset + offset, 4 * h, frame.Work + _transposed + offset, h);
        }

        Rows<T>.Copy(_shape.GateWidth, frame.Parameters + _blocks.InputBias.Offset, frame.Work + _bias);
        Rows<T>.Add(_shape.GateWidth, frame.Parameters + _blocks.RecurrentBias.Offset, frame.Work + _bias);
    }

    public override void Forward(in Frame<T> frame)
    {
        T* gates = frame.Kept + _gates;
        T* cells = frame.Kept + _cells;
        T* weights = frame.Parameters + _blocks.RecurrentWeight.Offset;
        _projection.Forward(frame, frame.Parameters + _blocks.InputWeight.Offset, frame.Work + _bias, gates);
        if (frame.Kernels.HasRecurrence(_shape.Hidden))
        {
            frame.Kernels.LstmForward(_shape, gates, cells, frame.Value(Output), weights, frame.Work + _zero);
        }
        else
        {
            LstmSteps<T>.Forward(frame.Kernels, _shape, gates, cells, frame.Value(Output), weights, frame.Work + _zero);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        T* gates = frame.Kept + _gates;
        T* cells = frame.Kept + _cells;
        T* dy = frame.Adjoint(Output);
        T* transposed = frame.Work + _transposed;
        T* zero = frame.Work + _zero;
        if (frame.Kernels.HasRecurrence(_shape.Hidden))
        {
            frame.Kernels.LstmBackward(_shape, gates, cells, dy, transposed, zero, frame.Work + _back, frame.Work + _cellBack);
        }
        else
        {
            LstmSteps<T>.Backward(frame.Kernels, _shape, gates, cells, dy, transposed, zero, frame.Work + _back, frame.Work + _cellBack);
        }

        int lanes = _shape.Lanes, h = _shape.Hidden, gateRow = _shape.GateWidth, outputRow = _shape.OutputWidth;
        for (int d = 0; d < _shape.Directions; d++)
        {
            // Forward in time a step saw the state before it, backward the one after it; the first of each saw the initial state, zero.
            T* gradient = frame.Gradients + _blocks.RecurrentWeight.Offset + (nint)d * 4 * h * h;
            T* before = frame.Value(Output) + (d == 0 ? 0 : lanes) * outputRow + d * h;
            T* g = gates + (d == 0 ? lanes : 0) * gateRow + d * 4 * h;
            frame.Kernels.Gemm(h, 4 * h, _shape.Rows - lanes, before, 1, outputRow, g, gateRow, gradient, 4 * h, gradient, 4 * h);
        }

        frame.Kernels.AddColumnSums(Output.Rows, gateRow, gates, gateRow, frame.Gradients + _blocks.InputBias.Offset);
        frame.Kernels.AddColumnSums(Output.Rows, gateRow, gates, gateRow, frame.Gradients + _blocks.RecurrentBias.Offset);
        _projection.Backward(frame, gates, frame.Gradients + _blocks.InputWeight.Offset);
    }
}
