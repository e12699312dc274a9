namespace NimmGen.Learn.Layers;

/// <summary>Counts out places in one block of memory, each on the boundary of a vector.</summary>
internal sealed class Space
{
    private const int Boundary = 16;

    /// <summary>Numbers in all.</summary>
    public long Length { get; private set; }

    /// <summary>The offset of so many numbers more.</summary>
    public long Reserve(long count)
    {
        long offset = Length;
        Length += (count + Boundary - 1) / Boundary * Boundary;
        return offset;
    }
}
