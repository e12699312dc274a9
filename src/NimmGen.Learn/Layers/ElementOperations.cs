using System.Collections.Immutable;
using System.Numerics;
using NimmGen.Ir;

namespace NimmGen.Learn.Layers;

/// <summary>What the data give; the values are written before the pass.</summary>
internal sealed class InputOperation<T>(Tensor output) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
    }

    public override void Backward(in Frame<T> frame)
    {
    }
}

/// <summary>A table over time that is the same for every location.</summary>
internal sealed unsafe class TableOperation<T>(Tensor output, Func<int, int, double> value, Space work) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long _table = work.Reserve((long)output.Time * output.Channels);

    public override void Initialise(in Frame<T> frame)
    {
        for (int t = 0; t < Output.Time; t++)
        {
            for (int c = 0; c < Output.Channels; c++)
            {
                frame.Work[_table + (long)t * Output.Channels + c] = T.CreateTruncating(value(t, c));
            }
        }
    }

    public override void Forward(in Frame<T> frame)
    {
        for (int row = 0; row < Output.Rows; row++)
        {
            Rows<T>.Copy(Output.Channels, frame.Work + _table + (long)(row / Output.Lanes) * Output.Channels, frame.Value(Output) + (long)row * Output.Channels);
        }
    }

    public override void Backward(in Frame<T> frame)
    {
    }
}

/// <summary>x plus sines and cosines of the step (Vaswani et al. 2017, section 3.5).</summary>
internal sealed unsafe class PositionOperation<T>(Tensor input, Tensor output, Space work) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Longest = 10_000;
    private readonly long _table = work.Reserve((long)output.Time * output.Channels);

    public override void Initialise(in Frame<T> frame)
    {
        for (int t = 0; t < Output.Time; t++)
        {
            for (int c = 0; c < Output.Channels; c++)
            {
                double angle = t / Math.Pow(Longest, 2.0 * (c / 2) / Output.Channels);
                frame.Work[_table + (long)t * Output.Channels + c] = T.CreateTruncating(c % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }
    }

    public override void Forward(in Frame<T> frame)
    {
        T* y = frame.Value(Output);
        Rows<T>.Copy(Output.Length, frame.Value(input), y);
        for (int row = 0; row < Output.Rows; row++)
        {
            Rows<T>.Add(Output.Channels, frame.Work + _table + (long)(row / Output.Lanes) * Output.Channels, y + (long)row * Output.Channels);
        }
    }

    public override void Backward(in Frame<T> frame) => Rows<T>.Add(Output.Length, frame.Adjoint(Output), frame.Adjoint(input));
}

/// <summary>An activation on its own.</summary>
internal sealed unsafe class ActivationOperation<T>(Tensor input, Tensor output, Activation activation) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame) => frame.Kernels.Activate(activation, checked((int)Output.Length), frame.Value(input), frame.Value(Output));

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        if (activation == Activation.Gelu)
        {
            frame.Kernels.AddGeluAdjoint(checked((int)Output.Length), frame.Value(input), dy, frame.Adjoint(input));
            return;
        }

        Rows<T>.Slope(activation, Output.Length, frame.Value(Output), dy);
        Rows<T>.Add(Output.Length, dy, frame.Adjoint(input));
    }
}

/// <summary>factor x + shift.</summary>
internal sealed unsafe class AffineOperation<T>(Tensor input, Tensor output, double factor, double shift) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame) =>
        Rows<T>.Affine(Output.Length, T.CreateTruncating(factor), T.CreateTruncating(shift), frame.Value(input), frame.Value(Output));

    public override void Backward(in Frame<T> frame) => Rows<T>.AddScaled(Output.Length, T.CreateTruncating(factor), frame.Adjoint(Output), frame.Adjoint(input));
}

/// <summary>a + b.</summary>
internal sealed unsafe class SumOperation<T>(Tensor a, Tensor b, Tensor output) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
        Rows<T>.Copy(Output.Length, frame.Value(a), frame.Value(Output));
        Rows<T>.Add(Output.Length, frame.Value(b), frame.Value(Output));
    }

    public override void Backward(in Frame<T> frame)
    {
        foreach (Tensor x in (ReadOnlySpan<Tensor>)[a, b])
        {
            if (x.HasAdjoint)
            {
                Rows<T>.Add(Output.Length, frame.Adjoint(Output), frame.Adjoint(x));
            }
        }
    }
}

/// <summary>a b, element by element.</summary>
internal sealed unsafe class ProductOperation<T>(Tensor a, Tensor b, Tensor output) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
        T* y = frame.Value(Output);
        Rows<T>.Clear(Output.Length, y);
        Rows<T>.AddProduct(Output.Length, frame.Value(a), frame.Value(b), y);
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        if (a.HasAdjoint)
        {
            Rows<T>.AddProduct(Output.Length, dy, frame.Value(b), frame.Adjoint(a));
        }

        if (b.HasAdjoint)
        {
            Rows<T>.AddProduct(Output.Length, dy, frame.Value(a), frame.Adjoint(b));
        }
    }
}

/// <summary>Channels side by side.</summary>
internal sealed unsafe class ConcatOperation<T>(ImmutableArray<Tensor> parts, Tensor output) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Frame<T> frame)
    {
        T* y = frame.Value(Output);
        foreach (Tensor part in parts)
        {
            for (int row = 0; row < Output.Rows; row++)
            {
                Rows<T>.Copy(part.Channels, frame.Value(part) + (long)row * part.Channels, y + (long)row * Output.Channels);
            }

            y += part.Channels;
        }
    }

    public override void Backward(in Frame<T> frame)
    {
        T* dy = frame.Adjoint(Output);
        foreach (Tensor part in parts)
        {
            for (int row = 0; row < (part.HasAdjoint ? Output.Rows : 0); row++)
            {
                Rows<T>.Add(part.Channels, dy + (long)row * Output.Channels, frame.Adjoint(part) + (long)row * part.Channels);
            }

            dy += part.Channels;
        }
    }
}
