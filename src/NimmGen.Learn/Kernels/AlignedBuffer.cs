namespace NimmGen.Learn.Kernels;

/// <summary>Pinned floats.</summary>
internal sealed class AlignedBuffer(long length) : AlignedBuffer<float>(length);

/// <summary>
/// Pinned storage of numbers that starts on a 64-byte boundary, zero-filled. The pointer is good for as long as this object is
/// reachable: methods that work on pointers end with <see cref="GC.KeepAlive"/> of their owner.
/// </summary>
internal unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int LaneBytes = 64;
    private readonly T[] _storage;
    private readonly int _offset;

    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int lanes = LaneBytes / sizeof(T);
        if (length > Array.MaxLength - (2 * lanes))
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), length, "A network buffer of more than 2^31 numbers: use fewer locations at a time or a shorter history.");
        }

        // One spare vector behind the end, so that a full-width load of the last partial vector stays inside.
        _storage = GC.AllocateArray<T>(checked((int)length + (2 * lanes)), pinned: true);
        fixed (T* start = _storage)
        {
            var misaligned = (nuint)start % LaneBytes;
            _offset = misaligned == 0 ? 0 : (int)((LaneBytes - misaligned) / (nuint)sizeof(T));
            Pointer = start + _offset;
        }

        Length = (int)length;
    }

    public T* Pointer { get; }

    public int Length { get; }

    public Span<T> Span => _storage.AsSpan(_offset, Length);

    public void Clear() => Span.Clear();
}
