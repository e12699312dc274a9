using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>One step of a network at its sizes.</summary>
internal abstract class Operation<T>(Tensor output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Tensor Output { get; } = output;

    /// <summary>Operations of the products of a forward and backward pass of one chunk; a multiply-add counts two.</summary>
    public virtual long Flops => 0;

    /// <summary>Once: constants into the workspace.</summary>
    public virtual void Initialise(in Frame<T> frame)
    {
    }

    /// <summary>Whenever the weights have changed: what is made of them alone.</summary>
    public virtual void Prepare(in Frame<T> frame)
    {
    }

    /// <summary>Writes the output's values.</summary>
    public abstract void Forward(in Frame<T> frame);

    /// <summary>Adds to the operands' adjoints and the weights' gradients; may overwrite the output's adjoint.</summary>
    public abstract void Backward(in Frame<T> frame);
}
