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

    /// <summary>Calls <paramref name="work"/> with part, first lane and number of lanes, each thread taking a run of neighbouring parts.</summary>
    public void Run(Action<int, int, int> work)
    {
        if (_threads == 1)
        {
            RunSome(work, 0, Count);
            return;
        }

        Parallel.For(0, _threads, t => RunSome(work, t * Count / _threads, (t + 1) * Count / _threads));
    }

    private void RunSome(Action<int, int, int> work, int from, int to)
    {
        for (int part = from; part < to; part++)
        {
            work(part, part * _size, Math.Min(_size, _lanes - part * _size));
        }
    }
}
