using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>
/// The mean or sum over time of attention, from the column sums c of its weights: (sum_j c_j x_j) W_v, so that neither values nor outputs are
/// made for each step.
/// </summary>
internal sealed unsafe class PooledAttentionOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor _input;
    private readonly AttentionBlocks _blocks;
    private readonly AttentionWindow<T> _window;
    private readonly bool _mean;
    private readonly int _width;
    private readonly int _head;
    private readonly long _projected;
    private readonly long _sums;
    private readonly long _averaged;
    private readonly long _pooled;
    private readonly long _transposed;
    private readonly long _outputTransposed;
    private readonly long _pooledAdjoint;
    private readonly long _projectedAdjoint;
    private readonly long _keysTransposed;
    private readonly long _scores;
    private readonly long _inputAdjoint;
    private readonly long _slopes;
    private readonly long _unused;

    public PooledAttentionOperation(Tensor input, Tensor output, AttentionBlocks blocks, int? window, bool mean, Space kept, Space work)
        : base(output)
    {
        (_input, _blocks, _width, _head, _mean) = (input, blocks, output.Channels, output.Channels / blocks.Heads, mean);
        _window = new(input.Time, _head, window);
        long heads = (long)input.Lanes * blocks.Heads;
        _projected = kept.Reserve(2 * input.Length);
        _sums = kept.Reserve(heads * _window.PaddedSteps);
        _averaged = kept.Reserve(heads * _width);
        _pooled = kept.Reserve(output.Length);
        _transposed = work.Reserve(3L * _width * _width);
        _outputTransposed = work.Reserve((long)_width * _width);
        _pooledAdjoint = work.Reserve(output.Length);
        _projectedAdjoint = work.Reserve(2 * input.Length);
        _keysTransposed = work.Reserve((long)_head * _window.PaddedSteps);
        _scores = work.Reserve((long)AttentionWindow<T>.Block * _window.RowLength);
        _inputAdjoint = work.Reserve(_width);
        _slopes = work.Reserve(_window.PaddedSteps);
        _unused = work.Reserve(_window.PaddedSteps);
    }

    // One product over pairs forward; backward the weights again, and the adjoints of queries and keys.
    public override long Flops => (_input.HasAdjoint ? 6L : 4L) * _input.Rows * _width * 2 * _width + 8L * _input.Lanes * _window.Pairs * _width;

    // What the weights of a head add up to.
    private T Total => _mean ? T.One : T.CreateTruncating(_input.Time);

    public override void Prepare(in Frame<T> frame)
    {
        frame.Kernels.Transpose(_width, 3 * _width, frame.Parameters + _blocks.Weight.Offset, 3 * _width, frame.Work + _transposed, _width);
        frame.Kernels.Transpose(_width, _width, frame.Parameters + _blocks.OutputWeight.Offset, _width, frame.Work + _outputTransposed, _width);
    }

    public override void Forward(in Frame<T> frame)
    {
        T* x = frame.Value(_input);
        T* weight = frame.Parameters + _blocks.Weight.Offset;
        T* bias = frame.Parameters + _blocks.Bias.Offset;
        T* projected = frame.Kept + _projected;
        frame.Kernels.Gemm(_input.Rows, 2 * _width, _width, x, _width, 1, weight, 3 * _width, bias, 0, projected, 2 * _width);
        nint row = (nint)_input.Lanes * 2 * _width;
        for (int lane = 0; lane < _input.Lanes; lane++)
        {
            for (int head = 0; head < _blocks.Heads; head++)
            {
                T* q = projected + lane * 2 * _width + head * _head;
                T* sums = Sums(frame, lane, head);
                T* averaged = Averaged(frame, lane, head);
                Rows<T>.Clear(_window.PaddedSteps, sums);
                frame.Kernels.Transpose(_input.Time, _head, q + _width, row, frame.Work + _keysTransposed, _window.PaddedSteps);
                for (int first = 0; first < _input.Time; first += AttentionWindow<T>.Block)
                {
                    int queries = Math.Min(AttentionWindow<T>.Block, _input.Time - first);
                    _window.Weights(frame.Kernels, first, queries, q, row, _head, frame.Work + _keysTransposed, frame.Work + _scores, sums);
                }

                if (_mean)
                {
                    Rows<T>.Affine(_window.PaddedSteps, T.One / T.CreateTruncating(_input.Time), T.Zero, sums, sums);
                }

                frame.Kernels.Gemm(1, _width, _input.Time, sums, 0, 1, x + lane * _width, _input.StepLength, null, 0, averaged, _width);
                T* pooled = frame.Kept + _pooled + lane * _width + head * _head;
                Rows<T>.Affine(_head, Total, T.Zero, bias + 2 * _width + head * _head, pooled);
                frame.Kernels.Gemm(1, _head, _width, averaged, 0, 1, weight + 2 * _width + head * _head, 3 * _width, pooled, 0, pooled, _width);
            }
        }

        T* y = frame.Value(Output);
        for (int lane = 0; lane < _input.Lanes; lane++)
        {
            Rows<T>.Affine(_width, Total, T.Zero, frame.Parameters + _blocks.OutputBias.Offset, y + lane * _width);
        }

        frame.Kernels.Gemm(_input.Lanes, _width, _width, frame.Kept + _pooled, _width, 1, frame.Parameters + _blocks.OutputWeight.Offset, _width, y, _width, y, _width);
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        T* pooledAdjoint = frame.Work + _pooledAdjoint;
        T* projectedAdjoint = frame.Work + _projectedAdjoint;
        T* gradient = frame.Gradients + _blocks.OutputWeight.Offset;
        frame.Kernels.Gemm(_width, _width, _input.Lanes, frame.Kept + _pooled, 1, _width, dy, _width, gradient, _width, gradient, _width);
        frame.Kernels.Gemm(_input.Lanes, _width, _width, dy, _width, 1, frame.Work + _outputTransposed, _width, null, 0, pooledAdjoint, _width);
        Rows<T>.Clear(2 * _input.Length, projectedAdjoint);
        for (int lane = 0; lane < _input.Lanes; lane++)
        {
            Rows<T>.AddScaled(_width, Total, dy + lane * _width, frame.Gradients + _blocks.OutputBias.Offset);
            Rows<T>.AddScaled(_width, Total, pooledAdjoint + lane * _width, frame.Gradients + _blocks.Bias.Offset + 2 * _width);
            for (int head = 0; head < _blocks.Heads; head++)
            {
                BackwardHead(frame, lane, head, pooledAdjoint + lane * _width + head * _head);
            }
        }

        T* weightGradient = frame.Gradients + _blocks.Weight.Offset;
        frame.Kernels.AddColumnSums(_input.Rows, 2 * _width, projectedAdjoint, 2 * _width, frame.Gradients + _blocks.Bias.Offset);
        frame.Kernels.Gemm(
            _width, 2 * _width, _input.Rows, frame.Value(_input), 1, _width, projectedAdjoint, 2 * _width, weightGradient, 3 * _width, weightGradient, 3 * _width);
        if (_input.HasAdjoint)
        {
            T* dx = frame.Adjoint(_input);
            frame.Kernels.Gemm(_input.Rows, _width, 2 * _width, projectedAdjoint, 2 * _width, 1, frame.Work + _transposed, _width, dx, _width, dx, _width);
        }
    }

    private void BackwardHead(in Frame<T> frame, int lane, int head, T* valueAdjoint)
    {
        T* x = frame.Value(_input) + lane * _width;
        T* sums = Sums(frame, lane, head);
        T* inputAdjoint = frame.Work + _inputAdjoint;
        T* slopes = frame.Work + _slopes;
        int column = 2 * _width + head * _head;
        T* valueGradient = frame.Gradients + _blocks.Weight.Offset + column;
        frame.Kernels.Gemm(_width, _head, 1, Averaged(frame, lane, head), 1, 0, valueAdjoint, _head, valueGradient, 3 * _width, valueGradient, 3 * _width);
        frame.Kernels.Gemm(1, _width, _head, valueAdjoint, 0, 1, frame.Work + _transposed + column * _width, _width, null, 0, inputAdjoint, _width);
        T scale = _mean ? T.One / T.CreateTruncating(_input.Time) : T.One;
        for (int t = 0; t < _input.Time; t++)
        {
            slopes[t] = scale * Rows<T>.Dot(_width, inputAdjoint, x + (long)t * _input.StepLength);
            if (_input.HasAdjoint)
            {
                Rows<T>.AddScaled(_width, sums[t], inputAdjoint, frame.Adjoint(_input) + lane * _width + (long)t * _input.StepLength);
            }
        }

        nint row = (nint)_input.Lanes * 2 * _width;
        T* q = frame.Kept + _projected + lane * 2 * _width + head * _head;
        T* dq = frame.Work + _projectedAdjoint + lane * 2 * _width + head * _head;
        T* scores = frame.Work + _scores;
        frame.Kernels.Transpose(_input.Time, _head, q + _width, row, frame.Work + _keysTransposed, _window.PaddedSteps);
        for (int first = 0; first < _input.Time; first += AttentionWindow<T>.Block)
        {
            int queries = Math.Min(AttentionWindow<T>.Block, _input.Time - first);
            (int key, int count) = _window.Keys(first, queries);
            _window.Weights(frame.Kernels, first, queries, q, row, _head, frame.Work + _keysTransposed, scores, frame.Work + _unused);
            for (int i = 0; i < queries; i++)
            {
                T* p = scores + (long)i * _window.RowLength;
                T mean = Rows<T>.Dot(count, p, slopes + key);
                for (int j = 0; j < count; j++)
                {
                    p[j] *= _window.Scale * (slopes[key + j] - mean);
                }
            }

            T* dqBlock = dq + first * row;
            T* dk = dq + _width + key * row;
            frame.Kernels.Gemm(queries, _head, count, scores, _window.RowLength, 1, q + _width + key * row, row, dqBlock, row, dqBlock, row);
            frame.Kernels.Gemm(count, _head, queries, scores, 1, _window.RowLength, q + first * row, row, dk, row, dk, row);
        }
    }

    private T* Sums(in Frame<T> frame, int lane, int head) => frame.Kept + _sums + ((long)lane * _blocks.Heads + head) * _window.PaddedSteps;

    private T* Averaged(in Frame<T> frame, int lane, int head) => frame.Kept + _averaged + ((long)lane * _blocks.Heads + head) * _width;
}
