using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Layers;

/// <summary>
/// One layer of gated recurrent units, gate order r, z, n and two biases as in PyTorch, from a state of zero. Widths that are multiples of 16
/// run in the fused kernels of CalibNN, others step by step.
/// </summary>
internal sealed unsafe class GruOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Projection<T> _projection;
    private readonly RecurrentBlocks _blocks;
    private readonly GruShape _shape;
    private readonly long _gates;
    private readonly long _memory;
    private readonly long _transposed;
    private readonly long _bias;
    private readonly long _biasSums;
    private readonly long _initial;
    private readonly long _carry;

    public GruOperation(ImmutableArray<Tensor> parts, Tensor output, RecurrentBlocks blocks, Space kept, Space work)
        : base(output)
    {
        _blocks = blocks;
        _shape = new GruShape(output.Time, output.Lanes, blocks.Hidden, blocks.Directions);
        _projection = new(parts, output.Time, _shape.GateWidth, work);
        _gates = kept.Reserve((long)_shape.Rows * _shape.GateWidth);
        _memory = kept.Reserve(output.Length);
        _transposed = work.Reserve((long)_shape.GateWidth * blocks.Hidden);
        _bias = work.Reserve(_shape.GateWidth);
        _biasSums = work.Reserve(_shape.GateWidth + _shape.OutputWidth);
        _initial = work.Reserve((long)_shape.Lanes * _shape.OutputWidth);
        _carry = work.Reserve((long)_shape.Lanes * _shape.OutputWidth);
    }

    public override long Flops => _projection.Flops + 6L * _shape.Rows * _shape.GateWidth * _shape.Hidden;

    public override void Prepare(in Frame<T> frame)
    {
        int h = _shape.Hidden;
        _projection.Prepare(frame, frame.Parameters + _blocks.InputWeight.Offset);
        for (int d = 0; d < _shape.Directions; d++)
        {
            long offset = (long)d * 3 * h * h;
            frame.Kernels.Transpose(h, 3 * h, frame.Parameters + _blocks.RecurrentWeight.Offset + offset, 3 * h, frame.Work + _transposed + offset, h);
        }

        for (int j = 0; j < _shape.GateWidth; j++)
        {
            bool candidate = j % (3 * h) >= 2 * h;
            frame.Work[_bias + j] = frame.Parameters[_blocks.InputBias.Offset + j] + (candidate ? T.Zero : frame.Parameters[_blocks.RecurrentBias.Offset + j]);
        }
    }

    public override void Forward(in Frame<T> frame)
    {
        T* gates = frame.Kept + _gates;
        _projection.Forward(frame, frame.Parameters + _blocks.InputWeight.Offset, frame.Work + _bias, gates);
        T* weights = frame.Parameters + _blocks.RecurrentWeight.Offset;
        T* candidateBias = frame.Parameters + _blocks.RecurrentBias.Offset + 2 * _shape.Hidden;
        if (frame.Kernels.HasRecurrence(_shape.Hidden))
        {
            frame.Kernels.GruForward(_shape, gates, frame.Kept + _memory, frame.Value(Output), weights, candidateBias, 3 * _shape.Hidden, frame.Work + _initial);
        }
        else
        {
            GruSteps<T>.Forward(frame.Kernels, _shape, gates, frame.Kept + _memory, frame.Value(Output), weights, candidateBias, frame.Work + _initial);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        T* gates = frame.Kept + _gates;
        T* memory = frame.Kept + _memory;
        T* output = frame.Value(Output);
        T* dy = frame.Adjoint(Output);
        T* initial = frame.Work + _initial;
        if (frame.Kernels.HasRecurrence(_shape.Hidden))
        {
            frame.Kernels.GruBackward(_shape, gates, memory, output, dy, frame.Work + _transposed, initial, frame.Work + _carry);
        }
        else
        {
            GruSteps<T>.Backward(frame.Kernels, _shape, gates, memory, output, dy, frame.Work + _transposed, initial, frame.Work + _carry);
        }

        int lanes = _shape.Lanes, rest = _shape.Rows - lanes;
        for (int d = 0; d < _shape.Directions; d++)
        {
            // Forward in time a step saw the state before it, backward the one after it; the first of each saw the initial state, zero.
            nint row = d == 0 ? lanes : 0, before = d == 0 ? 0 : lanes;
            AddRecurrentGradient(frame, d, rest, output + before * _shape.OutputWidth, gates + row * _shape.GateWidth, memory + row * _shape.OutputWidth);
        }

        AddBiasGradients(frame, gates, memory);
        _projection.Backward(frame, gates, frame.Gradients + _blocks.InputWeight.Offset);
    }

    private void AddRecurrentGradient(in Frame<T> frame, int direction, int rows, T* before, T* gates, T* memory)
    {
        int h = _shape.Hidden, gateRow = _shape.GateWidth, outputRow = _shape.OutputWidth;
        T* weight = frame.Gradients + _blocks.RecurrentWeight.Offset + (long)direction * 3 * h * h;
        T* state = before + direction * h;
        frame.Kernels.Gemm(h, 2 * h, rows, state, 1, outputRow, gates + direction * 3 * h, gateRow, weight, 3 * h, weight, 3 * h);
        frame.Kernels.Gemm(h, h, rows, state, 1, outputRow, memory + direction * h, outputRow, weight + 2 * h, 3 * h, weight + 2 * h, 3 * h);
    }

    private void AddBiasGradients(in Frame<T> frame, T* gates, T* memory)
    {
        int h = _shape.Hidden;
        T* sums = frame.Work + _biasSums;
        Rows<T>.Clear(_shape.GateWidth + _shape.OutputWidth, sums);
        frame.Kernels.AddColumnSums(_shape.Rows, _shape.GateWidth, gates, _shape.GateWidth, sums);
        frame.Kernels.AddColumnSums(_shape.Rows, _shape.OutputWidth, memory, _shape.OutputWidth, sums + _shape.GateWidth);
        for (int d = 0; d < _shape.Directions; d++)
        {
            for (int j = 0; j < 3 * h; j++)
            {
                int index = d * 3 * h + j;
                frame.Gradients[_blocks.InputBias.Offset + index] += sums[index];
                frame.Gradients[_blocks.RecurrentBias.Offset + index] += j < 2 * h ? sums[index] : sums[_shape.GateWidth + d * h + j - 2 * h];
            }
        }
    }
}
