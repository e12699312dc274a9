using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>
/// The decoder's input: the step index s through a linear map (w1, b1), concatenated with the context, through a linear map
/// (W = [Wt; Wc], b2), through the input projection (Wi, bi) of the decoder's first recurrent layer.
/// </summary>
/// <remarks>
/// All three maps are linear and the first is affine in s, so ((s w1 + b1) Wt + ctx Wc + b2) Wi + bi = s (p Wi) + (c Wi + bi)
/// with p = w1 Wt and c = ctx Wc + (b1 Wt + b2): the projections of all weeks have rank two, one slope for all and one base a
/// location. No product runs over weeks, forward or backward: the adjoints of slope and base are weighted sums over weeks.
/// </remarks>
internal sealed unsafe class StepInput
{
    private readonly KernelSet _kernels;
    private readonly GruLayer _target;
    private readonly int _width;
    private readonly AlignedBuffer _steps;
    private readonly AlignedBuffer _slope;
    private readonly AlignedBuffer _p;
    private readonly AlignedBuffer _q;
    private readonly AlignedBuffer _topTransposed;
    private readonly AlignedBuffer _contextTransposed;
    private readonly AlignedBuffer _small;
    private readonly AlignedBuffer _weighted;
    private readonly AlignedBuffer _baseAdjoint;
    private readonly AlignedBuffer _mergedAdjoint;

    public StepInput(KernelSet kernels, ParameterLayout layout, string name, GruLayer target, int weeks, int maxLanes)
    {
        _kernels = kernels;
        _target = target;
        _width = target.Inputs;
        EmbeddingWeight = layout.AddXavier($"{name}.step.weight", 1, _width);
        EmbeddingBias = layout.AddConstant($"{name}.step.bias", _width, 0.01f);
        MergeWeight = layout.AddXavier($"{name}.merge.weight", 2 * _width, _width);
        MergeBias = layout.AddConstant($"{name}.merge.bias", _width, 0.01f);
        _steps = new AlignedBuffer(weeks);
        for (var w = 0; w < weeks; w++)
        {
            _steps.Span[w] = weeks == 1 ? 0 : (float)((double)w / (weeks - 1));
        }

        _slope = new AlignedBuffer(target.GateWidth);
        _p = new AlignedBuffer(_width);
        _q = new AlignedBuffer(_width);
        _topTransposed = new AlignedBuffer((long)_width * _width);
        _contextTransposed = new AlignedBuffer((long)_width * _width);
        _small = new AlignedBuffer((2L * _width) + target.GateWidth);
        _weighted = new AlignedBuffer((long)maxLanes * target.GateWidth);
        _baseAdjoint = new AlignedBuffer((long)maxLanes * target.GateWidth);
        _mergedAdjoint = new AlignedBuffer((long)maxLanes * _width);
    }

    /// <summary>[1, width].</summary>
    public ParameterBlock EmbeddingWeight { get; }

    public ParameterBlock EmbeddingBias { get; }

    /// <summary>[2 width, width]: rows of the step's embedding, then rows of the context.</summary>
    public ParameterBlock MergeWeight { get; }

    public ParameterBlock MergeBias { get; }

    /// <summary>To be called whenever the parameters have changed, after the target layer's own.</summary>
    public void Prepare(float* parameters)
    {
        var d = _width;
        var top = parameters + MergeWeight.Offset;
        KernelSet.Transpose(d, d, top, d, _topTransposed.Pointer, d);
        KernelSet.Transpose(d, d, top + (d * d), d, _contextTransposed.Pointer, d);
        _kernels.Gemm(1, d, d, parameters + EmbeddingWeight.Offset, 0, 1, top, d, null, 0, _p.Pointer, d);
        _kernels.Gemm(1, d, d, parameters + EmbeddingBias.Offset, 0, 1, top, d, parameters + MergeBias.Offset, 0, _q.Pointer, d);
        var gates = _target.GateWidth;
        _kernels.Gemm(1, gates, d, _p.Pointer, 0, 1, parameters + _target.InputWeight.Offset, gates, null, 0, _slope.Pointer, gates);
    }

    /// <summary>From context [lane, width] to merged [lane, width] (kept for the backward pass) and the target's gates.</summary>
    public void Forward(float* parameters, float* context, float* merged, GruActivations state)
    {
        int d = _width, gates = _target.GateWidth, lanes = state.Shape.Lanes;
        _kernels.Gemm(lanes, d, d, context, d, 1, parameters + MergeWeight.Offset + (d * d), d, _q.Pointer, 0, merged, d);
        var start = _baseAdjoint.Pointer;
        _kernels.Gemm(
            lanes, gates, d, merged, d, 1, parameters + _target.InputWeight.Offset, gates, _target.ProjectionBias, 0, start, gates);
        var target = state.Gates.Pointer;
        for (var w = 0; w < state.Shape.Steps; w++)
        {
            _kernels.Gemm(lanes, gates, 1, _steps.Pointer + w, 0, 0, _slope.Pointer, gates, start, gates, target, gates);
            target += lanes * gates;
        }
    }

    /// <summary>From the adjoint of the projections (in the gates) to gradients (added) and contextAdjoint (written).</summary>
    public void Backward(
        float* parameters, float* gradients, float* context, float* merged, GruActivations state, float* contextAdjoint)
    {
        int d = _width, gates = _target.GateWidth, lanes = state.Shape.Lanes, weeks = state.Shape.Steps;
        var all = lanes * gates;
        float* dBase = _baseAdjoint.Pointer, dMerged = _mergedAdjoint.Pointer;
        float* dp = _small.Pointer, dq = dp + d, dSlope = dq + d;
        _small.Clear();
        _baseAdjoint.Clear();
        _kernels.AddColumnSums(weeks, all, state.Gates.Pointer, all, dBase);
        _kernels.Gemm(1, all, weeks, _steps.Pointer, 0, 1, state.Gates.Pointer, all, null, 0, _weighted.Pointer, all);
        _kernels.AddColumnSums(lanes, gates, _weighted.Pointer, gates, dSlope);

        var projection = gradients + _target.InputWeight.Offset;
        _kernels.Gemm(d, gates, lanes, merged, 1, d, dBase, gates, projection, gates, projection, gates);
        _kernels.Gemm(d, gates, 1, _p.Pointer, 1, 0, dSlope, gates, projection, gates, projection, gates);
        _kernels.Gemm(lanes, d, gates, dBase, gates, 1, _target.InputTransposed, d, null, 0, dMerged, d);
        _kernels.Gemm(1, d, gates, dSlope, 0, 1, _target.InputTransposed, d, null, 0, dp, d);
        _kernels.AddColumnSums(lanes, d, dMerged, d, dq);

        float* top = gradients + MergeWeight.Offset, bottom = top + (d * d);
        _kernels.Gemm(d, d, lanes, context, 1, d, dMerged, d, bottom, d, bottom, d);
        _kernels.Gemm(lanes, d, d, dMerged, d, 1, _contextTransposed.Pointer, d, null, 0, contextAdjoint, d);
        _kernels.Gemm(d, d, 1, parameters + EmbeddingWeight.Offset, 1, 0, dp, d, top, d, top, d);
        _kernels.Gemm(d, d, 1, parameters + EmbeddingBias.Offset, 1, 0, dq, d, top, d, top, d);
        var embedding = gradients + EmbeddingWeight.Offset;
        _kernels.Gemm(1, d, d, dp, 0, 1, _topTransposed.Pointer, d, embedding, 0, embedding, d);
        embedding = gradients + EmbeddingBias.Offset;
        _kernels.Gemm(1, d, d, dq, 0, 1, _topTransposed.Pointer, d, embedding, 0, embedding, d);
        _kernels.AddColumnSums(1, d, dq, d, gradients + MergeBias.Offset);
    }
}
