using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>Multi-head attention over time, all of it or within a window.</summary>
internal sealed unsafe class AttentionOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor _input;
    private readonly AttentionBlocks _blocks;
    private readonly AttentionWindow<T> _window;
    private readonly Projection<T> _projection;
    private readonly int _width;
    private readonly int _head;
    private readonly long _projected;
    private readonly long _mixed;
    private readonly long _outputTransposed;
    private readonly long _mixedAdjoint;
    private readonly long _projectedAdjoint;
    private readonly long _keysTransposed;
    private readonly long _valuesTransposed;
    private readonly long _scores;
    private readonly long _scoresAdjoint;
    private readonly long _sums;

    public AttentionOperation(Tensor input, Tensor output, AttentionBlocks blocks, int? window, Space kept, Space work)
        : base(output)
    {
        (_input, _blocks, _width, _head) = (input, blocks, output.Channels, output.Channels / blocks.Heads);
        _window = new(output.Time, _head, window);
        _projection = new([input], output.Time, 3 * _width, work);
        _projected = kept.Reserve(3 * output.Length);
        _mixed = kept.Reserve(output.Length);
        _outputTransposed = work.Reserve((long)_width * _width);
        _mixedAdjoint = work.Reserve(output.Length);
        _projectedAdjoint = work.Reserve(3 * output.Length);
        _keysTransposed = work.Reserve((long)_head * _window.PaddedSteps);
        _valuesTransposed = work.Reserve((long)_head * _window.PaddedSteps);
        _scores = work.Reserve((long)AttentionWindow<T>.Block * _window.RowLength);
        _scoresAdjoint = work.Reserve((long)AttentionWindow<T>.Block * _window.RowLength);
        _sums = work.Reserve(_window.PaddedSteps);
    }

    // Forward two products over pairs, backward five: the weights once more, and the adjoints of weights, values, queries and keys.
    public override long Flops => _projection.Flops + 6L * Output.Rows * _width * _width + 14L * Output.Lanes * _window.Pairs * _width;

    public override void Prepare(in Frame<T> frame)
    {
        _projection.Prepare(frame, frame.Parameters + _blocks.Weight.Offset);
        frame.Kernels.Transpose(_width, _width, frame.Parameters + _blocks.OutputWeight.Offset, _width, frame.Work + _outputTransposed, _width);
    }

    public override void Forward(in Frame<T> frame)
    {
        T* projected = frame.Kept + _projected;
        T* mixed = frame.Kept + _mixed;
        _projection.Forward(frame, frame.Parameters + _blocks.Weight.Offset, frame.Parameters + _blocks.Bias.Offset, projected);
        nint row = (nint)Output.Lanes * 3 * _width, mixedRow = (nint)Output.Lanes * _width;
        for (int lane = 0; lane < Output.Lanes; lane++)
        {
            for (int head = 0; head < _blocks.Heads; head++)
            {
                T* q = projected + lane * 3 * _width + head * _head;
                T* values = q + 2 * _width;
                T* result = mixed + lane * _width + head * _head;
                frame.Kernels.Transpose(Output.Time, _head, q + _width, row, frame.Work + _keysTransposed, _window.PaddedSteps);
                for (int first = 0; first < Output.Time; first += AttentionWindow<T>.Block)
                {
                    int queries = Math.Min(AttentionWindow<T>.Block, Output.Time - first);
                    (int key, int count) = _window.Keys(first, queries);
                    T* scores = frame.Work + _scores;
                    _window.Weights(frame.Kernels, first, queries, q, row, _head, frame.Work + _keysTransposed, scores, frame.Work + _sums);
                    frame.Kernels.Gemm(queries, _head, count, scores, _window.RowLength, 1, values + key * row, row, null, 0, result + first * mixedRow, mixedRow);
                }
            }
        }

        frame.Kernels.Gemm(
            Output.Rows, _width, _width, mixed, _width, 1, frame.Parameters + _blocks.OutputWeight.Offset, _width,
            frame.Parameters + _blocks.OutputBias.Offset, 0, frame.Value(Output), _width);
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        T* gradient = frame.Gradients + _blocks.OutputWeight.Offset;
        T* mixedAdjoint = frame.Work + _mixedAdjoint;
        T* projectedAdjoint = frame.Work + _projectedAdjoint;
        frame.Kernels.AddColumnSums(Output.Rows, _width, dy, _width, frame.Gradients + _blocks.OutputBias.Offset);
        frame.Kernels.Gemm(_width, _width, Output.Rows, frame.Kept + _mixed, 1, _width, dy, _width, gradient, _width, gradient, _width);
        frame.Kernels.Gemm(Output.Rows, _width, _width, dy, _width, 1, frame.Work + _outputTransposed, _width, null, 0, mixedAdjoint, _width);
        Rows<T>.Clear(3 * Output.Length, projectedAdjoint);
        for (int lane = 0; lane < Output.Lanes; lane++)
        {
            for (int head = 0; head < _blocks.Heads; head++)
            {
                BackwardHead(frame, frame.Kept + _projected + lane * 3 * _width + head * _head, mixedAdjoint + lane * _width + head * _head,
                    projectedAdjoint + lane * 3 * _width + head * _head);
            }
        }

        frame.Kernels.AddColumnSums(Output.Rows, 3 * _width, projectedAdjoint, 3 * _width, frame.Gradients + _blocks.Bias.Offset);
        _projection.Backward(frame, projectedAdjoint, frame.Gradients + _blocks.Weight.Offset);
    }

    private void BackwardHead(in Frame<T> frame, T* q, T* result, T* dq)
    {
        nint row = (nint)Output.Lanes * 3 * _width, mixedRow = (nint)Output.Lanes * _width;
        int scoreRow = _window.RowLength;
        T* scores = frame.Work + _scores;
        T* adjoint = frame.Work + _scoresAdjoint;
        T* keys = q + _width;
        T* dk = dq + _width;
        T* dv = dq + 2 * _width;
        frame.Kernels.Transpose(Output.Time, _head, keys, row, frame.Work + _keysTransposed, _window.PaddedSteps);
        frame.Kernels.Transpose(Output.Time, _head, q + 2 * _width, row, frame.Work + _valuesTransposed, _window.PaddedSteps);
        for (int first = 0; first < Output.Time; first += AttentionWindow<T>.Block)
        {
            int queries = Math.Min(AttentionWindow<T>.Block, Output.Time - first);
            (int key, int count) = _window.Keys(first, queries);
            _window.Weights(frame.Kernels, first, queries, q, row, _head, frame.Work + _keysTransposed, scores, frame.Work + _sums);
            T* block = result + first * mixedRow;
            frame.Kernels.Gemm(count, _head, queries, scores, 1, scoreRow, block, mixedRow, dv + key * row, row, dv + key * row, row);
            frame.Kernels.Gemm(queries, count, _head, block, mixedRow, 1, frame.Work + _valuesTransposed + key, _window.PaddedSteps, null, 0, adjoint, scoreRow);
            for (int i = 0; i < queries; i++)
            {
                Rows<T>.SoftmaxAdjoint(count, _window.Scale, scores + (long)i * scoreRow, adjoint + (long)i * scoreRow);
            }

            T* dqBlock = dq + first * row;
            frame.Kernels.Gemm(queries, _head, count, adjoint, scoreRow, 1, keys + key * row, row, dqBlock, row, dqBlock, row);
            frame.Kernels.Gemm(count, _head, queries, adjoint, 1, scoreRow, q + first * row, row, dk + key * row, row, dk + key * row, row);
        }
    }
}
