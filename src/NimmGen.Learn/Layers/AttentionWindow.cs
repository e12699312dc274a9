using System.Numerics;

namespace NimmGen.Learn.Layers;

/// <summary>
/// The weights of attention for a block of queries: softmax of scaled products with the keys they see. They are computed again when they are
/// needed again, so that nothing of the size of all pairs of steps is kept.
/// </summary>
internal sealed unsafe class AttentionWindow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Queries at a time: 64 rows of scores stay in the second-level cache.</summary>
    public const int Block = 64;

    private const int Boundary = 16;
    private readonly int _steps;
    private readonly int _reach;
    private readonly T _scale;

    /// <param name="steps">Steps of the signal.</param>
    /// <param name="headWidth">Channels of a head.</param>
    /// <param name="window">Steps that a query sees to either side, or null for all.</param>
    public AttentionWindow(int steps, int headWidth, int? window)
    {
        _steps = steps;
        _reach = Math.Min(window ?? steps, steps);
        _scale = T.One / T.Sqrt(T.CreateTruncating(headWidth));
        RowLength = Pad(Math.Min(steps, Block + 2 * _reach));
    }

    /// <summary>Of scores: keys that a block may see, padded.</summary>
    public int RowLength { get; }

    /// <summary>Steps, padded, with room for a padded block at the end.</summary>
    public int PaddedSteps => Pad(_steps) + Boundary + RowLength;

    public T Scale => _scale;

    /// <summary>Pairs of steps that see each other, blocks filled up.</summary>
    public long Pairs => (long)_steps * Math.Min(_steps, Block + 2 * _reach);

    public static int Pad(int length) => (length + Boundary - 1) / Boundary * Boundary;

    /// <summary>The first key that a block sees, and how many.</summary>
    public (int First, int Count) Keys(int firstQuery, int queries)
    {
        int first = Math.Max(0, firstQuery - _reach), end = Math.Min(_steps, firstQuery + queries + _reach);
        return (first, end - first);
    }

    /// <summary>Writes the weights [query, key] of a block into scores, and adds their column sums.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="firstQuery">First query of the block.</param>
    /// <param name="queries">How many.</param>
    /// <param name="q">The queries of the head, from step 0.</param>
    /// <param name="row">Between two steps of q.</param>
    /// <param name="headWidth">Channels of the head.</param>
    /// <param name="keysTransposed">[channel, step] with rows of <see cref="PaddedSteps"/>.</param>
    /// <param name="scores">[query, <see cref="RowLength"/>].</param>
    /// <param name="sums">From step 0, at least <see cref="PaddedSteps"/>.</param>
    public void Weights(Arithmetic<T> kernels, int firstQuery, int queries, T* q, nint row, int headWidth, T* keysTransposed, T* scores, T* sums)
    {
        (int first, int count) = Keys(firstQuery, queries);
        kernels.Gemm(queries, count, headWidth, q + firstQuery * row, row, 1, keysTransposed + first, PaddedSteps, null, 0, scores, RowLength);
        bool masked = _reach < _steps;
        if (masked)
        {
            Mask(firstQuery, queries, first, count, scores, T.NegativeInfinity);
        }

        kernels.Softmax(queries, count, Pad(count), _scale, scores, RowLength, sums + first);
        if (masked)
        {
            // The vector exponential gives a remainder of 1e-38 for what was masked.
            Mask(firstQuery, queries, first, count, scores, T.Zero);
        }
    }

    private void Mask(int firstQuery, int queries, int first, int count, T* scores, T value)
    {
        for (int i = 0; i < queries; i++)
        {
            int low = Math.Max(0, firstQuery + i - _reach - first), high = Math.Min(count, firstQuery + i + _reach + 1 - first);
            T* row = scores + (long)i * RowLength;
            new Span<T>(row, low).Fill(value);
            new Span<T>(row + high, count - high).Fill(value);
        }
    }
}
