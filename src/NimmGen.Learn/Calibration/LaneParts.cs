namespace NimmGen.Learn;

/// <summary>
/// The lanes of a training in parts of fixed size, divided among threads. Sums are made part by part and then over parts in their
/// order, so results do not depend on the number of threads by a bit.
/// </summary>
internal sealed class LaneParts
{
    /// <summary>Lanes of a part: a multiple of every vector's width.</summary>
    public const int Size = 64;

    private readonly int _lanes;
    private readonly int _size;
    private readonly int _threads;

    /// <param name="lanes">At least 1.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="together">True where all lanes must be simulated together: then there is one part.</param>
    public LaneParts(int lanes, int threads, bool together)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _lanes = lanes;
        _size = together ? lanes : Size;
        Count = (lanes + _size - 1) / _size;
        _threads = Math.Min(threads, Count);
    }

    public int Count { get; }

    /// <summary>Where a part begins; of the number of parts, where the last one ends.</summary>
    public int FirstLane(int part) => Math.Min(part * _size, _lanes);

    /// <summary>
    /// Calls <paramref name="work"/> once a thread, with a run of neighbouring parts from (inclusive) to (exclusive): whoever goes through
    /// time for all lanes of a run together reads memory in its order.
    /// </summary>
    public void Run(Action<int, int> work)
    {
        if (_threads == 1)
        {
            work(0, Count);
            return;
        }

        Parallel.For(0, _threads, t => work(t * Count / _threads, (t + 1) * Count / _threads));
    }
}
