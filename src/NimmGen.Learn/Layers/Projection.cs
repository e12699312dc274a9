using System.Collections.Immutable;
using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>
/// y = sum over parts of x W, plus a bias: the linear map of a concatenation that is never made. A part without time beside one with time is
/// mapped once and counts at every step.
/// </summary>
internal sealed unsafe class Projection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<Tensor> _parts;
    private readonly int _time;
    private readonly int _lanes;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly long _transposed;
    private readonly long _still;

    /// <param name="parts">Inputs; those without time are repeated.</param>
    /// <param name="time">Steps of the output.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="work">Where the workspace is reserved.</param>
    public Projection(ImmutableArray<Tensor> parts, int time, int outputs, Space work)
    {
        (_parts, _time, _outputs, _lanes) = (parts, time, outputs, parts[0].Lanes);
        _inputs = parts.Sum(p => p.Channels);
        _transposed = NeedsInputAdjoint ? work.Reserve((long)outputs * _inputs) : -1;
        _still = parts.Any(IsStill) ? work.Reserve((long)_lanes * outputs) : -1;
    }

    /// <summary>Channels of all parts.</summary>
    public int Inputs => _inputs;

    private bool NeedsInputAdjoint => _parts.Any(p => p.HasAdjoint);

    public long Flops => _parts.Sum(p => (IsStill(p) ? _lanes : (long)_time * _lanes) * p.Channels * _outputs * (p.HasAdjoint ? 6L : 4L));

    public void Prepare(in Frame<T> frame, T* weight)
    {
        if (_transposed >= 0)
        {
            frame.Kernels.Transpose(_inputs, _outputs, weight, _outputs, frame.Work + _transposed, _inputs);
        }
    }

    /// <summary>Writes y [time, lane, outputs]; the bias row has as many.</summary>
    public void Forward(in Frame<T> frame, T* weight, T* bias, T* y)
    {
        T* start = bias;
        nint startRow = 0;
        if (_still >= 0)
        {
            T* still = frame.Work + _still;
            T* w = weight;
            T* init = bias;
            nint initRow = 0;
            foreach (Tensor part in _parts)
            {
                if (IsStill(part))
                {
                    frame.Kernels.Gemm(_lanes, _outputs, part.Channels, frame.Value(part), part.Channels, 1, w, _outputs, init, initRow, still, _outputs);
                    init = still;
                    initRow = _outputs;
                }

                w += (long)part.Channels * _outputs;
            }

            long step = (long)_lanes * _outputs;
            for (int t = 0; t < _time; t++)
            {
                Rows<T>.Copy(step, still, y + t * step);
            }

            start = y;
            startRow = _outputs;
        }

        foreach (Tensor part in _parts)
        {
            if (!IsStill(part))
            {
                frame.Kernels.Gemm(_time * _lanes, _outputs, part.Channels, frame.Value(part), part.Channels, 1, weight, _outputs, start, startRow, y, _outputs);
                start = y;
                startRow = _outputs;
            }

            weight += (long)part.Channels * _outputs;
        }
    }

    /// <summary>Adds to the weights' gradient and the parts' adjoints. The bias is the caller's.</summary>
    public void Backward(in Frame<T> frame, T* dy, T* weightGradient)
    {
        T* still = frame.Work + _still;
        if (_still >= 0)
        {
            long step = (long)_lanes * _outputs;
            Rows<T>.Clear(step, still);
            for (int t = 0; t < _time; t++)
            {
                Rows<T>.Add(step, dy + t * step, still);
            }
        }

        T* transposed = frame.Work + _transposed;
        foreach (Tensor part in _parts)
        {
            T* from = IsStill(part) ? still : dy;
            int rows = IsStill(part) ? _lanes : _time * _lanes;
            frame.Kernels.Gemm(part.Channels, _outputs, rows, frame.Value(part), 1, part.Channels, from, _outputs, weightGradient, _outputs, weightGradient, _outputs);
            if (part.HasAdjoint)
            {
                T* dx = frame.Adjoint(part);
                frame.Kernels.Gemm(rows, part.Channels, _outputs, from, _outputs, 1, transposed, _inputs, dx, part.Channels, dx, part.Channels);
            }

            weightGradient += (long)part.Channels * _outputs;
            transposed += part.Channels;
        }
    }

    private bool IsStill(Tensor part) => !part.IsTimed && _time > 1;
}
