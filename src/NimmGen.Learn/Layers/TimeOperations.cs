using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>The mean or sum over time.</summary>
internal sealed unsafe class ReductionOperation<T>(Tensor input, Tensor output, bool mean) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T Share => mean ? T.One / T.CreateTruncating(input.Time) : T.One;

    public override void Forward(in Frame<T> frame)
    {
        T* y = frame.Value(Output);
        Rows<T>.Clear(Output.Length, y);
        for (int t = 0; t < input.Time; t++)
        {
            Rows<T>.Add(input.StepLength, frame.Value(input) + (long)t * input.StepLength, y);
        }

        Rows<T>.Affine(Output.Length, Share, T.Zero, y, y);
    }

    public override void Backward(in Frame<T> frame)
    {
        for (int t = 0; t < input.Time; t++)
        {
            Rows<T>.AddScaled(input.StepLength, Share, frame.Adjoint(Output), frame.Adjoint(input) + (long)t * input.StepLength);
        }
    }
}

/// <summary>The value at the last step.</summary>
internal sealed unsafe class LastOperation<T>(Tensor input, Tensor output) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long Offset => (long)(input.Time - 1) * input.StepLength;

    public override void Forward(in Frame<T> frame) => Rows<T>.Copy(Output.Length, frame.Value(input) + Offset, frame.Value(Output));

    public override void Backward(in Frame<T> frame) => Rows<T>.Add(Output.Length, frame.Adjoint(Output), frame.Adjoint(input) + Offset);
}

/// <summary>The same at every step.</summary>
internal sealed unsafe class RepeatOperation<T>(Tensor input, Tensor output) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
        for (int t = 0; t < Output.Time; t++)
        {
            Rows<T>.Copy(input.Length, frame.Value(input), frame.Value(Output) + t * input.Length);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        for (int t = 0; t < Output.Time; t++)
        {
            Rows<T>.Add(input.Length, frame.Adjoint(Output) + t * input.Length, frame.Adjoint(input));
        }
    }
}

/// <summary>Means over groups of steps that follow each other: the weeks of a history.</summary>
internal sealed unsafe class GroupMeansOperation<T>(Tensor input, Tensor output, int group, int missing) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
        Rows<T>.Clear(Output.Length, frame.Value(Output));
        for (int t = 0; t < input.Time; t++)
        {
            int week = (t + missing) / group;
            Rows<T>.AddScaled(input.StepLength, Share(week), frame.Value(input) + (long)t * input.StepLength, frame.Value(Output) + (long)week * input.StepLength);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        for (int t = 0; t < input.Time; t++)
        {
            int week = (t + missing) / group;
            Rows<T>.AddScaled(input.StepLength, Share(week), frame.Adjoint(Output) + (long)week * input.StepLength, frame.Adjoint(input) + (long)t * input.StepLength);
        }
    }

    private T Share(int week) => T.One / T.CreateTruncating(week == 0 ? group - missing : group);
}

/// <summary>The mean over the last so many steps, fewer at the start. Sums run in double: they must not drift.</summary>
internal sealed unsafe class SmoothOperation<T>(Tensor input, Tensor output, int steps) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums = new double[output.StepLength];

    public override void Forward(in Frame<T> frame)
    {
        Array.Clear(_sums);
        for (int t = 0; t < input.Time; t++)
        {
            T* x = frame.Value(input) + (long)t * input.StepLength;
            T* y = frame.Value(Output) + (long)t * input.StepLength;
            Accumulate(x, 1);
            if (t >= steps)
            {
                Accumulate(x - (long)steps * input.StepLength, -1);
            }

            for (int i = 0; i < input.StepLength; i++)
            {
                y[i] = T.CreateTruncating(_sums[i] / Math.Min(t + 1, steps));
            }
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        Array.Clear(_sums);
        for (int t = input.Time - 1; t >= 0; t--)
        {
            T* dy = frame.Adjoint(Output) + (long)t * input.StepLength;
            T* dx = frame.Adjoint(input) + (long)t * input.StepLength;
            Accumulate(dy, 1.0 / Math.Min(t + 1, steps));
            if (t + steps < input.Time)
            {
                Accumulate(dy + (long)steps * input.StepLength, -1.0 / Math.Min(t + steps + 1, steps));
            }

            for (int i = 0; i < input.StepLength; i++)
            {
                dx[i] += T.CreateTruncating(_sums[i]);
            }
        }
    }

    private void Accumulate(T* x, double factor)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += factor * double.CreateTruncating(x[i]);
        }
    }
}
