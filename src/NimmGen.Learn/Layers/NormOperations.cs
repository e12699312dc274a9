using System.Numerics;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>What is added to variances before they divide.</summary>
internal static class Variance
{
    /// <summary>As in PyTorch.</summary>
    public const double Floor = 1e-5;
}

/// <summary>Zero mean and unit variance over channels, then a gain and a shift each (Ba, Kiros and Hinton 2016, equation 4).</summary>
internal sealed unsafe class NormOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor _input;
    private readonly ParameterBlock _gain;
    private readonly ParameterBlock _shift;
    private readonly long _normal;
    private readonly long _inverse;
    private readonly long _row;

    public NormOperation(Tensor input, Tensor output, ParameterBlock gain, ParameterBlock shift, Space kept, Space work)
        : base(output)
    {
        (_input, _gain, _shift) = (input, gain, shift);
        _normal = kept.Reserve(output.Length);
        _inverse = kept.Reserve(output.Rows);
        _row = work.Reserve(output.Channels);
    }

    public override void Forward(in Frame<T> frame)
    {
        int n = Output.Channels;
        T count = T.CreateTruncating(n);
        for (int row = 0; row < Output.Rows; row++)
        {
            T* x = frame.Value(_input) + (long)row * n;
            T* normal = frame.Kept + _normal + (long)row * n;
            T* y = frame.Value(Output) + (long)row * n;
            Rows<T>.Affine(n, T.One, -Rows<T>.Sum(n, x) / count, x, normal);
            T inverse = T.One / T.Sqrt(Rows<T>.Dot(n, normal, normal) / count + T.CreateTruncating(Variance.Floor));
            Rows<T>.Affine(n, inverse, T.Zero, normal, normal);
            frame.Kept[_inverse + row] = inverse;
            Rows<T>.Copy(n, frame.Parameters + _shift.Offset, y);
            Rows<T>.AddProduct(n, frame.Parameters + _gain.Offset, normal, y);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        int n = Output.Channels;
        T count = T.CreateTruncating(n);
        T* scaled = frame.Work + _row;
        for (int row = 0; row < Output.Rows; row++)
        {
            T* dy = frame.Adjoint(Output) + (long)row * n;
            T* normal = frame.Kept + _normal + (long)row * n;
            Rows<T>.Add(n, dy, frame.Gradients + _shift.Offset);
            Rows<T>.AddProduct(n, dy, normal, frame.Gradients + _gain.Offset);
            if (_input.HasAdjoint)
            {
                Rows<T>.Clear(n, scaled);
                Rows<T>.AddProduct(n, dy, frame.Parameters + _gain.Offset, scaled);
                T mean = Rows<T>.Sum(n, scaled) / count, slope = Rows<T>.Dot(n, scaled, normal) / count;
                T* dx = frame.Adjoint(_input) + (long)row * n;
                T inverse = frame.Kept[_inverse + row];
                for (int i = 0; i < n; i++)
                {
                    dx[i] += inverse * (scaled[i] - mean - normal[i] * slope);
                }
            }
        }
    }
}

/// <summary>Zero mean and unit variance over time, for each lane and channel.</summary>
internal sealed unsafe class StandardiseOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor _input;
    private readonly long _inverse;
    private readonly long _mean;
    private readonly long _slope;

    public StandardiseOperation(Tensor input, Tensor output, Space kept, Space work)
        : base(output)
    {
        _input = input;
        _inverse = kept.Reserve(output.StepLength);
        _mean = work.Reserve(output.StepLength);
        _slope = work.Reserve(output.StepLength);
    }

    public override void Forward(in Frame<T> frame)
    {
        int n = Output.StepLength;
        T share = T.One / T.CreateTruncating(Output.Time);
        T* mean = frame.Work + _mean;
        T* inverse = frame.Kept + _inverse;
        Rows<T>.Clear(n, mean);
        Rows<T>.Clear(n, inverse);
        for (int t = 0; t < Output.Time; t++)
        {
            Rows<T>.AddScaled(n, -share, frame.Value(_input) + (long)t * n, mean);
        }

        for (int t = 0; t < Output.Time; t++)
        {
            T* y = frame.Value(Output) + (long)t * n;
            Rows<T>.Copy(n, frame.Value(_input) + (long)t * n, y);
            Rows<T>.Add(n, mean, y);
            Rows<T>.AddProduct(n, y, y, inverse);
        }

        for (int i = 0; i < n; i++)
        {
            inverse[i] = T.One / T.Sqrt(inverse[i] * share + T.CreateTruncating(Variance.Floor));
        }

        for (int t = 0; t < Output.Time; t++)
        {
            T* y = frame.Value(Output) + (long)t * n;
            for (int i = 0; i < n; i++)
            {
                y[i] *= inverse[i];
            }
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        int n = Output.StepLength;
        T share = T.One / T.CreateTruncating(Output.Time);
        T* mean = frame.Work + _mean;
        T* slope = frame.Work + _slope;
        T* inverse = frame.Kept + _inverse;
        Rows<T>.Clear(n, mean);
        Rows<T>.Clear(n, slope);
        for (int t = 0; t < Output.Time; t++)
        {
            T* dy = frame.Adjoint(Output) + (long)t * n;
            Rows<T>.AddScaled(n, share, dy, mean);
            Rows<T>.AddProduct(n, dy, frame.Value(Output) + (long)t * n, slope);
        }

        for (int t = 0; t < Output.Time; t++)
        {
            T* y = frame.Value(Output) + (long)t * n;
            T* dy = frame.Adjoint(Output) + (long)t * n;
            T* dx = frame.Adjoint(_input) + (long)t * n;
            for (int i = 0; i < n; i++)
            {
                dx[i] += inverse[i] * (dy[i] - mean[i] - y[i] * slope[i] * share);
            }
        }
    }
}
