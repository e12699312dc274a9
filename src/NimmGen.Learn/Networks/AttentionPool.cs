using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// Single-head self-attention over the history of one location, reduced over time: with q = x Wq + bq, k = x Wk + bk,
/// v = x Wv + bv and P = softmax(q k' / sqrt(C)) it is y = w sum_t sum_s P[t, s] v[s], with w = 1 (sum) or 1/T (mean).
/// </summary>
/// <remarks>
/// <para>Two rewrites, exact in real arithmetic, take two of the three projections and the second T x T product away.</para>
/// <para>
/// 1. Only column sums are needed. Exchange the sums: y = w sum_s c[s] v[s] with c[s] = sum_t P[t, s], and by linearity
/// sum_s c[s] (x[s] Wv + bv) = (sum_s c[s] x[s]) Wv + (sum_s c[s]) bv. Rows of P sum to one, so sum_s c[s] = T. Hence
/// y = (w c' x) Wv + w T bv: one vector-matrix product a location instead of two products over all times.
/// The adjoint of row t of P is then the same vector for every t, g[s] = w x[s] . (dy Wv'), so that of the scores is
/// P[t, s] (g[s] - sum_r P[t, r] g[r]) / sqrt(C).
/// </para>
/// <para>
/// 2. One projection suffices for the scores. q[t] . k[s] = x[t] Wq Wk' x[s]' + bq Wk' x[s]' + (x[t] Wq + bq) . bk. The last
/// term is the same for all s and a softmax along s does not see it. So P = softmax(z x' / sqrt(C)) with z = x M + u,
/// M = Wq Wk', u = bq Wk', and the gradient of bk is exactly zero. dWq = dM Wk + 0, dWk = dM' Wq + du' bq, dbq = du Wk.
/// </para>
/// </remarks>
internal sealed unsafe class AttentionPool
{
    private readonly KernelSet _kernels;
    private readonly AttentionReduction _reduction;
    private readonly float _scale;
    private readonly AlignedBuffer _m;
    private readonly AlignedBuffer _mTransposed;
    private readonly AlignedBuffer _u;
    private readonly AlignedBuffer _transposed;
    private readonly AlignedBuffer _mGradient;
    private readonly AlignedBuffer _uGradient;

    public AttentionPool(KernelSet kernels, ParameterLayout layout, string name, int channels, AttentionReduction reduction)
    {
        _kernels = kernels;
        _reduction = reduction;
        Channels = channels;
        _scale = 1 / MathF.Sqrt(channels);
        QueryWeight = layout.AddXavier($"{name}.query.weight", channels, channels);
        QueryBias = layout.AddConstant($"{name}.query.bias", channels, 0.01f);
        KeyWeight = layout.AddXavier($"{name}.key.weight", channels, channels);
        KeyBias = layout.AddConstant($"{name}.key.bias", channels, 0.01f);
        ValueWeight = layout.AddXavier($"{name}.value.weight", channels, channels);
        ValueBias = layout.AddConstant($"{name}.value.bias", channels, 0.01f);
        var square = (long)channels * channels;
        _m = new AlignedBuffer(square);
        _mTransposed = new AlignedBuffer(square);
        _u = new AlignedBuffer(channels);
        _transposed = new AlignedBuffer(square);
        _mGradient = new AlignedBuffer(square);
        _uGradient = new AlignedBuffer(channels);
    }

    public int Channels { get; }

    public ParameterBlock QueryWeight { get; }

    public ParameterBlock QueryBias { get; }

    public ParameterBlock KeyWeight { get; }

    /// <summary>Has no effect and a gradient of exactly zero (second rewrite); kept because the published network has it.</summary>
    public ParameterBlock KeyBias { get; }

    public ParameterBlock ValueWeight { get; }

    public ParameterBlock ValueBias { get; }

    /// <summary>Forward and backward of one location with a history of <paramref name="steps"/>.</summary>
    public long Flops(int steps, bool storesWeights) =>
        ((storesWeights ? 6L : 8L) * steps * steps * Channels) + (6L * steps * Channels * Channels);

    /// <summary>To be called whenever the parameters have changed, before the first location; also clears the folded gradients.</summary>
    public void Prepare(float* parameters)
    {
        var c = Channels;
        KernelSet.Transpose(c, c, parameters + KeyWeight.Offset, c, _transposed.Pointer, c);
        _kernels.Gemm(c, c, c, parameters + QueryWeight.Offset, c, 1, _transposed.Pointer, c, null, 0, _m.Pointer, c);
        _kernels.Gemm(1, c, c, parameters + QueryBias.Offset, c, 1, _transposed.Pointer, c, null, 0, _u.Pointer, c);
        KernelSet.Transpose(c, c, _m.Pointer, c, _mTransposed.Pointer, c);
        KernelSet.Transpose(c, c, parameters + ValueWeight.Offset, c, _transposed.Pointer, c);
        _mGradient.Clear();
        _uGradient.Clear();
    }

    /// <summary>
    /// One location: x [time, channel] contiguous. Writes z, the weights P, w c and the pooled x, all of which the backward pass
    /// reads, and y [channel].
    /// </summary>
    public void Forward(float* parameters, AttentionScratch scratch, AttentionActivations state, float* y)
    {
        int steps = scratch.Steps, c = Channels;
        var x = scratch.Input.Pointer;
        _kernels.Gemm(steps, c, c, x, c, 1, _m.Pointer, c, _u.Pointer, 0, state.Projection, c);
        state.ColumnSums.Clear();
        Weights(scratch, state);
        var weight = _reduction == AttentionReduction.Sum ? 1f : 1f / steps;
        foreach (ref var sum in state.ColumnSums)
        {
            sum *= weight;
        }

        fixed (float* sums = state.ColumnSums)
        {
            _kernels.Gemm(1, c, steps, sums, 0, 1, x, c, null, 0, state.Pooled, c);
        }

        var bias = parameters + ValueBias.Offset;
        for (var j = 0; j < c; j++)
        {
            y[j] = weight * steps * bias[j];
        }

        _kernels.Gemm(1, c, c, state.Pooled, 0, 1, parameters + ValueWeight.Offset, c, y, 0, y, c);
    }

    /// <summary>From dy [channel] to dx (written to the scratch) and to the gradients (added).</summary>
    public void Backward(float* gradients, AttentionScratch scratch, AttentionActivations state, float* dy)
    {
        int steps = scratch.Steps, c = Channels;
        var row = scratch.WeightRow;
        float* x = scratch.Input.Pointer, dx = scratch.InputAdjoint.Pointer, dz = scratch.ProjectionAdjoint.Pointer;
        var dPooled = scratch.PooledAdjoint.Pointer;
        var value = gradients + ValueWeight.Offset;
        _kernels.Gemm(c, c, 1, state.Pooled, 1, 0, dy, c, value, c, value, c);
        var weight = _reduction == AttentionReduction.Sum ? 1f : 1f / steps;
        for (var j = 0; j < c; j++)
        {
            gradients[ValueBias.Offset + j] += weight * steps * dy[j];
        }

        _kernels.Gemm(1, c, c, dy, 0, 1, _transposed.Pointer, c, null, 0, dPooled, c);
        if (!scratch.StoresWeights)
        {
            scratch.Discard.Clear();
            Weights(scratch, state, scratch.Discard);
        }

        // Column sums are stored times w; their adjoint is w x . dPooled.
        var g = scratch.ColumnAdjoint.Pointer;
        _kernels.RowDots(steps, c, x, c, dPooled, g);
        _kernels.SoftmaxBackward(steps, scratch.PaddedSteps, _scale * weight, state.Weights, row, g);
        _kernels.Gemm(steps, c, steps, state.Weights, row, 1, x, c, null, 0, dz, c);
        fixed (float* sums = state.ColumnSums)
        {
            _kernels.Gemm(steps, c, 1, sums, 1, 0, dPooled, c, null, 0, dx, c);
        }

        _kernels.Gemm(steps, c, steps, state.Weights, 1, row, state.Projection, c, dx, c, dx, c);
        _kernels.Gemm(steps, c, c, dz, c, 1, _mTransposed.Pointer, c, dx, c, dx, c);
        _kernels.Gemm(c, c, steps, x, 1, c, dz, c, _mGradient.Pointer, c, _mGradient.Pointer, c);
        _kernels.AddColumnSums(steps, c, dz, c, _uGradient.Pointer);
    }

    /// <summary>Unfolds the gradients of M and u; to be called once, after the last location.</summary>
    public void FinishBackward(float* parameters, float* gradients)
    {
        var c = Channels;
        float* dm = _mGradient.Pointer, du = _uGradient.Pointer;
        float* query = gradients + QueryWeight.Offset, key = gradients + KeyWeight.Offset, bias = gradients + QueryBias.Offset;
        _kernels.Gemm(c, c, c, dm, c, 1, parameters + KeyWeight.Offset, c, query, c, query, c);
        _kernels.Gemm(c, c, c, dm, 1, c, parameters + QueryWeight.Offset, c, key, c, key, c);
        _kernels.Gemm(c, c, 1, du, 1, 0, parameters + QueryBias.Offset, c, key, c, key, c);
        _kernels.Gemm(1, c, c, du, 0, 1, parameters + KeyWeight.Offset, c, bias, c, bias, c);
    }

    private void Weights(AttentionScratch scratch, AttentionActivations state) => Weights(scratch, state, state.ColumnSums);

    private void Weights(AttentionScratch scratch, AttentionActivations state, Span<float> sums)
    {
        int steps = scratch.Steps, c = Channels;
        var transposed = scratch.InputTransposed.Pointer;
        KernelSet.Transpose(steps, c, scratch.Input.Pointer, c, transposed, scratch.WeightRow);
        _kernels.Gemm(
            steps, scratch.PaddedSteps, c, state.Projection, c, 1, transposed, scratch.WeightRow, null, 0, state.Weights, scratch.WeightRow);
        fixed (float* target = sums)
        {
            _kernels.Softmax(steps, steps, scratch.PaddedSteps, _scale, state.Weights, scratch.WeightRow, target);
        }
    }
}
