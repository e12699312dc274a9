using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Ir;

namespace NimmGen.Learn.Layers;

/// <summary>One layer of long short-term memory, gate order i, f, g, o and two biases as in PyTorch, from a state of zero.</summary>
internal sealed unsafe class LstmOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Projection<T> _projection;
    private readonly RecurrentBlocks _blocks;
    private readonly int _h;
    private readonly int _gateRow;
    private readonly int _outputRow;
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
        (_blocks, _h, _gateRow, _outputRow) = (blocks, blocks.Hidden, 4 * blocks.Hidden * blocks.Directions, output.Channels);
        _projection = new(parts, output.Time, _gateRow, work);
        _gates = kept.Reserve((long)output.Rows * _gateRow);
        _cells = kept.Reserve(output.Length);
        _transposed = work.Reserve((long)_gateRow * _h);
        _bias = work.Reserve(_gateRow);
        _zero = work.Reserve((long)output.Lanes * _outputRow);
        _back = work.Reserve((long)output.Lanes * _outputRow);
        _cellBack = work.Reserve((long)output.Lanes * _outputRow);
    }

    public override long Flops => _projection.Flops + 6L * Output.Rows * _gateRow * _h;

    public override void Prepare(in Frame<T> frame)
    {
        _projection.Prepare(frame, frame.Parameters + _blocks.InputWeight.Offset);
        for (int d = 0; d < _blocks.Directions; d++)
        {
            long offset = (long)d * 4 * _h * _h;
            frame.Kernels.Transpose(_h, 4 * _h, frame.Parameters + _blocks.RecurrentWeight.Offset + offset, 4 * _h, frame.Work + _transposed + offset, _h);
        }

        Rows<T>.Copy(_gateRow, frame.Parameters + _blocks.InputBias.Offset, frame.Work + _bias);
        Rows<T>.Add(_gateRow, frame.Parameters + _blocks.RecurrentBias.Offset, frame.Work + _bias);
    }

    public override void Forward(in Frame<T> frame)
    {
        _projection.Forward(frame, frame.Parameters + _blocks.InputWeight.Offset, frame.Work + _bias, frame.Kept + _gates);
        for (int step = 0; step < Output.Time; step++)
        {
            for (int d = 0; d < _blocks.Directions; d++)
            {
                Locate(frame, step, d, out T* g, out T* cell, out T* state, out T* cellBefore, out T* before);
                frame.Kernels.Gemm(
                    Output.Lanes, 4 * _h, _h, before, _outputRow, 1, frame.Parameters + _blocks.RecurrentWeight.Offset + (nint)d * 4 * _h * _h, 4 * _h, g, _gateRow, g, _gateRow);
                for (int lane = 0; lane < Output.Lanes; lane++, g += _gateRow, cell += _outputRow, cellBefore += _outputRow, state += _outputRow)
                {
                    frame.Kernels.Activate(Activation.Sigmoid, 2 * _h, g, g);
                    frame.Kernels.Activate(Activation.Tanh, _h, g + 2 * _h, g + 2 * _h);
                    frame.Kernels.Activate(Activation.Sigmoid, _h, g + 3 * _h, g + 3 * _h);
                    for (int j = 0; j < _h; j++)
                    {
                        cell[j] = g[_h + j] * cellBefore[j] + g[j] * g[2 * _h + j];
                    }

                    frame.Kernels.Activate(Activation.Tanh, _h, cell, state);
                    for (int j = 0; j < _h; j++)
                    {
                        state[j] *= g[3 * _h + j];
                    }
                }
            }
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        Rows<T>.Clear((long)Output.Lanes * _outputRow, frame.Work + _back);
        Rows<T>.Clear((long)Output.Lanes * _outputRow, frame.Work + _cellBack);
        for (int step = Output.Time - 1; step >= 0; step--)
        {
            for (int d = 0; d < _blocks.Directions; d++)
            {
                Locate(frame, step, d, out T* g, out T* cell, out T* state, out T* cellBefore, out T* before);
                T* back = frame.Work + _back + d * _h;
                T* cellBack = frame.Work + _cellBack + d * _h;
                T* adjoint = dy + (state - frame.Value(Output));
                for (int lane = 0; lane < Output.Lanes; lane++)
                {
                    nint row = (nint)lane * _outputRow;
                    Cell(_h, g + (nint)lane * _gateRow, cell + row, state + row, cellBefore + row, adjoint + row, back + row, cellBack + row);
                }

                nint weights = (nint)d * 4 * _h * _h;
                T* gradient = frame.Gradients + _blocks.RecurrentWeight.Offset + weights;
                frame.Kernels.Gemm(_h, 4 * _h, Output.Lanes, before, 1, _outputRow, g, _gateRow, gradient, 4 * _h, gradient, 4 * _h);
                frame.Kernels.Gemm(Output.Lanes, _h, 4 * _h, g, _gateRow, 1, frame.Work + _transposed + weights, _h, null, 0, back, _outputRow);
            }
        }

        frame.Kernels.AddColumnSums(Output.Rows, _gateRow, frame.Kept + _gates, _gateRow, frame.Gradients + _blocks.InputBias.Offset);
        frame.Kernels.AddColumnSums(Output.Rows, _gateRow, frame.Kept + _gates, _gateRow, frame.Gradients + _blocks.RecurrentBias.Offset);
        _projection.Backward(frame, frame.Kept + _gates, frame.Gradients + _blocks.InputWeight.Offset);
    }

    // The gates become the adjoints of their arguments.
    private static void Cell(int h, T* g, T* cell, T* state, T* cellBefore, T* dy, T* back, T* cellBack)
    {
        for (int j = 0; j < h; j++)
        {
            T i = g[j], f = g[h + j], c = g[2 * h + j], o = g[3 * h + j];
            T tanh = T.Tanh(cell[j]), adjoint = dy[j] + back[j];
            T inner = adjoint * o * (T.One - tanh * tanh) + cellBack[j];
            g[j] = inner * c * i * (T.One - i);
            g[h + j] = inner * cellBefore[j] * f * (T.One - f);
            g[2 * h + j] = inner * i * (T.One - c * c);
            g[3 * h + j] = adjoint * tanh * o * (T.One - o);
            cellBack[j] = inner * f;
        }
    }

    private void Locate(in Frame<T> frame, int step, int direction, out T* gates, out T* cell, out T* state, out T* cellBefore, out T* before)
    {
        nint first = (nint)(direction == 0 ? step : Output.Time - 1 - step) * Output.Lanes;
        nint previous = (first + (direction == 0 ? -Output.Lanes : Output.Lanes)) * _outputRow + direction * _h;
        gates = frame.Kept + _gates + first * _gateRow + direction * 4 * _h;
        cell = frame.Kept + _cells + first * _outputRow + direction * _h;
        state = frame.Value(Output) + first * _outputRow + direction * _h;
        T* zero = frame.Work + _zero + direction * _h;
        cellBefore = step == 0 ? zero : frame.Kept + _cells + previous;
        before = step == 0 ? zero : frame.Value(Output) + previous;
    }
}
