using NimmGen.Ir;

namespace NimmGen.Learn.Layers;

/// <summary>
/// The memory of a network's training: size of a number x (chunks kept x Kept + Work + 2 x Weights + History), where a chunk is up to four
/// locations. All chunks are kept where that fits the limit; else one, and the backward pass runs each forward once more.
/// </summary>
/// <param name="Kept">Numbers that a chunk keeps of its forward pass: linear in the steps of the history and of the prediction.</param>
/// <param name="Work">Numbers shared by all chunks: adjoints, scratch, transposed weights.</param>
/// <param name="Weights">Parameters; their gradients are as many.</param>
/// <param name="History">Numbers of the history, which is copied.</param>
/// <param name="Chunks">Groups of locations.</param>
/// <param name="NumberBytes">4 for float.</param>
/// <param name="Limit">Bytes that may be taken.</param>
public sealed record NetworkMemory(long Kept, long Work, long Weights, long History, int Chunks, int NumberBytes, long Limit)
{
    /// <summary>The default limit: 512 MiB.</summary>
    public const long DefaultLimit = 512L << 20;

    /// <summary>True where the forward pass of every chunk is kept.</summary>
    public bool KeepsAll => BytesFor(Chunks) <= Limit;

    /// <summary>Chunks that are kept: all, or one that is filled again and again.</summary>
    public int ChunksKept => KeepsAll ? Chunks : 1;

    /// <summary>Bytes in all.</summary>
    public long Bytes => BytesFor(ChunksKept);

    /// <summary>Of a network on data of these sizes, without allocating it.</summary>
    public static NetworkMemory Predict(NetworkIr network, NetworkSizes sizes, long limit = DefaultLimit) =>
        Of(new NetworkPlan<float>(network, sizes, 0), sizes, sizeof(float), limit);

    internal static NetworkMemory Of<T>(NetworkPlan<T> plan, NetworkSizes sizes, int numberBytes, long limit)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(plan.Kept.Length, plan.Work.Length, plan.Layout.Length, (long)sizes.HistorySteps * sizes.Locations * sizes.Features, plan.Chunks, numberBytes, limit);

    private long BytesFor(int chunks) => NumberBytes * (chunks * Kept + Work + 2 * Weights + History);
}
