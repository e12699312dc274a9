using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>A signal at its sizes: [time, lane, channel], and where its values and adjoints lie.</summary>
/// <param name="Time">Steps; 1 where it has no time.</param>
/// <param name="Lanes">Locations that are computed together.</param>
/// <param name="Channels">Channels.</param>
/// <param name="IsTimed">False where it has no time.</param>
/// <param name="Value">Offset in what a chunk keeps.</param>
/// <param name="Adjoint">Offset in the workspace; negative where no weight is behind the signal.</param>
internal readonly record struct Tensor(int Time, int Lanes, int Channels, bool IsTimed, long Value, long Adjoint)
{
    public int Rows => Time * Lanes;

    public long Length => (long)Rows * Channels;

    /// <summary>Floats of one step.</summary>
    public int StepLength => Lanes * Channels;

    public bool HasAdjoint => Adjoint >= 0;
}

/// <summary>The memory that a pass of some locations works on.</summary>
internal readonly unsafe struct Frame<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values and what layers keep of their forward pass; one for each chunk, or one for all that is filled again.</summary>
    public T* Kept { get; init; }

    /// <summary>Adjoints, prepared weights, constants and scratch; shared.</summary>
    public T* Work { get; init; }

    public T* Parameters { get; init; }

    public T* Gradients { get; init; }

    public Arithmetic<T> Kernels { get; init; }

    /// <summary>Location of the first lane.</summary>
    public int First { get; init; }

    /// <summary>Lanes that are a location; the others are idle.</summary>
    public int Count { get; init; }

    /// <summary>Key of this pass's random draws; null where nothing is dropped.</summary>
    public ulong? Draw { get; init; }

    public T* Value(in Tensor tensor) => Kept + tensor.Value;

    /// <summary>Null where it has none.</summary>
    public T* Adjoint(in Tensor tensor) => tensor.HasAdjoint ? Work + tensor.Adjoint : null;
}
