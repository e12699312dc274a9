using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>What a recurrent layer keeps of its forward pass; the backward pass overwrites gates and memory with their adjoints.</summary>
internal sealed class GruActivations(GruShape shape)
{
    public GruShape Shape { get; } = shape;

    /// <summary>[step, lane, direction, 3 hidden].</summary>
    public AlignedBuffer Gates { get; } = new((long)shape.Rows * shape.GateWidth);

    /// <summary>[step, lane, direction, hidden]: the candidate's recurrent part before the reset gate.</summary>
    public AlignedBuffer Memory { get; } = new((long)shape.Rows * shape.OutputWidth);

    /// <summary>[step, lane, direction x hidden].</summary>
    public AlignedBuffer Output { get; } = new((long)shape.Rows * shape.OutputWidth);

    /// <summary>[lane, direction x hidden]: the state before the first step; zero unless it is written.</summary>
    public AlignedBuffer Initial { get; } = new((long)shape.Lanes * shape.OutputWidth);

    /// <summary>[lane, direction x hidden]: after the backward pass, the adjoint of the initial state.</summary>
    public AlignedBuffer InitialAdjoint { get; } = new((long)shape.Lanes * shape.OutputWidth);
}
